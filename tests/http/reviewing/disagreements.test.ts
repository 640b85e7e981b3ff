import { byQuestion, type Reading, settled, SETTLED_VERDICTS_SQL, verdictsOf } from '../../../src/features/verdicts/index.ts'
import { expect, test } from '@jest/globals'
import { moderate } from '../../../src/features/reviewing/index.ts'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { formOf } from '../../support/forms.ts'
import { BEHAVIOUR, CURRENT, finish, readTwice, send, verdict } from './world.ts'

const ALONE = 'policies_child_protection_published'

/** Ada and Ben differ about one question, Ben alone spoke of another, Ada alone of a third, and they agree about none. */
async function differing(world: TestWorld) {
  const read = await readTwice(world)
  const { adas, bens, area, member } = read
  await verdict(adas, area, CURRENT, 'agrees', 'Dated September')
  await verdict(bens, area, CURRENT, 'does_not_agree', 'It names last year’s lead')
  await send(bens, area, {
    [`verdict.${BEHAVIOUR}`]: 'shown',
    [`note.${BEHAVIOUR}`]: 'On page 2',
    [`quote.${BEHAVIOUR}`]: '“All staff sign”',
  })
  await verdict(adas, area, ALONE, 'no_evidence', 'Nothing was sent')
  await finish(adas, member)
  await finish(bens, member)
  return { ...read, at: (question: string) => `${member}/disagreements/${question}` }
}

test(
  'what two differ about stands with both notes and quotes beside the self-rating; what one alone said is listed too',
  inRollback(async world => {
    const { coordinators, base, adas } = await differing(world)
    const list = pageText(await coordinators.get(`${base}/disagreements`))
    expect(list).toContain('1 of this sample is given to two reviewers. Both have finished with 1')
    expect(list).toContain('To settle (2)')
    expect(list).toMatch(
      /What the establishment said Yes The reviewer, Ada One Agrees Dated September .* The second reviewer, Ben Two Does not agree, over-rated It names last year’s lead/,
    )
    expect(list).toMatch(/Not answered The reviewer Said nothing The second reviewer, Ben Two Shown On page 2 “All staff sign”/)
    expect(pageText(await coordinators.get(`${base}/disagreements?show=alone`))).toContain('Nothing was sent')
    const reader = await adas.get(`${base}/disagreements`)
    expect([reader.status, reader.text.includes('Settle this')]).toEqual([200, false])
  }),
)

test(
  'a moderator chooses and says why, goes on to the next, and takes it back until the outcome is recorded',
  inRollback(async world => {
    const { coordinators, base, member, at, partnershipId, path } = await differing(world)
    const moderated = async () =>
      (await verdictsOf(world.db, partnershipId, path(0).memberId)).filter(({ reading }) => reading === 'moderated')
    const bare = await send(coordinators, at(CURRENT), { intent: 'settle' })
    expect(bare.status).toBe(422)
    expect(pageText(bare)).toContain('Choose what the evidence shows')
    expect(pageText(bare)).toContain('Say why you settle it so')
    const undirected = await send(coordinators, at(CURRENT), { verdict: 'partly', direction: '', note: 'Half of it', intent: 'settle' })
    expect(pageText(undirected)).toContain('Say whether the answer is over-rated or under-rated')
    expect(undirected.text).toContain('Half of it')
    const unfit = await send(coordinators, at(CURRENT), { verdict: 'shown', note: 'Of a blank', intent: 'settle' })
    expect([unfit.status, await moderated()]).toEqual([409, []])

    const one = await send(coordinators, at(CURRENT), { verdict: 'partly', direction: 'over', note: 'Ben is right', intent: 'settle' })
    expect(one.headers.location).toBe(at(BEHAVIOUR))
    expect(await moderated()).toMatchObject([{ verdict: 'partly', direction: 'over', note: 'Ben is right', aboutAnswer: 'yes' }])
    expect(pageText(await coordinators.get(`${base}/disagreements?show=settled`))).toContain(
      'The moderator, Priya Shah Partly agrees, over-rated Ben is right',
    )
    expect((await send(coordinators, at(CURRENT), { intent: 'back' })).status).toBe(303)
    expect(await moderated()).toEqual([])
    for (const question of [CURRENT, BEHAVIOUR])
      await send(coordinators, at(question), { verdict: 'cannot_tell', note: 'Neither', intent: 'settle' })
    const conclude = { version: '1', outcome: 'partly_assured', note: 'Some of it.', partial: 'yes' }
    expect((await coordinators.post(`${member}/outcome`, conclude)).status).toBe(303)
    expect((await coordinators.get(at(CURRENT))).text).not.toContain('Undo what was settled')
    const late = await coordinators.post(at(CURRENT), { intent: 'back', version: '1', seen: '1.1' })
    expect([late.status, pageText(late).includes('The outcome of this review is recorded')]).toEqual([409, true])
    // Two questions that were settled, and the one that the first alone spoke of.
    expect(pageText(await coordinators.get(member))).toMatch(/3 of \d+ questions had a verdict/)
  }),
)

test(
  'two moderators never overwrite each other, and neither settles what they did not look at',
  inRollback(async world => {
    const { coordinators, partnershipId, at, adas, member, area } = await differing(world)
    const other = await world.staff((await world.make.account({ partnership_id: partnershipId, role: 'coordinator', name: 'Jo Five' })).id)
    const [mine, theirs] = [formOf(await coordinators.get(at(CURRENT)), at(CURRENT)), formOf(await other.get(at(CURRENT)), at(CURRENT))]
    expect((await other.post(at(CURRENT), { ...theirs.fields, verdict: 'agrees', note: 'First', intent: 'settle' })).status).toBe(303)
    const clash = await coordinators.post(at(CURRENT), { ...mine.fields, verdict: 'cannot_tell', note: 'Second', intent: 'settle' })
    expect(clash.status).toBe(409)
    expect(pageText(clash)).toContain('Someone else has settled this since you opened the page. Jo Five did this at')
    expect(clash.text).toContain('Second')
    await send(other, at(CURRENT), { intent: 'back' })
    // One of the two opens their review again, changes their mind and finishes: what the moderator looked at is not there any more.
    const stale = formOf(await coordinators.get(at(CURRENT)), at(CURRENT))
    await adas.post(`${member}/reopen`)
    expect((await coordinators.post(at(CURRENT), { ...stale.fields, verdict: 'agrees', note: 'x', intent: 'settle' })).status).toBe(409)
    await verdict(adas, area, CURRENT, 'cannot_tell', 'On second thoughts')
    await finish(adas, member)
    const changed = await coordinators.post(at(CURRENT), { ...stale.fields, verdict: 'agrees', note: 'x', intent: 'settle' })
    expect([changed.status, pageText(changed).includes('A reviewer has changed their verdict since')]).toEqual([409, true])
  }),
)

test(
  'neither of the two settles it while someone else can; where nobody else can, they may, and it is said',
  inRollback(async world => {
    const { at, ada, actor, path } = await differing(world)
    await world.db.raw(`update accounts set role = 'coordinator' where id = ?`, [ada.accountId])
    const promoted = await world.staff(ada.accountId)
    const page = await promoted.get(at(CURRENT))
    expect(pageText(page)).toContain('You reviewed it yourself. Priya Shah can settle it.')
    expect(page.text).not.toContain('Settle and go on')
    const staff = { ...ada, role: 'coordinator' as const }
    const given = { verdict: 'agrees' as const, note: 'Mine', baseVersion: 0, seen: '1.1' }
    await expect(moderate(world.db, staff, { ...path(0), question: CURRENT, given })).rejects.toMatchObject({
      code: 'reviewing.may_not_moderate',
    })
    await world.db.raw(`update accounts set disabled_at = now() where id = ?`, [actor.accountId])
    expect(pageText(await promoted.get(at(CURRENT)))).toContain('Nobody else can settle it, so you may')
    expect(await moderate(world.db, staff, { ...path(0), question: CURRENT, given })).toMatchObject({ written: true })
  }),
)

test(
  'the rule of the verdict that counts says the same in the program and in the database, whatever the readings',
  inRollback(async world => {
    const { partnershipId, path, returns, ada, ben } = await readTwice(world)
    const { memberId } = path(0)
    await world.db.raw(`update reviews set finished_at = now() where member_id = ?`, [memberId])
    const VALUES = [null, 'partly over', 'partly under', 'no_evidence'] as const
    const cases = VALUES.flatMap(first => VALUES.flatMap(second => [null, 'agrees'].map(moderated => ({ first, second, moderated }))))
    for (const [at, given] of cases.entries())
      for (const reading of ['first', 'second', 'moderated'] as const satisfies readonly Reading[]) {
        const [chosen, direction = null] = given[reading]?.split(' ') ?? []
        if (chosen !== undefined)
          await world.db.raw(
            `insert into verdicts (partnership_id, member_id, return_id, question_key, reading, verdict, direction, reviewer_name) values (?, ?, ?, ?, ?, ?, ?, 'x')`,
            [partnershipId, memberId, returns[0]!.id, `q${at}`, reading, chosen, direction],
          )
      }
    const inDatabase = async () =>
      (
        await rows<{ says: string }>(
          world.db,
          `select v.question_key || ' ' || v.reading as says from ${SETTLED_VERDICTS_SQL} v where v.member_id = ?`,
          [memberId],
        )
      ).map(({ says }) => says)
    const questions = byQuestion(await verdictsOf(world.db, partnershipId, memberId))
    const inProgram = [...questions].flatMap(([key, readings]) => {
      const counts = settled(readings)
      return counts ? [`${key} ${counts.reading}`] : []
    })
    expect((await inDatabase()).toSorted()).toEqual(inProgram.toSorted())
    expect(inProgram.length).toBeGreaterThan(15)
    // While one of two is not through, or the first has been taken away, none of what the two found counts.
    for (const change of [
      `finished_at = null where account_id = ${ben.accountId}`,
      `finished_at = null where account_id = ${ada.accountId}`,
      `ended_at = now(), ended_reason = 'x' where account_id = ${ada.accountId}`,
    ]) {
      await world.db.raw(`update reviews set finished_at = now() where member_id = ?`, [memberId])
      await world.db.raw(`update reviews set ${change}`)
      expect((await inDatabase()).filter(says => !says.endsWith('moderated'))).toEqual([])
    }
  }),
)
