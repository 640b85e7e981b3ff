import { expect, test } from '@jest/globals'
import { remindOfPlans, whatPlanLettersHoldNoMore } from '../../../src/features/actionPlan/reminderActions.ts'
import { rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { londonDate, plusDays } from '../../../src/platform/london.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { answerEverything, answering } from './answering.ts'

const ACTION = '/return/actions/lettings'

/** A return that was sent, with two actions that are due soon: of the DSL, who holds a link, and of somebody without an address. */
async function due(world: TestWorld) {
  const { db, deps } = world
  const all = await answering(world)
  const { partnership, establishment, auditReturn, dsl } = all
  await answerEverything(dsl)
  const today = londonDate(deps.now())
  const put = (key: string, what: string, owner: string, days: number) =>
    db.raw(`update responses set answer = ?, action = ? where return_id = ? and question_key = ?`, [
      ...[JSON.stringify(key === 'lettings' ? 'partly' : 'amber'), JSON.stringify({ what, owner, dueOn: plusDays(today, days) })],
      ...[auditReturn.id, key],
    ])
  await put('lettings', 'Brief every club', 'Sam Okafor', 10)
  await put('behaviour', 'Renew the policy', 'The caretaker', -8)
  const contact = await world.make.contact({
    ...{ partnership_id: partnership.id, establishment_id: establishment.id, role: 'dsl' },
    ...{ name: 'Sam Okafor', email: 'dsl@ashgrove.example' },
  })
  await db.raw(
    `update invitations set contact_id = ?, name = 'Sam Okafor', email = 'dsl@ashgrove.example', role = 'dsl', main = true where id = ?`,
    [...[contact.id, dsl.actor.invitationId]],
  )
  await db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online', reference = 'NR-9' where id = ?`, [
    auditReturn.id,
  ])
  const remind = () => remindOfPlans(deps, partnership.id)
  const letters = () =>
    rows<{ id: Id<'message'>; email: string; body: string }>(
      db,
      `select id, to_email as email, body from messages where partnership_id = ? and kind = 'plan_due' order by id`,
      [partnership.id],
    )
  const staff = await world.staff((await world.make.account({ partnership_id: partnership.id })).id)
  return { ...all, put, remind, letters, staff }
}

test(
  'one letter a day goes to one person over all their actions, twice for none, and the school and staff see that it went',
  inRollback(async world => {
    const { dsl, remind, letters, staff, auditReturn, put } = await due(world)
    expect(await remind()).toBe(1)
    expect(await remind()).toBe(0)
    const [letter, ...more] = await letters()
    expect([letter?.email, more]).toEqual(['dsl@ashgrove.example', []])
    expect(letter?.body).toMatch(/Overdue:\n- Renew the policy \(who: The caretaker; by .*Due soon:\n- Brief every club/s)
    expect(letter?.body).toContain('{{audit link}}')
    expect(pageText(await dsl.get(ACTION))).toMatch(/Sam Okafor is reminded by email.*Due soon: to Sam Okafor, .* Not sent yet/)
    expect(pageText(await dsl.get('/return/actions'))).toMatch(/Reminder to Sam Okafor, /)
    expect(pageText(await staff.get(`/returns/${auditReturn.id}/actions/behaviour`))).toMatch(/Overdue: to Sam Okafor, .* Not sent yet/)
    // What comes to be due on a day on which a letter was written waits for the next, and is not lost.
    await put('lettings', 'Brief every club', 'Sam Okafor', 0)
    expect(await remind()).toBe(0)
    expect(
      await remindOfPlans({ ...world.deps, now: () => new Date(world.deps.now().getTime() + 86_400_000) }, dsl.actor.partnershipId),
    ).toBe(1)
    expect((await letters())[1]?.body).toMatch(/Due now:\n- Brief every club/)
  }),
)

test(
  'reminders of an action are turned off by the school or by staff, and on again; a letter on its way that reminds of nothing else is not sent',
  inRollback(async world => {
    const { dsl, remind, letters, staff, auditReturn, partnership, events, put } = await due(world)
    const staffAction = `/returns/${auditReturn.id}/actions/behaviour`
    for (let turn = 0; turn < 2; turn += 1) expect((await dsl.post(`${ACTION}/reminders`, { reminders: 'off' })).status).toBe(303)
    expect(pageText(await dsl.get(ACTION))).toContain('Sam Okafor turned reminders off')
    expect(await events('action_plan.reminders_turned')).toHaveLength(1)
    await remind()
    const [letter] = await letters()
    expect(letter?.body).not.toContain('Brief every club')
    const over = () => whatPlanLettersHoldNoMore(world.db, partnership.id, [letter!.id])
    expect((await over()).size).toBe(0)
    expect((await staff.post(`${staffAction}/reminders`, { reminders: 'off' })).status).toBe(303)
    expect([...(await over()).values()]).toEqual([expect.stringContaining('turned off')])
    expect(pageText(await staff.get(`/returns/${auditReturn.id}/actions`))).toMatch(/Reminders off.*Off for “Renew the policy”/s)
    expect((await staff.post(`${staffAction}/reminders`, { reminders: 'on' })).status).toBe(303)
    expect((await over()).size).toBe(0)
    await put('behaviour', 'Renew the policy', 'The caretaker', 60)
    expect([...(await over()).values()]).toEqual([expect.stringContaining('its day was changed')])
    const stranger = await world.staff((await world.make.account({ partnership_id: (await world.make.partnership()).id })).id)
    expect((await stranger.get(staffAction)).status).toBe(404)
    expect((await stranger.post(`${staffAction}/reminders`, { reminders: 'off' })).status).toBe(404)
  }),
)

test(
  'nobody is reminded whose link was ended, of a closed establishment, of a return that is not needed, or once a later one was sent',
  inRollback(async world => {
    const { db } = world
    const { remind, auditReturn, establishment, partnership, dsl } = await due(world)
    const none = async (change: string, back: string) => {
      await db.raw(change)
      expect([change, await remind()]).toEqual([change, 0])
      await db.raw(back)
    }
    const link = `where id = ${dsl.actor.invitationId}`
    await none(`update invitations set revoked_at = now() ${link}`, `update invitations set revoked_at = null ${link}`)
    const school = `where id = ${establishment.id}`
    await none(`update establishments set status_code = 2 ${school}`, `update establishments set status_code = 1 ${school}`)
    const its = `where id = ${auditReturn.id}`
    await none(
      `update returns set status = 'excused', excused_as = 'not_applicable', excused_reason = 'x', excused_from = 'submitted' ${its}`,
      `update returns set status = 'submitted', excused_as = null, excused_reason = null, excused_from = null ${its}`,
    )
    const later = await world.make.round({
      partnership_id: partnership.id,
      opened_at: new Date('2099-09-01'),
    })
    const newer = await world.make.auditReturn({ partnership_id: partnership.id, round_id: later.id, establishment_id: establishment.id })
    const sent = `where id = ${newer.id}`
    await none(
      `update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online', reference = 'NR-10' ${sent}`,
      `update returns set status = 'opened', submitted_at = null, submitted_via = null, reference = null ${sent}`,
    )
    // A later return that was not sent yet leaves the plan as it is.
    expect(await remind()).toBe(1)
  }),
)
