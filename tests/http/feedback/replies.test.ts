import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { jobs } from '../../../src/jobs.ts'
import { row } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { linkToken } from '../../../src/platform/linkToken.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { follow, leadsTo, submitForm } from '../../support/forms.ts'
import { roundWith } from '../sampling/world.ts'

/** Three establishments without a return; the feedback of the first is drafted and its letter written. */
async function sentWorld(world: TestWorld) {
  const actor = await world.make.staffActor()
  const { round, returns } = await roundWith(world, actor.partnershipId, ['outstanding', 'outstanding', 'outstanding'])
  const browser = await world.staff(actor.accountId)
  const base = `/rounds/${round.id}/feedback`
  const send = async (at: number) => {
    const one = `${base}/${returns[at]!.id}`
    leadsTo(await submitForm(browser, await browser.get(one), {}, { which: '/draft' }))
    leadsTo(await submitForm(browser, await browser.get(one), {}, { which: '/send' }))
  }
  await send(0)
  const one = `${base}/${returns[0]!.id}`
  const { nonce } = (await row<{ nonce: Buffer }>(world.db, `select nonce from feedback where return_id = ?`, [returns[0]!.id]))!
  const school = { browser: world.visitor(), path: `/feedback/${linkToken(world.deps.secret, '/feedback', nonce)}` }
  const writeBack = async (body: string) =>
    leadsTo(await submitForm(school.browser, await school.browser.get(school.path), { person: 'Sam Okafor', body }))
  return { actor, round, returns, browser, base, one, send, school, writeBack }
}

test(
  'a reply is a thing to do until it is answered or ticked off: the school reads the answer and is told by mail; the second of two is told by whom',
  inRollback(async world => {
    const { actor, round, returns, browser, base, one, school, writeBack } = await sentWorld(world)
    const todo = async () => pageText(await browser.get(`/rounds/${round.id}`))
    expect(await todo()).not.toContain('wrote back')
    await writeBack('When do you call us?')
    await writeBack('Thank you.')
    expect(await todo()).toContain('Answer what 1 establishment wrote back about its feedback')
    const list = pageText(await browser.get(`${base}?show=to_answer`))
    expect(list).toContain(returns[0]!.name)
    expect(list).not.toContain(returns[1]!.name)
    expect(list).toContain('1 Replies to answer')
    expect(list).toContain('2 replies 2 to answer')

    const ben = await world.staff((await world.make.staffActor(actor.partnershipId)).accountId)
    const mine = await browser.get(one)
    const theirs = await ben.get(one)
    const [first, second] = [...mine.text.matchAll(/action="([^"]+\/replies\/\d+)"/g)].map(([, action]) => action!)
    expect((await submitForm(browser, mine, {}, { which: first! })).text).toContain('Enter your answer')
    // An answer that was typed is not lost by the other button.
    const tick = (page: Response, reply: string, answer = '') =>
      submitForm(browser, page, { answer }, { which: reply, to: `${reply}/no-answer` })
    const both = await tick(mine, first!, 'On 3 May.')
    expect(both.status).toBe(422)
    expect(both.text).toContain('On 3 May.</textarea>')
    const answered = await follow(browser, await submitForm(browser, mine, { answer: 'On 3 May.' }, { which: first! }))
    expect(pageText(answered)).toContain('Answered by')
    // The same press twice: one answer, one letter.
    leadsTo(await submitForm(browser, mine, { answer: 'On 3 May.' }, { which: first! }))
    const late = await submitForm(ben, theirs, { answer: 'In June.' }, { which: first! })
    expect(late.status).toBe(409)
    expect(pageText(late)).toContain(`Nothing was changed. Answered by ${actor.name} at`)
    expect(pageText(late)).toContain('What you wrote was not saved: In June.')

    const read = pageText(await school.browser.get(school.path))
    expect(read).toContain('Our answer On 3 May.')
    expect(read).not.toContain('In June.')
    const letters = await row<{ count: number; body: string }>(
      world.db,
      `select count(*), max(body) as body from messages where return_id = ? and kind = 'answer'`,
      [returns[0]!.id],
    )
    expect(letters?.count).toBe(1)
    expect(letters?.body).not.toContain('3 May')

    const page = await browser.get(one)
    leadsTo(await tick(page, second!))
    leadsTo(await tick(page, second!))
    expect(pageText(await submitForm(ben, theirs, { answer: 'Fine.' }, { which: second! }))).toContain(
      `Marked as “no answer needed” by ${actor.name}`,
    )
    expect(await todo()).not.toContain('wrote back')
    expect(pageText(await school.browser.get(school.path))).not.toContain('no answer needed')
    const undone = await submitForm(browser, await browser.get(one), {}, { which: `${second!}/undo` })
    leadsTo(undone)
    expect(await todo()).toContain('Answer what 1 establishment wrote back')
    const told = pageText(await browser.get(`/rounds/${round.id}/history`))
    for (const did of ['Answered the reply of', 'needs no answer', 'waits for an answer again']) expect(told).toContain(did)

    const stranger = await world.staff((await world.make.staffActor()).accountId)
    const viewer = await world.staff((await world.make.staffActor(actor.partnershipId, 'viewer')).accountId)
    expect((await stranger.post(second!, { answer: 'No.' })).status).toBe(404)
    expect((await viewer.post(second!, { answer: 'No.' })).status).toBe(403)
    // A reply to another school's feedback is not at this address.
    expect((await browser.post(second!.replace(String(returns[0]!.id), String(returns[1]!.id)), { answer: 'No.' })).status).toBe(404)
  }),
)

test(
  'feedback that did not arrive is counted apart, opens its list, and is sent again to the address that was corrected',
  inRollback(async world => {
    const { round, returns, browser, base, one, send, school } = await sentWorld(world)
    const counts = async (query = '') => pageText(await browser.get(`${base}${query}`))
    expect(await counts()).toContain('3 To be answered 2 Not drafted 0 Sent 0% of all 1 Waiting to be sent')
    await drain(world.deps, jobs)
    expect(await counts()).toContain('3 To be answered 2 Not drafted 1 Sent 33% of all')
    await send(1)
    await drain(world.deps, jobs)
    const share = async () => pageText(await browser.get(`/rounds/${round.id}`))
    expect(await share()).toContain('2 Have their feedback of 3')

    for (const status of ['failed', 'bounced', 'withheld']) {
      await world.db.raw(`update messages set status = ?, error = 'no such mailbox' where return_id = ? and kind = 'feedback'`, [
        status,
        returns[0]!.id,
      ])
      expect(await counts()).toContain('3 To be answered 1 Not drafted 1 Sent 33% of all 1 Could not be delivered')
    }
    expect(await share()).toContain('1 Have their feedback of 3')
    expect(await share()).toContain('Feedback to 1 establishment could not be delivered')
    expect(await counts('?show=undelivered')).toContain(returns[0]!.name)
    expect(await counts('?show=sent')).not.toContain(returns[0]!.name)

    await world.db.raw(`update contacts set email = 'new@beechwood.example' where establishment_id = ?`, [returns[0]!.establishment_id])
    const page = await browser.get(one)
    expect(pageText(page)).toContain('(new@beechwood.example)')
    leadsTo(await submitForm(browser, page, {}, { which: '/send-again' }))
    leadsTo(await submitForm(browser, page, {}, { which: '/send-again' }))
    const again = await row<{ count: number }>(
      world.db,
      `select count(*) from messages where return_id = ? and to_email = 'new@beechwood.example'`,
      [returns[0]!.id],
    )
    expect(again?.count).toBe(1)
    expect((await browser.post(`${one}/send-again`, {})).status).toBe(409)
    expect(await counts()).toContain('1 Sent 33% of all 1 Waiting to be sent')
    await drain(world.deps, jobs)
    expect(await counts()).toContain('2 Sent 67% of all')
    // The link is the one that it always had.
    expect((await school.browser.get(school.path)).status).toBe(200)

    // Whoever says that they read it has it, whatever became of the mail.
    await world.db.raw(`update messages set status = 'bounced' where return_id = ? and kind = 'feedback'`, [returns[0]!.id])
    expect(await counts()).toContain('1 Could not be delivered')
    leadsTo(await submitForm(school.browser, await school.browser.get(school.path), { person: 'Sam Okafor' }))
    expect(await counts()).toContain('2 Sent 67% of all')
  }),
)

test(
  'several that did not arrive are one thing to do, and are sent again at once: as many as were shown, each once',
  inRollback(async world => {
    const { round, returns, browser, base, send } = await sentWorld(world)
    await send(1)
    await send(2)
    await drain(world.deps, jobs)
    const lose = (at: readonly number[]) =>
      world.db.raw(
        `update messages set status = 'bounced', error = 'no such mailbox', queued_at = queued_at - interval '1 hour' where kind = 'feedback' and return_id = any(?)`,
        [at.map(nth => returns[nth]!.id)],
      )
    expect((await browser.get(`${base}/send-again`)).status).toBe(409)
    await lose([0])
    const early = await browser.get(`${base}/send-again`)
    await lose([1])
    const todo = pageText(await browser.get(`/rounds/${round.id}`))
    expect(todo).toContain('Feedback to 2 establishments could not be delivered')
    expect(todo).not.toContain('Mail to')
    expect(pageText(await browser.get(base))).toContain('Send again the 2 that could not be delivered')
    // One more than was shown: nothing is sent.
    expect((await submitForm(browser, early, {}, { which: '/send-again' })).status).toBe(409)

    // The register names nobody at the second any more.
    await world.db.raw(`delete from contacts where establishment_id = ?`, [returns[1]!.establishment_id])
    const page = await browser.get(`${base}/send-again`)
    const run = leadsTo(await submitForm(browser, page, {}, { which: '/send-again' }))
    expect(leadsTo(await submitForm(browser, page, {}, { which: '/send-again' }))).toBe(run)
    await drain(world.deps, jobs)
    expect(pageText(await browser.get(run))).toContain(
      'The letter for each of 1 establishment is written and kept here, not sent. 1 could not be written to',
    )
    const letters = await row<{ counts: string }>(
      world.db,
      `select string_agg(l.count::text, ',' order by l.return_id) as counts
       from (select return_id, count(*) from messages where kind = 'feedback' and return_id = any(?) group by 1) l`,
      [returns.map(({ id }) => id)],
    )
    expect(letters?.counts).toBe('2,1,1')
    expect(pageText(await browser.get(base))).toContain('3 To be answered 2 Sent 67% of all 1 Could not be delivered')
    // One letter of two that came back is mail that did not arrive, though the feedback did.
    await lose([2])
    await world.db.raw(
      `insert into messages (partnership_id, key, kind, round_id, return_id, to_name, to_email, subject, body, message_id, status, queued_at)
       select partnership_id, 'feedback:other', kind, round_id, return_id, 'Ann Lee', 'ann@school.example', subject, body, '<other@school.example>', 'accepted', queued_at
       from messages where kind = 'feedback' and return_id = ?`,
      [returns[2]!.id],
    )
    // What was sent before a school was excused counts on both pages.
    await world.db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = ?`, [returns[0]!.id])
    const some = pageText(await browser.get(`/rounds/${round.id}`))
    expect(some).toContain('2 Have their feedback of 3')
    expect(some).toContain('Mail to 1 establishment could not be delivered')
    expect(some).toContain('Feedback to 1 establishment could not be delivered')
  }),
)
