import { expect, test } from '@jest/globals'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { holdsFiles, takesAnswer } from '../../../src/features/questions/index.ts'
import { changed } from '../../../src/platform/db.ts'
import { inRollback, pageText } from '../../support/app.ts'
import { answer } from '../sampling/world.ts'
import { found } from './readings.ts'
import { document, sampleOf } from './reviewed.ts'

test(
  'a sample of more than a hundred is listed page by page, and its numbers are of all of it',
  inRollback(async world => {
    const { coordinator, round, members, paths } = await sampleOf(
      world,
      Array.from({ length: 101 }, () => 'on_time' as const),
    )
    const browser = await world.staff(coordinator.accountId)
    const base = `/rounds/${round.id}/samples/${paths[0]!.sampleId}`
    const names = members.map(({ establishmentName }) => establishmentName)
    for (const list of [base, `${base}/reviewers`]) {
      const [first, second, beyond] = [await browser.get(list), await browser.get(`${list}?page=2`), await browser.get(`${list}?page=9`)]
      expect(names.filter(name => pageText(first).includes(name))).toEqual(names.slice(0, 100))
      expect(names.filter(name => pageText(second).includes(name))).toEqual(names.slice(100))
      expect(pageText(first)).toContain('Establishments 1 to 100 of 101')
      expect(pageText(beyond)).toContain('Establishment 101 of 101')
      expect(first.text).toContain(`${list}?page=2`)
    }
    expect(pageText(await browser.get(`${base}?page=2`))).toContain('101 Establishments')
    expect(pageText(await browser.get(`${base}/reviewers?page=2`))).toContain('101 establishments have no reviewer yet')
  }),
)

test(
  'every number of a sample opens the list of those whom it counts',
  inRollback(async world => {
    const { coordinator, partnershipId, round, members, paths } = await sampleOf(
      world,
      Array.from({ length: 4 }, () => 'on_time' as const),
    )
    const [sent, begun, concluded] = members
    await document(world, { returnId: sent!.returnId, partnershipId }, { name: 'policy.pdf', mediaType: 'application/pdf', question: 'q' })
    await changed(world.db, `update returns set files = 1 where id = ?`, [sent!.returnId])
    await found(world, partnershipId, begun!, 'policies_child_protection_current', 'shown', { answer: null })
    await changed(world.db, `update dip_sample_members set outcome = 'assured', outcome_at = now() where id = ?`, [concluded!.id])
    const browser = await world.staff(coordinator.accountId)
    const base = `/rounds/${round.id}/samples/${paths[0]!.sampleId}`
    const names = members.map(({ establishmentName }) => establishmentName)
    const listed = async (show: string) => {
      const page = await browser.get(`${base}?show=${show}`)
      const rows = page.text.slice(page.text.indexOf('id="members"'), page.text.indexOf('id="drawn-how"'))
      return names.flatMap((name, at) => (rows.includes(name) ? [at] : []))
    }
    const page = await browser.get(base)
    const tabs: [list: string, words: string, at: number[]][] = [
      ['documents', 'Sent documents', [0]],
      ['no_documents', 'Documents to come', [1, 2, 3]],
      ['started', 'Reviews started', [1]],
      ['complete', 'Every question reviewed', []],
      ['outcome', 'With an outcome', [2]],
      ['no_outcome', 'Without an outcome', [0, 1, 3]],
    ]
    for (const [list, words, at] of tabs) {
      expect(pageText(page)).toContain(`${words} (${at.length})`)
      expect(page.text).toContain(`href="${base}?show=${list}#members-lists"`)
      expect([list, await listed(list)]).toEqual([list, at])
    }
    for (const tile of ['documents', 'started', 'outcome'])
      expect(page.text).toContain(`app-stat--quiet" href="${base}?show=${tile}#members-lists"`)
    expect(pageText(await browser.get(`${base}?show=complete`))).toContain('No establishments here')
    expect((await browser.get(`/rounds/${round.id}/samples`)).text).toContain(`href="${base}?show=outcome#members-lists"`)
  }),
)

test(
  'how many reviews are complete moves when an answer that was not sent yet opens another question',
  inRollback(async world => {
    const { coordinator, round, returns, members, paths } = await sampleOf(world, ['on_time'], ['governors'])
    const [member] = members
    await changed(world.db, `update returns set status = 'in_progress', submitted_at = null, submitted_via = null where id = ?`, [
      returns[0]!.id,
    ])
    const browser = await world.staff(coordinator.accountId)
    const page = async () => pageText(await browser.get(`/rounds/${round.id}/samples/${paths[0]!.sampleId}`))
    const asked = Number(/0 of (\d+)/.exec(await page())?.[1])
    const keys = LIBRARY[0]!.sections
      .flatMap(section => section.questions)
      .filter(
        question => question.areas?.includes('governors') && takesAnswer(question) && !holdsFiles(question) && question.when === undefined,
      )
      .map(({ key }) => key)
    expect(keys).toHaveLength(asked)
    await changed(
      world.db,
      `insert into verdicts (partnership_id, member_id, return_id, question_key, verdict, reviewer_name)
       select :partnershipId, :memberId, :returnId, key, 'shown', 'Ada One' from unnest(:keys::text[]) key`,
      { partnershipId: coordinator.partnershipId, memberId: member!.id, returnId: returns[0]!.id, keys },
    )
    expect(await page()).toContain('1 with every question reviewed')
    await answer(world, returns[0]!, { governors_annual_report: 'yes' })
    // As each save does.
    await changed(world.db, `update returns set version = version + 1 where id = ?`, [returns[0]!.id])
    expect(await page()).toContain('0 with every question reviewed')
    expect(await page()).toContain(`${asked} of ${asked + 1}`)
  }),
)
