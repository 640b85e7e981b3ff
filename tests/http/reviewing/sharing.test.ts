import { expect, test } from '@jest/globals'
import type { Id } from '../../../src/platform/id.ts'
import { rows } from '../../../src/platform/db.ts'
import { shareOutSample, previewSharing, giveReview } from '../../../src/features/reviewing/index.ts'
import type { DipSample } from '../../../src/features/sampling/index.ts'
import { heading, inRollback, pageText, worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { formOf } from '../../support/forms.ts'
import { sampled, type Completed } from '../sampling/world.ts'
import { readTwice, send } from './world.ts'

const SIX = Array<Completed>(6).fill('on_time')

async function toShare(world: TestWorld, standing: readonly Completed[] = SIX) {
  const sample = await sampled(world, standing)
  const account = (name: string, role: 'reviewer' | 'viewer' = 'reviewer', values = {}) =>
    world.make.account({ partnership_id: sample.partnershipId, role, name, ...values })
  const [ada, ben] = [await account('Ada One'), await account('Ben Two')]
  await account('Gone Three', 'reviewer', { disabled_at: new Date() })
  await account('Vic Four', 'viewer')
  const base = `/rounds/${sample.round.id}/samples/${sample.sampleId}`
  const browser = await world.staff(sample.actor.accountId)
  const preview = (percent: string, ids: readonly number[] = [ada.id, ben.id]) =>
    browser.get(
      `${base}/reviewers/preview?${new URLSearchParams([['sent', '1'], ['percent', percent], ...ids.map((id): [string, string] => ['reviewers', String(id)])]).toString()}`,
    )
  const reviews = () =>
    rows<{ member_id: Id<'member'>; reading: string; reviewer_name: string }>(
      world.db,
      `select member_id, reading, reviewer_name from reviews where partnership_id = ? and ended_at is null order by id`,
      [sample.partnershipId],
    )
  return { ...sample, ada, ben, base, browser, preview, reviews }
}

test(
  'a coordinator shares a sample out: chooses who reviews, looks at who gets what, and gives it out once',
  inRollback(async world => {
    const { base, browser, preview, reviews, round } = await toShare(world)
    expect(pageText(await browser.get(base))).toContain('Share out the reviews')
    const form = await browser.get(`${base}/reviewers`)
    expect(pageText(form)).toContain('6 establishments have no reviewer yet.')
    expect(form.text).toContain('value="20"')
    for (const [name, offered] of [
      ['Ada One', true],
      ['Priya Shah', true],
      ['Gone Three', false],
      ['Vic Four', false],
    ] as const)
      expect([name, pageText(form).includes(name)]).toEqual([name, offered])

    const check = await preview('20')
    expect(heading(check)).toBe('Check who is given what')
    expect(pageText(check)).toMatch(/Ada One 0 3 \d \d Ben Two 0 3 \d \d Together 0 6 2 8/)
    expect(pageText(check)).toContain('2 of 6 are read twice: those with the smallest lots by the seed “autumn second”.')
    expect(await reviews()).toEqual([])
    const { fields } = formOf(check, '/reviewers')
    const first = await browser.post(`${base}/reviewers`, fields)
    expect(first.status).toBe(303)
    expect((await browser.post(`${base}/reviewers`, fields)).status).toBe(303)
    expect(await reviews()).toHaveLength(8)
    expect(pageText(await browser.get(base))).toContain(
      '6 reviews are given to a reviewer, and 2 to a second one; 0 of these 8 are finished.',
    )
    const history = pageText(await browser.get(`/rounds/${round.id}/history`))
    expect(history).toContain('Shared out the reviews of a dip sample')
    expect(history).toContain('8 reviews')
    expect(heading(await preview('20'))).toBe('There is nothing to give out')
  }),
)

test.each([
  ['', 'The share that is read twice must be a whole number from 0 to 100'],
  ['101', 'The share that is read twice must be a whole number from 0 to 100'],
  ['a fifth', 'The share that is read twice must be a whole number from 0 to 100'],
  ['-1', 'The share that is read twice must be a whole number from 0 to 100'],
])('a share of “%s” is told at its field, and what was ticked stays ticked', (percent, message) =>
  inRollback(async world => {
    const { preview, ada, browser, base } = await toShare(world, ['on_time'])
    const told = await preview(percent)
    expect([told.status, pageText(told).includes(message)]).toEqual([422, true])
    expect(told.text).toMatch(new RegExp(`value="${ada.id}" checked`))
    const nobody = await browser.get(`${base}/reviewers/preview?sent=1&percent=20`)
    expect([nobody.status, pageText(nobody).includes('Choose who reviews')]).toEqual([422, true])
  })(),
)

test(
  'whoever has an interest is given nothing of it, by what they declared or by the register, and it is said whom nobody may review',
  inRollback(async world => {
    const { preview, ada, ben, partnershipId, members, returns } = await toShare(world)
    const school = returns[0]!
    await world.make.contact({
      partnership_id: partnershipId,
      establishment_id: school.establishment_id,
      role: 'head',
      email: ada.email,
    })
    await world.db.raw(
      `insert into conflicts_of_interest (partnership_id, account_id, establishment_id, reason, declared_by) values (?, ?, ?, 'A governor', 'Ben Two')`,
      [partnershipId, ben.id, school.establishment_id],
    )
    const check = pageText(await preview('0'))
    expect(check).toContain(
      `${members[0]!.establishmentName}: nobody of those chosen may review it. Ada One is a contact there in the register and Ben Two has an interest in it.`,
    )
    expect(check).toMatch(/Together 0 5 0 5/)
  }),
)

test(
  'when who reviews what has changed since the preview, nothing is written and what it would come to now is shown',
  inRollback(async world => {
    const { actor, ada, base, browser, preview, reviews, path } = await toShare(world)
    const { fields } = formOf(await preview('20'), '/reviewers')
    await giveReview(world.db, actor, { ...path(0), given: { reading: 'first', accountId: ada.id, reviewId: null, reason: '' } })
    const late = await browser.post(`${base}/reviewers`, fields)
    expect(late.status).toBe(409)
    expect(pageText(late)).toContain('Who reviews what has changed since you looked')
    expect(pageText(late)).toContain('You did this at')
    expect(pageText(late)).toContain('1 review given before stays with whoever has it.')
    expect(await reviews()).toHaveLength(1)
    expect((await browser.post(`${base}/reviewers`, formOf(late, '/reviewers').fields)).status).toBe(303)
    expect((await reviews()).length).toBeGreaterThan(5)
  }),
)

test(
  'one establishment is given to another, with the reason, and a second reading goes with whoever made it',
  inRollback(async world => {
    const { actor, member, coordinators, ada, ben, adas, bens, area, path } = await readTwice(world)
    const cat = await world.make.account({ partnership_id: actor.partnershipId, role: 'reviewer', name: 'Cat Three' })
    const give = async (reading: string, accountId: string, reason: string) => {
      const page = await coordinators.get(`${member}/reviewers`)
      const reviewId = new RegExp(`value="${reading}">\\s*<input type="hidden" name="reviewId" value="(\\d*)"`).exec(page.text)?.[1] ?? ''
      return coordinators.post(`${member}/reviewers`, { reading, accountId, reason, reviewId })
    }
    await send(adas, area, { 'verdict.policies_staff_code': 'shown', 'note.policies_staff_code': 'Of the first' })
    await send(bens, area, { 'verdict.policies_staff_code': 'no_evidence', 'note.policies_staff_code': 'Of the second' })
    const silent = await give('first', String(cat.id), '')
    expect([silent.status, pageText(silent).includes('Say why it is taken from whoever has it')]).toEqual([422, true])
    const same = await give('first', String(ben.accountId), 'Swap')
    expect([same.status, pageText(same).includes('Ben Two is the second reviewer of it, so they cannot review it')]).toEqual([409, true])
    expect(pageText(await coordinators.get(`${member}/reviewers`))).toContain('the 1 verdict of the second reading is taken away')

    expect((await give('first', String(cat.id), 'Ada is away')).status).toBe(303)
    const cats = await world.staff(cat.id)
    // What the first found stays for whoever takes over; who gave it up is not the second reader of it later.
    expect((await cats.get(area)).text).toContain('Of the first')
    const again = await give('second', String(ada.accountId), 'She is back')
    expect([again.status, pageText(again).includes('Ada One has reviewed it, or seen it reviewed, already')]).toEqual([409, true])
    expect((await give('second', '', 'One is enough')).status).toBe(303)
    expect(
      await rows(world.db, `select reading, reviewer_name as who, note from verdicts where member_id = ?`, [path(0).memberId]),
    ).toEqual([{ reading: 'first', who: 'Ada One', note: 'Of the first' }])
    const stale = await coordinators.post(`${member}/reviewers`, {
      reading: 'first',
      accountId: String(ben.accountId),
      reason: 'x',
      reviewId: '1',
    })
    expect([stale.status, pageText(stale).includes('Who reviews it has changed since you opened this page')]).toEqual([409, true])
    const history = pageText(await coordinators.get(`/returns/${(await membersReturn(world, path(0).memberId)).id}/history`))
    expect(history).toContain('Reason: Ada is away')
    expect(history).toContain('Reviewer: Cat Three')
  }),
)

const membersReturn = async (world: TestWorld, memberId: Id<'member'>) =>
  (await rows<{ id: Id<'return'> }>(world.db, `select return_id as id from dip_sample_members where id = ?`, [memberId]))[0]!

test(
  'a review ends with its place in the sample; of someone without an account it is said that another has to take over',
  inRollback(async world => {
    const { actor, member, coordinators, ada, adas, base, path } = await readTwice(world, ['on_time', 'on_time'])
    await world.db.raw(`update accounts set disabled_at = now() where id = ?`, [ada.accountId])
    for (const page of [member, `${base}/reviewers`, `${member}/reviewers`])
      expect([page, pageText(await coordinators.get(page)).includes('Ada One has no account any more: give it to someone else.')]).toEqual([
        page,
        true,
      ])
    expect(pageText(await coordinators.get(`/reviews?of=${ada.accountId}`))).toContain('Ada One has no account any more')
    await world.db.raw(`update accounts set disabled_at = null where id = ?`, [ada.accountId])
    expect(pageText(await adas.get('/reviews'))).toContain('To review (1)')
    await world.db.raw(`update dip_sample_members set replaced_at = now(), replaced_reason = 'Closed' where id = ?`, [path(0).memberId])
    expect(pageText(await adas.get('/reviews'))).toContain('Nothing is given to you to review')
    expect((await adas.post(`${member}/finish`, { missing: '0' })).status).toBe(409)
    await expect(
      giveReview(world.db, actor, { ...path(0), given: { reading: 'first', accountId: null, reviewId: null, reason: '' } }),
    ).rejects.toMatchObject({ code: 'reviewing.left_the_sample' })
  }),
)

test('two who share out at the same moment give each establishment once, and the second is told', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const world = worldOn(db)
    const { actor, partnershipId, sampleId, round, ada, ben, reviews } = await toShare(world)
    const sample = { id: sampleId, seed: 'autumn' } as DipSample
    const accountIds = [ada.id, ben.id]
    const { print } = await previewSharing(db, partnershipId, sample, { accountIds, percent: 50 })
    const request = { roundId: round.id, sampleId, accountIds, percent: 50, expected: print }
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => shareOutSample(db, actor, request)))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'reviewing.sharing_changed' } })
    expect(await reviews()).toHaveLength(9)
  } finally {
    await drop()
  }
})

test(
  'who may not share out sees no way to it and cannot post; a stranger finds nothing',
  inRollback(async world => {
    const { base, member, adas } = await readTwice(world)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    for (const path of [`${base}/reviewers`, `${base}/reviewers/preview`, `${member}/reviewers`]) {
      expect((await adas.get(path)).status).toBe(403)
      expect((await stranger.get(path)).status).toBe(404)
    }
    expect((await adas.get(base)).text).not.toContain('/reviewers')
    expect((await adas.get(member)).text).not.toContain('/reviewers')
    for (const path of [`${base}/reviewers`, `${member}/reviewers`, `${member}/disagreements/x`])
      expect((await adas.post(path)).status).toBe(403)
    for (const path of [`${base}/disagreements`, `${member}/finish`]) expect((await stranger.get(path)).status).toBe(404)
  }),
)
