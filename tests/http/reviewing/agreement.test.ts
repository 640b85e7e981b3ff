import {
  isDisputed,
  READINGS,
  type Readings,
  settled,
  SETTLED_VERDICTS_SQL,
  type StoredVerdict,
} from '../../../src/features/verdicts/index.ts'
import { expect, test } from '@jest/globals'
import { changed, rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { linksOf } from '../../support/forms.ts'
import { found, given, sampleOf } from './readings.ts'

const QUESTION = 'policies_behaviour'

test(
  'two reviewers who finished are compared: how often they agree, how much more than by chance, and on what they differ',
  inRollback(async world => {
    const { db } = world
    const { actor, partnershipId, members, page } = await sampleOf(world, 25)
    for (const [at, member] of members.entries()) {
      await given(world, partnershipId, member, 'first')
      await given(world, partnershipId, member, 'second')
      // 13 agree on “Agrees”, 5 on “Partly agrees, over-rated”; 4 differ in the verdict, 3 in the direction alone.
      const partly = at >= 13
      await found(world, partnershipId, member, QUESTION, partly ? 'partly' : 'agrees', partly ? { direction: 'over' } : {})
      const differs = at >= 21 ? ('under' as const) : ('over' as const)
      if (at >= 18 && at < 21) await found(world, partnershipId, member, QUESTION, 'agrees', { reading: 'second' })
      else if (partly) await found(world, partnershipId, member, QUESTION, 'partly', { reading: 'second', direction: differs })
      else await found(world, partnershipId, member, QUESTION, 'agrees', { reading: 'second' })
    }
    const text = pageText(await (await world.staff(actor.accountId)).get(page))
    expect(text).toContain(
      '25 establishments were reviewed by two people. Both gave a verdict on 25 questions in all before they could see',
    )
    expect(text).toContain('The same verdict 18 of 25: 72% (52% to 86%)')
    // Kappa of the table 13 0 0 / 3 5 4 / 0 0 0, worked out by hand: (18/25 − 268/625) / (1 − 268/625).
    expect(text).toContain(`Kappa ${((18 / 25 - 268 / 625) / (1 - 268 / 625)).toFixed(2)} (`)
    expect(text).toContain('Safeguarding policies 18 of 25 72% (52% to 86%)')
    expect(text).toContain('Reporting to governors 0 of 0 too few too few')
    expect(text).toMatch(/Partly agrees, over-rated 3 5 4 12/)
    // Every number opens the pairs that it counts.
    const browser = await world.staff(actor.accountId)
    const links = linksOf(await browser.get(page), '/agreement/pairs')
    const listed = async (part: string) => {
      const link = links.find(href => decodeURIComponent(href.replaceAll('+', ' ')).endsWith(part)) ?? `no link to ${part}`
      const list = await browser.get(link)
      return { heading: heading(list), rows: [...list.text.matchAll(/href="[^"]*\/members\/\d+"/g)].length, text: pageText(list) }
    }
    expect(await listed('/agreement/pairs')).toMatchObject({ heading: 'What two reviewers said', rows: 25 })
    expect((await listed('area=policies')).rows).toBe(25)
    expect((await listed(`question=${QUESTION}`)).rows).toBe(25)
    const differing = await listed('first=Partly agrees, over-rated&second=Partly agrees, under-rated')
    expect(differing.rows).toBe(4)
    expect(differing.text).toContain('Partly agrees, over-rated Partly agrees, under-rated differs')
    expect((await listed('first=Partly agrees, over-rated')).rows).toBe(12)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(`${page}/pairs`)).status).toBe(404)
    // What was moderated afterwards changes nothing of what the two found.
    await found(world, partnershipId, members[24]!, QUESTION, 'agrees', { reading: 'moderated' })
    expect(pageText(await (await world.staff(actor.accountId)).get(page))).toContain('The same verdict 18 of 25')
    // Who has left the sample is not compared any more.
    await changed(db, `update dip_sample_members set replaced_at = now(), replaced_reason = 'Closed' where id = ?`, [members[24]!.id])
    expect(pageText(await (await world.staff(actor.accountId)).get(page))).toContain('18 of 24')
  }),
)

test(
  'of few pairs the numbers alone are said, and nothing that one of two says counts before both have finished',
  inRollback(async world => {
    const { actor, partnershipId, members, page } = await sampleOf(world, 3)
    const browser = await world.staff(actor.accountId)
    expect(pageText(await browser.get(page))).toContain('Nothing to compare yet Ask a second person to review some establishments')
    for (const [at, member] of members.entries()) {
      await given(world, partnershipId, member, 'first')
      await given(world, partnershipId, member, 'second', { finished: at > 0 })
      await found(world, partnershipId, member, QUESTION, 'agrees')
      await found(world, partnershipId, member, QUESTION, at === 2 ? 'no_evidence' : 'agrees', { reading: 'second' })
      // One alone said something of this: it is no pair.
      await found(world, partnershipId, member, 'policies_prevent', 'agrees', { reading: 'second' })
    }
    const text = pageText(await browser.get(page))
    expect(text).toContain('2 establishments were reviewed by two people')
    expect(text).toContain('Both gave a verdict on 2 questions in all')
    expect(text).toContain('The same verdict 1 of 2 See what both said Kappa 2 pairs: kappa is worked out from 20 on')
    expect(text).toContain('1 establishment is still being reviewed by two people. It counts when both have finished.')
    expect(text).not.toContain('50%')
  }),
)

test(
  'who has a blind review of the sample open does not see how others agree, until they finish; nobody else’s partnership ever does',
  inRollback(async world => {
    const { db, make } = world
    const { partnershipId, members, page } = await sampleOf(world, 2)
    const reviewer = await make.staffActor(partnershipId, 'reviewer')
    const [one, other] = members
    await given(world, partnershipId, one!, 'first', { accountId: reviewer.accountId, finished: false })
    await given(world, partnershipId, one!, 'second')
    await given(world, partnershipId, other!, 'first')
    await given(world, partnershipId, other!, 'second')
    for (const member of members)
      for (const reading of ['first', 'second'] as const) await found(world, partnershipId, member, QUESTION, 'agrees', { reading })
    const browser = await world.staff(reviewer.accountId)
    const refused = await browser.get(page)
    expect([refused.status, heading(refused)]).toEqual([403, 'Finish your own review first'])
    expect(refused.text).not.toContain('1 of 1')
    await changed(db, 'update reviews set finished_at = now() where account_id = ?', [reviewer.accountId])
    expect(pageText(await browser.get(page))).toContain('2 of 2')
    // A review that was taken away again holds nobody up.
    await changed(db, `update reviews set finished_at = null, ended_at = now(), ended_reason = 'Ill' where account_id = ?`, [
      reviewer.accountId,
    ])
    expect((await browser.get(page)).status).toBe(200)
    const stranger = await world.staff((await make.staffActor()).accountId)
    expect((await stranger.get(page)).status).toBe(404)
  }),
)

test(
  'the database and the rule say the same of every two readings of a question: which verdict counts',
  inRollback(async world => {
    const { db } = world
    const { partnershipId, members } = await sampleOf(world, 1)
    const [member] = members
    const said = [null, ['agrees', null], ['partly', 'over'], ['partly', 'under']] as const
    const cases = said.flatMap(first =>
      said.flatMap(second => [null, ['no_evidence', null] as const].map(moderated => ({ first, second, moderated }))),
    )
    const expected: string[] = []
    for (const [at, readings] of cases.entries()) {
      const stored: Readings = {}
      for (const reading of READINGS) {
        const [verdict, direction] = readings[reading] ?? []
        if (verdict === undefined) continue
        stored[reading] = { reading, verdict, direction } as StoredVerdict
        await found(world, partnershipId, member!, `q${at}`, verdict, { reading, direction: direction ?? null })
      }
      const counts = settled(stored)
      if (counts) expected.push(`q${at} ${counts.reading}`)
      else expect(isDisputed(stored)).toBe(readings.first !== null || readings.second !== null)
    }
    const counted = await rows<{ line: string }>(
      db,
      `select v.question_key || ' ' || v.reading as line from ${SETTLED_VERDICTS_SQL} v where v.partnership_id = ?`,
      [partnershipId],
    )
    expect(counted.map(({ line }) => line).sort()).toEqual(expected.sort())
  }),
)
