import { SETTLED_VERDICTS_SQL, verdictsOf } from '../../../src/features/verdicts/index.ts'
import { expect, test } from '@jest/globals'
import { countRound } from '../../../src/features/datasets/countStore.ts'
import { verdictsOfRound } from '../../../src/features/datasets/recordsStore.ts'
import { giveReview, recordOutcome } from '../../../src/features/reviewing/index.ts'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { BEHAVIOUR, CURRENT, finish, readTwice, send, verdict } from './world.ts'

const WHOLE = { sets: null, states: null, questions: null }
const ADAS = 'Ada writes that the policy is dated September'
const BENS = 'Ben writes that it names last year’s lead'

/** Ada and Ben have each recorded a verdict, and neither has finished. */
async function bothBegun(world: TestWorld) {
  const read = await readTwice(world)
  expect((await verdict(read.adas, read.area, CURRENT, 'agrees', ADAS)).status).toBe(303)
  expect((await verdict(read.bens, read.area, CURRENT, 'partly', BENS)).status).toBe(303)
  return read
}

/** All that a browser can read of a member and its sample. */
async function readableBy(
  browser: Browser,
  { member, area, base, returns, round }: Awaited<ReturnType<typeof bothBegun>>,
): Promise<string> {
  const paths = [
    member,
    area,
    `${member}/outcome`,
    base,
    `${base}/disagreements`,
    `${base}/disagreements?show=alone`,
    `${base}/disagreements?show=settled`,
    '/reviews',
    `/returns/${returns[0]!.id}`,
    `/returns/${returns[0]!.id}/answers`,
    `/returns/${returns[0]!.id}/history`,
    `/rounds/${round.id}/history`,
    '/history',
  ]
  const pages = []
  for (const path of paths) pages.push((await browser.get(path)).text)
  return pages.join('\n')
}

test(
  'while two review, neither sees the verdict or the note of the other on any page, nor in what is told of a conflict',
  inRollback(async world => {
    const read = await bothBegun(world)
    const { adas, bens, member, area } = read
    const [toAda, toBen] = [await readableBy(adas, read), await readableBy(bens, read)]
    expect([toAda.includes(ADAS), toAda.includes(BENS)]).toEqual([true, false])
    expect([toBen.includes(ADAS), toBen.includes(BENS)]).toEqual([false, true])
    expect(toAda).not.toMatch(/partly agrees, over-rated/i)
    expect(pageText(await adas.get(member))).toContain('So far: agrees 1.')
    expect(pageText(await bens.get(member))).toContain('So far: partly agrees, over-rated 1.')
    expect((await bens.get(area)).text).not.toMatch(/value="agrees"\s+checked/)

    // Two windows of the second reviewer differ: of the first reviewer's verdict nothing is said there either.
    const clash = await bens.post(area, {
      [`version.${CURRENT}`]: '0',
      [`verdict.${CURRENT}`]: 'cannot_tell',
      [`note.${CURRENT}`]: 'Later',
    })
    expect(clash.status).toBe(409)
    expect(pageText(clash)).toContain('Ben Two recorded “Partly agrees, over-rated”')
    expect(clash.text).not.toContain(ADAS)
    expect(clash.text).not.toContain('Ada One recorded')
  }),
)

test(
  'a coordinator who is the second reviewer sees nothing of the first in the history, the findings or an export',
  inRollback(async world => {
    const read = await readTwice(world)
    const { actor, member, coordinators, adas, area, round, returns, path, partnershipId } = read
    expect((await verdict(adas, area, CURRENT, 'partly', ADAS)).status).toBe(303)
    const secondId = formIdOf((await coordinators.get(`${member}/reviewers`)).text, 'second')
    const given = await coordinators.post(`${member}/reviewers`, {
      reading: 'second',
      reviewId: secondId,
      accountId: String(actor.accountId),
      reason: 'Ben is away',
    })
    expect(given.status).toBe(303)
    const readable = await readableBy(coordinators, read)
    expect(readable).toContain('Ada One')
    expect(readable).not.toContain(ADAS)
    expect(readable).not.toMatch(/partly agrees, over-rated|value="partly" checked/i)
    const events = await rows<{ verb: string }>(world.db, `select verb from events where return_id = ? and verb = 'review.recorded'`, [
      returns[0]!.id,
    ])
    expect(events).toHaveLength(1)
    expect(await rows(world.db, `select * from ${SETTLED_VERDICTS_SQL} v where v.member_id = ?`, [path(0).memberId])).toEqual([])
    expect(await verdictsOf(world.db, partnershipId, path(0).memberId)).toHaveLength(1)
    const scope = { partnershipId, roundId: round.id, ...WHOLE }
    for await (const exported of verdictsOfRound(world.db, scope)) expect(exported).toEqual([])
    expect(await countRound(world.db, scope)).toMatchObject({ members: 1, verdicts: 0 })
  }),
)

const formIdOf = (html: string, reading: string): string =>
  new RegExp(`name="reading" value="${reading}">\\s*<input type="hidden" name="reviewId" value="(\\d*)"`).exec(html)?.[1] ?? ''

test(
  'the outcome waits for both reviewers and for what they differ about; when both have finished, each sees what the other found',
  inRollback(async world => {
    const read = await bothBegun(world)
    const { adas, bens, member, area, base, coordinators, actor, path } = read
    const conclude = (browser: Browser) =>
      browser.post(`${member}/outcome`, { version: '1', outcome: 'assured', note: 'Well done.', partial: 'yes' })
    expect(pageText(await conclude(coordinators))).toContain('Both reviewers have to finish first')
    await finish(adas, member)
    expect(pageText(await conclude(coordinators))).toContain('Both reviewers have to finish first')
    expect((await bens.get(area)).text).not.toContain(ADAS)
    expect((await adas.get(area)).text).not.toContain(BENS)
    const locked = await adas.post(area, { [`version.${BEHAVIOUR}`]: '0', [`verdict.${BEHAVIOUR}`]: 'shown' })
    expect([locked.status, pageText(locked).includes('This review is finished')]).toEqual([409, true])
    await finish(bens, member)

    const list = await adas.get(`${base}/disagreements`)
    expect(list.text).toContain(ADAS)
    expect(list.text).toContain(BENS)
    expect(pageText(await coordinators.get(base))).toContain('1 disagreement to settle')
    const refused = await conclude(coordinators)
    expect([refused.status, pageText(refused).includes('The two reviewers differ')]).toEqual([409, true])
    await expect(
      recordOutcome(world.db, actor, { ...path(0), given: { outcome: 'assured', note: 'x', version: 1, partial: true } }),
    ).rejects.toMatchObject({ code: 'reviewing.disputed' })

    const settled = await send(coordinators, `${member}/disagreements/${CURRENT}`, {
      verdict: 'partly',
      direction: 'over',
      note: 'The lead is last year’s',
      intent: 'settle',
    })
    expect([settled.status, settled.headers.location]).toEqual([303, `${base}/disagreements`])
    expect((await conclude(coordinators)).status).toBe(303)
    expect(pageText(await coordinators.get(member))).toContain('So far: partly agrees, over-rated 1.')
  }),
)

test(
  'a reviewer opens a finished review again, blind once more, until something was settled',
  inRollback(async world => {
    const { adas, bens, member, area, coordinators } = await bothBegun(world)
    const asks = pageText(await adas.get(`${member}/finish`))
    expect(asks).toMatch(/\d+ of \d+ questions have no verdict\./)
    // Another verdict came in after the number was read: the number is asked for again.
    const stale = await adas.post(`${member}/finish`, { missing: '3' })
    expect(stale.headers.location).toBe(`${member}/finish?changed=1`)
    expect(pageText(await adas.get(`${member}/finish?changed=1`))).toContain('The verdicts have changed since you opened the page')
    await finish(adas, member)
    await finish(bens, member)
    expect((await adas.post(`${member}/reopen`)).status).toBe(303)
    expect((await bens.get(area)).text).not.toContain(ADAS)
    expect((await verdict(adas, area, CURRENT, 'cannot_tell', ADAS)).status).toBe(303)
    await finish(adas, member)
    await send(coordinators, `${member}/disagreements/${CURRENT}`, { verdict: 'agrees', note: 'I looked', intent: 'settle' })
    expect((await adas.get(member)).text).not.toContain('/reopen')
    const late = await adas.post(`${member}/reopen`)
    expect([late.status, pageText(late).includes('What the reviewers differed about has been settled')]).toEqual([409, true])
    expect((await coordinators.post(`${member}/finish`, { missing: '0' })).status).toBe(409)
  }),
)

test(
  'agreement counts what the two found by themselves, before they could see it of each other: no third reader’s verdict, and none changed afterwards',
  inRollback(async world => {
    const { adas, bens, coordinators, member, area, base, actor, path, ben } = await readTwice(world, ['on_time', 'on_time'])
    // Of another establishment the second has not finished: that is nothing to this one.
    const given = { reading: 'second' as const, accountId: ben.accountId, reviewId: null, reason: '' }
    expect(await giveReview(world.db, actor, { ...path(1), given })).toMatchObject({ written: true })
    const agreement = async () => pageText(await coordinators.get(`${base}/agreement`))
    await verdict(adas, area, CURRENT, 'agrees', ADAS)
    // Somebody else writes in the first reading, as colleagues may.
    expect((await verdict(coordinators, area, BEHAVIOUR, 'cannot_tell', 'From a third reader')).status).toBe(303)
    await verdict(bens, area, CURRENT, 'agrees', BENS)
    await verdict(bens, area, BEHAVIOUR, 'cannot_tell', BENS)
    await finish(adas, member)
    await finish(bens, member)
    const found = await agreement()
    expect(found).toContain('Both gave a verdict on 1 question in all before they could see what the other found')
    expect(found).toContain('1 more question is left out: one of the two verdicts')
    expect(found).toContain('The same verdict 1 of 1')
    expect((await coordinators.get(`${base}/agreement/pairs`)).text.match(/members\/\d+"/g)).toHaveLength(1)
    // Whoever mends a note has said the verdict before; whoever comes round to the other’s view has not.
    await adas.post(`${member}/reopen`)
    await verdict(adas, area, CURRENT, 'agrees', 'Dated the 3rd of September')
    await finish(adas, member)
    expect(await agreement()).toContain('The same verdict 1 of 1')
    await adas.post(`${member}/reopen`)
    await verdict(adas, area, CURRENT, 'cannot_tell')
    await finish(adas, member)
    await bens.post(`${member}/reopen`)
    await verdict(bens, area, CURRENT, 'cannot_tell')
    await finish(bens, member)
    expect(await agreement()).toMatch(
      /Nothing to compare yet 1 establishment is still being .* 2 questions are left out: one of the two verdicts/,
    )
  }),
)
