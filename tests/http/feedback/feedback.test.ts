import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { sweepFeedbackJob } from '../../../src/features/feedback/index.ts'
import { createSample, membersOf } from '../../../src/features/sampling/index.ts'
import { jobs } from '../../../src/jobs.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { linkToken } from '../../../src/platform/linkToken.ts'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { follow, formOf, leadsTo, submitForm } from '../../support/forms.ts'
import { found } from '../reviewing/readings.ts'
import { answer, roundWith, type Completed } from '../sampling/world.ts'

const BEHAVIOUR = 'policies_staff_code'
const TWELVE = Array<Completed>(12).fill('on_time')

/** Twelve returns that came in (the third of each three is a secondary school), one that did not, one that was closed. */
async function world12(world: TestWorld) {
  const actor = await world.make.staffActor()
  // The least that a partnership can choose.
  await world.db.raw(`update partnerships set smallest_shown = 3 where id = ?`, [actor.partnershipId])
  const { round, returns } = await roundWith(world, actor.partnershipId, [...TWELVE, 'outstanding', 'closed'])
  for (const [at, one] of returns.slice(0, 12).entries())
    await answer(world, one, { [BEHAVIOUR]: at === 0 ? 'not_met' : at < 4 ? 'partly' : 'met' })
  const browser = await world.staff(actor.accountId)
  const base = `/rounds/${round.id}/feedback`
  return { actor, round, returns, browser, base }
}

async function draftAll(world: TestWorld, browser: Browser, base: string) {
  const page = await browser.get(base)
  const run = leadsTo(await submitForm(browser, page, {}, { which: '/draft' }))
  await drain(world.deps, jobs)
  return browser.get(run)
}

const linkTo = async (world: TestWorld, returnId: number): Promise<string> => {
  const letter = await row<{ id: number; body: string }>(
    world.db,
    `select id, body from messages where return_id = ? and kind = 'feedback' order by id desc limit 1`,
    [returnId],
  )
  const nonce = await row<{ nonce: Buffer }>(world.db, `select nonce from feedback where return_id = ?`, [returnId])
  expect(letter?.body).not.toContain('/feedback/')
  return `/feedback/${linkToken(world.deps.secret, '/feedback', nonce!.nonce)}`
}

test(
  'everybody who was asked is answered: drafted, sent to whom the register names, read by its link, acknowledged and replied to',
  inRollback(async world => {
    const { returns, browser, base, round } = await world12(world)
    expect(pageText(await browser.get(base))).toContain('13 To be answered 13 Not drafted 0 Sent 0% of all 1 Not written to')
    expect(pageText(await draftAll(world, browser, base))).toContain('Feedback for 13 establishments is drafted. Nothing has been sent.')

    const texts = await browser.get(`${base}/texts`)
    leadsTo(
      await submitForm(browser, texts, {
        opening: 'Thank you all.',
        nextYear: 'We add two questions on filtering.',
        nextSteps: 'We will call you in May.',
      }),
    )
    const red = await browser.get(`${base}/${returns[0]!.id}`)
    // Eight of the twelve say “Met”; no number of others is said.
    expect(pageText(red)).toContain('Not met needs an action More than half say “Met”')
    expect(pageText(red)).toContain(
      'how many of the 12 establishments of this round that sent their return gave the best rating. You are counted with them.',
    )
    leadsTo(await submitForm(browser, red, { remark: 'Well done with the training.' }, { which: `/${returns[0]!.id}` }))

    // An address that changed since: the letter goes to the new one.
    await world.db.raw(`update contacts set email = 'new@beechwood.example' where establishment_id = ?`, [returns[0]!.establishment_id])
    const confirm = await browser.get(`${base}/send`)
    expect(heading(confirm)).toBe('Send the feedback of 13 establishments?')
    expect(pageText(confirm)).toContain('1 establishment of which no return is expected is not written to.')
    expect(pageText(confirm)).not.toContain('not due yet')
    const run = leadsTo(await submitForm(browser, confirm))
    await drain(world.deps, jobs)
    expect(pageText(await browser.get(run))).toContain('A letter for each of 13 establishments is written and kept here, not sent.')
    const to = await rows<{ to_email: string; return_id: number }>(
      world.db,
      `select to_email, return_id from messages where round_id = ? and kind = 'feedback' order by return_id`,
      [round.id],
    )
    expect(to).toHaveLength(13)
    expect(to[0]).toEqual({ to_email: 'new@beechwood.example', return_id: returns[0]!.id })
    expect(pageText(await browser.get(`/rounds/${round.id}`))).toContain('13 Have their feedback of 13')

    const school = world.visitor()
    const path = await linkTo(world, returns[0]!.id)
    const read = await school.get(path)
    expect(heading(read)).toBe('Your feedback')
    expect(pageText(read)).toContain('Thank you all. Well done with the training.')
    expect(pageText(read)).toContain('We add two questions on filtering.')
    expect(pageText(read)).not.toContain('We will call you in May.')
    // Whoever opens it, nothing is changed by it.
    expect(pageText(await browser.get(base))).not.toContain('Wrote back')
    const nameless = await submitForm(school, read, { body: 'We disagree about one thing.' })
    expect(nameless.status).toBe(422)
    expect(nameless.text).toContain('We disagree about one thing.')
    const answered = await follow(
      school,
      await submitForm(school, nameless, { person: 'Sam Okafor', body: 'We disagree about one thing.' }),
    )
    expect(pageText(answered)).toContain('Your reply is with the partnership.')
    expect(pageText(await browser.get(base))).toContain('1 Read 1 Wrote back')
    expect(pageText(await browser.get(`${base}/${returns[0]!.id}`))).toContain('We disagree about one thing. Sam Okafor')

    // What was sent stays as it was, whatever changes afterwards.
    await answer(world, returns[0]!, { [BEHAVIOUR]: 'met' })
    await world.db.raw(`update returns set version = version + 1 where id = ?`, [returns[0]!.id])
    expect((await browser.post(`${base}/${returns[0]!.id}/draft`, {})).status).toBe(409)
    expect(pageText(await school.get(path))).toContain('Not met needs an action')
  }),
)

test(
  'who sent no return is told what we asked, what we hold, and what happens next',
  inRollback(async world => {
    const { returns, browser, base } = await world12(world)
    const late = returns[12]!
    await answer(world, late, { [BEHAVIOUR]: 'partly' })
    await draftAll(world, browser, base)
    const page = pageText(await browser.get(`${base}/${late.id}`))
    expect(page).toContain(`We asked ${late.name} for a return in`)
    expect(page).toContain('We hold 1 answer that you entered or sent, and no complete return.')
    expect(page).not.toContain('Your ratings')
    // Nor are its answers counted among others'.
    expect(pageText(await browser.get(`${base}/${returns[11]!.id}`))).toContain('how many of the 12 establishments of this round')
  }),
)

test(
  'before the returns are due, whoever sends feedback is told that those without one would read that none was received',
  inRollback(async world => {
    const { returns, browser, base } = await world12(world)
    await world.db.raw(`update returns set due_at = now() + interval '19 days' where id = ?`, [returns[12]!.id])
    await draftAll(world, browser, base)
    expect(pageText(await browser.get(`${base}/send`))).toContain(
      '1 return of these is not due yet. Their feedback says that you received none, and does not change when it arrives.',
    )
    expect(pageText(await browser.get(`${base}/${returns[12]!.id}`))).toMatch(/Drafted for .* at \d+(:\d\d)?[ap]m on /)
  }),
)

test(
  'a draft whose return has changed is not sent, and says so; drafted again it is',
  inRollback(async world => {
    const { returns, browser, base } = await world12(world)
    await draftAll(world, browser, base)
    const one = `${base}/${returns[1]!.id}`
    await world.db.raw(`update returns set version = version + 1 where id = ?`, [returns[1]!.id])
    expect(pageText(await browser.get(one))).toContain(
      'The return, its action plan or what reviewers found has changed since. Draft it again before you send it.',
    )
    expect((await browser.post(`${one}/send`, {})).status).toBe(409)
    expect(pageText(await browser.get(`${base}/send`))).toContain(
      '1 draft is left out: the return, its action plan or what reviewers found has changed since.',
    )
    leadsTo(await submitForm(browser, await browser.get(one), {}, { which: '/draft' }))
    leadsTo(await submitForm(browser, await browser.get(one), {}, { which: '/send' }))
    expect(pageText(await browser.get(`${base}?show=waiting`))).toContain(returns[1]!.name)
    // One that comes in after what is told was counted is told the same, and not that it is counted.
    const late = `${base}/${returns[12]!.id}`
    const sent = { status: 'submitted', submitted_via: 'online', recorded_at: new Date(Date.now() + 60_000), submitted_at: new Date() }
    await world
      .db('returns')
      .where({ id: returns[12]!.id })
      .update({ ...sent, version: 9 })
    leadsTo(await submitForm(browser, await browser.get(late), {}, { which: '/draft' }))
    const told = pageText(await browser.get(late))
    expect(told).toContain('the 12 establishments of this round that sent their return gave the best rating. It is said in words')
    // Sent once, however often it is asked.
    expect((await browser.post(`${one}/send`, {})).status).toBe(409)
  }),
)

test(
  'words of a rule that was changed since are not sent, nor two sets of words at once, and nothing of them is kept as given',
  inRollback(async world => {
    const { actor, round, returns, browser, base } = await world12(world)
    await draftAll(world, browser, base)
    const one = `${base}/${returns[1]!.id}`
    const given = () => row<{ count: number }>(world.db, `select count(*) as count from given_figures where round_id = ?`, [round.id])
    const setRule = (smallest: number) =>
      world.db.raw(`update partnerships set smallest_shown = ? where id = ?`, [smallest, actor.partnershipId])
    const refused = (response: Response) => {
      expect(response.status).toBe(409)
      expect(pageText(response)).toContain('What the feedback says of others has to be checked again')
    }
    const page = await browser.get(`${base}/send`)
    await setRule(5)
    refused(await submitForm(browser, page))
    await setRule(3)
    await world.db.raw(
      `with w as (insert into feedback_words (partnership_id, round_id, generation, beside, groups, figures)
         select partnership_id, round_id, generation, beside, groups, figures from feedback_words where round_id = ? returning id)
       update feedback set words_id = w.id from w where return_id = ?`,
      [round.id, returns[2]!.id],
    )
    refused(await submitForm(browser, await browser.get(`${base}/send`)))
    expect((await given())?.count).toBe(0)
    // Given once, they are told to others as long as the rule is the same.
    leadsTo(await submitForm(browser, await browser.get(one), {}, { which: '/send' }))
    expect((await given())?.count).toBe(1)
    await setRule(5)
    const next = `${base}/${returns[3]!.id}`
    refused(await submitForm(browser, await browser.get(next), {}, { which: '/send' }))
    leadsTo(await submitForm(browser, await browser.get(next), {}, { which: '/draft' }))
    leadsTo(await submitForm(browser, await browser.get(next), {}, { which: '/send' }))
    expect((await given())?.count).toBe(2)
  }),
)

test(
  'two colleagues who write to the same establishment both see what the other wrote',
  inRollback(async world => {
    const { actor, returns, browser, base } = await world12(world)
    await draftAll(world, browser, base)
    const other = await world.staff((await world.make.staffActor(actor.partnershipId)).accountId)
    const one = `${base}/${returns[0]!.id}`
    const [mine, theirs] = [await browser.get(one), await other.get(one)]
    const which = { which: String(returns[0]!.id) }
    leadsTo(await submitForm(other, theirs, { remark: 'Theirs' }, which))
    const clash = await submitForm(browser, mine, { remark: 'Mine' }, which)
    expect(clash.status).toBe(409)
    expect(pageText(clash)).toContain('A colleague wrote meanwhile: Theirs')
    expect(clash.text).toContain('Mine</textarea>')
    leadsTo(await submitForm(browser, clash, { remark: 'Mine' }, which))
    expect((await row<{ remark: string }>(world.db, `select remark from feedback where return_id = ?`, [returns[0]!.id]))?.remark).toBe(
      'Mine',
    )
  }),
)

test(
  'what all are told is written anew by one of two; the second sees both and decides',
  inRollback(async world => {
    const { browser, base } = await world12(world)
    const write = async (page: Response, opening: string) => submitForm(browser, page, { opening })
    const empty = await browser.get(`${base}/texts`)
    leadsTo(await write(empty, 'Thank you.'))
    const mine = await browser.get(`${base}/texts`)
    leadsTo(await write(await browser.get(`${base}/texts`), 'Thank you all.'))
    for (const [page, text] of [
      [mine, 'Many thanks.'],
      [empty, 'We thank you.'],
    ] as const) {
      const refused = await write(page, text)
      expect(refused.status).toBe(409)
      expect(pageText(refused)).toContain('wrote meanwhile: Opening Thank you all.')
      expect(formOf(refused).fields.opening).toEqual([text])
      expect(formOf(await browser.get(`${base}/texts`)).fields.opening).toEqual(['Thank you all.'])
    }
    leadsTo(await write(await write(mine, 'Many thanks.'), 'Many thanks to all.'))
    expect(formOf(await browser.get(`${base}/texts`)).fields.opening).toEqual(['Many thanks to all.'])
  }),
)

test(
  'a link opens one feedback alone; one that is guessed, or whose answers were deleted, opens none; nobody else’s staff see any',
  inRollback(async world => {
    const { returns, browser, base, actor } = await world12(world)
    await draftAll(world, browser, base)
    leadsTo(await submitForm(browser, await browser.get(`${base}/${returns[0]!.id}`), {}, { which: '/send' }))
    const path = await linkTo(world, returns[0]!.id)
    const visitor = world.visitor()
    expect((await visitor.get(path)).status).toBe(200)
    expect((await visitor.get(`${path.slice(0, -3)}AAA`)).status).toBe(404)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    const viewer = await world.staff((await world.make.staffActor(actor.partnershipId, 'viewer')).accountId)
    for (const page of [base, `${base}/${returns[0]!.id}`, `${base}/texts`, `${base}/send`]) {
      expect((await stranger.get(page)).status).toBe(404)
      expect((await viewer.get(page)).status).toBe(403)
    }
    await world.db.raw(`update returns set answers_deleted_at = now() where id = ?`, [returns[0]!.id])
    expect((await visitor.get(path)).status).toBe(404)
    const kept = () => rows<{ id: number }>(world.db, `select return_id as id from feedback order by return_id`)
    const before = await kept()
    await sweepFeedbackJob.run(world.deps, {})
    expect(await kept()).toEqual(before.filter(({ id }) => id !== returns[0]!.id))
    expect(before.map(({ id }) => id)).toContain(returns[0]!.id)
  }),
)

test(
  'a school that is in two samples reads what each of them came to, question by question as it was asked, in words for a school',
  inRollback(async world => {
    const { actor, round, returns, browser, base } = await world12(world)
    const { partnershipId } = actor
    const [school] = returns
    const drawn = async (name: string) => {
      const { sampleId } = await createSample(world.db, actor, {
        roundId: round.id,
        name,
        seed: name,
        areas: ['policies'],
        plan: { base: 'all', targets: [], fastMinutes: 30, leaveOutSampled: false, strata: 'phase', method: 'all', size: null },
      })
      return (await membersOf(world.db, partnershipId, sampleId)).find(({ returnId }) => returnId === school!.id)!
    }
    const [spring, summer] = [await drawn('Spring sample'), await drawn('Summer sample')]
    // The last question was looked at first.
    await found(world, partnershipId, spring, 'policies_prevent', 'cannot_tell')
    await found(world, partnershipId, spring, BEHAVIOUR, 'partly', { direction: 'over' })
    await found(world, partnershipId, spring, 'policies_child_protection_current', 'partly', { direction: 'under' })
    const concluded = (id: number, outcome: string, at: string) =>
      world.db.raw(`update dip_sample_members set outcome = ?, outcome_note = ?, outcome_at = ? where id = ?`, [
        outcome,
        `A ${outcome} note`,
        at,
        id,
      ])
    await concluded(spring.id, 'partly_assured', '2031-03-04T12:00:00Z')
    const read = async () => {
      await draftAll(world, browser, base)
      return pageText(await browser.get(`${base}/${school!.id}`))
    }
    const first = await read()
    expect(first).toContain('Review of your evidence, concluded on Tuesday 4 March 2031 Partly assured.')
    expect(first).toContain('We are still looking at more of your evidence.')
    expect(first).not.toContain('Summer sample')
    const one = `${base}/${school!.id}`
    const old = 'The return, its action plan or what reviewers found has changed since. Draft it again before you send it.'
    // What somebody still looks at is told to nobody yet; what was found and is settled anew is told no more as it was.
    await found(world, partnershipId, summer, BEHAVIOUR, 'agrees')
    expect(pageText(await browser.get(one))).not.toContain(old)
    await found(world, partnershipId, spring, 'policies_absence', 'agrees')
    expect(pageText(await browser.get(one))).toContain(old)
    expect(pageText(await browser.get(`${base}?show=changed`))).toContain('1 Changed since')
    expect((await browser.post(`${one}/send`, {})).status).toBe(409)
    // The later sample does not take the place of the earlier one.
    await concluded(summer.id, 'assured', '2031-06-05T12:00:00Z')
    const both = await read()
    expect(both).toMatch(
      /Review 1 of 2, concluded on Tuesday 4 March 2031 Partly assured.* A partly_assured note .*Review 2 of 2, concluded on Thursday 5 June 2031 Assured\..* A assured note/,
    )
    expect(both).toMatch(
      /The evidence shows some of what you said: you are further than you said\. .*The evidence shows some of what you said: you are not yet as far as you said\. .*We could not tell from what you sent\./,
    )
    expect(both).not.toMatch(/over-rated|partly agrees/i)
    leadsTo(await submitForm(browser, await browser.get(one), {}, { which: '/send' }))
    const own = pageText(await world.visitor().get(await linkTo(world, school!.id)))
    expect(own).toContain('Review 2 of 2')
    // What staff called the samples is their own affair.
    expect(own).not.toMatch(/Spring sample|Summer sample/)
  }),
)
