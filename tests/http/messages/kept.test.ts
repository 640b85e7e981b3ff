import { expect, test } from '@jest/globals'
import { jobs } from '../../../src/jobs.ts'
import { letter, letterheadOf, queueMessages } from '../../../src/features/messages/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'

/** Four schools that were written to while no mail left. */
async function fourKept(world: TestWorld) {
  const { make, db, deps } = world
  const actor = await make.staffActor()
  const { partnershipId } = actor
  const from = await letterheadOf(db, partnershipId)
  const write = async (name: string, key = name) => {
    const establishment = await make.establishment({ partnership_id: partnershipId, name })
    const auditReturn = await make.auditReturn({ partnership_id: partnershipId, establishment_id: establishment.id })
    const message = letter({
      ...{ key, kind: 'resend', from, subject: 'the audit', paragraphs: ['Please submit it.'] },
      to: { name: 'Sam Okafor', email: `dsl@${name.toLowerCase()}.example` },
      returnId: auditReturn.id,
      dueAt: (await row<{ dueAt: Date }>(db, 'select due_at as "dueAt" from returns where id = ?', [auditReturn.id]))?.dueAt ?? null,
    })
    await queueMessages(db, partnershipId, [message], deps.baseUrl)
    return { returnId: auditReturn.id, message }
  }
  const schools = { holds: await write('Ashgrove'), excused: await write('Beech'), moved: await write('Cedar'), sent: await write('Dale') }
  await drain(deps, jobs)
  await db.raw(`update messages set created_at = now() - interval '9 days'`)
  await db.raw(`update returns set status = 'excused', excused_as = 'declined' where id = ?`, [schools.excused.returnId])
  await db.raw(`update returns set due_at = due_at + interval '7 days' where id = ?`, [schools.moved.returnId])
  await db.raw(`update returns set status = 'submitted', submitted_via = 'online', submitted_at = now() where id = ?`, [
    schools.sent.returnId,
  ])
  return { browser: await world.staff(actor.accountId), partnershipId, schools }
}

const withServer = (world: TestWorld) => {
  const sent: string[] = []
  world.deps.mail = {
    ...world.deps.mail,
    leaves: true,
    send: ({ to }) => {
      sent.push(to.address)
      return Promise.resolve({ reached: 'accepted', response: '250 ok' })
    },
  }
  return sent
}

test(
  'while no mail leaves, what was kept is listed and cannot be sent',
  inRollback(async world => {
    const { browser } = await fourKept(world)
    expect(pageText(await browser.get('/mail'))).toContain('See what was kept here')
    const page = pageText(await browser.get('/mail/kept'))
    expect(page).toContain('No email is being sent')
    expect(page).toContain('4 messages were written while no email was being sent. 1 of them can still be sent.')
    expect(page).not.toContain('Send 1 message')
    expect((await browser.post('/mail/kept', { _key: 'a-key-of-the-form' })).status).toBe(409)
    await drain(world.deps, jobs)
    expect(await rows(world.db, `select distinct status from messages`)).toEqual([{ status: 'kept' }])
  }),
)

test(
  'once there is a server, one button sends what still holds; the rest is left out, counted by reason, and nothing goes twice',
  inRollback(async world => {
    const { browser, partnershipId } = await fourKept(world)
    const sent = withServer(world)
    const page = pageText(await browser.get('/mail/kept'))
    expect(page).toContain('Audit link again In the last month 1 3')
    expect(page).toContain('1: the establishment is not expected to send a return any more')
    expect(page).toContain('1: the due date has moved since it was written')
    expect(page).toContain('1: the return was sent in meanwhile')
    const press = () => browser.post('/mail/kept', { _key: 'a-key-of-the-form' })
    expect((await press()).headers.location).toBe('/mail')
    expect(pageText(await browser.get('/mail'))).toContain(
      '1 message is waiting to be sent. 3 were left out, each with its reason in the list.',
    )
    await press()
    await browser.post('/mail/kept', { _key: 'the-key-of-a-colleague' })
    await drain(world.deps, jobs)
    expect(sent).toEqual(['dsl@ashgrove.example'])
    const found = await rows<{ status: string; count: number }>(
      world.db,
      `select status, count(*) from messages where partnership_id = ? group by 1 order by 1`,
      [partnershipId],
    )
    expect(found).toEqual([
      { status: 'accepted', count: 1 },
      { status: 'withheld', count: 3 },
    ])
    const told = pageText(await browser.get('/history'))
    expect(told).toContain('Sent the messages that were kept while no email was being sent')
  }),
)

test(
  'of two kept letters of one kind to one person about one return, the newer is sent',
  inRollback(async world => {
    const { browser, partnershipId, schools } = await fourKept(world)
    await queueMessages(world.db, partnershipId, [{ ...schools.holds.message, key: 'newer' }], world.deps.baseUrl)
    await drain(world.deps, jobs)
    withServer(world)
    expect(pageText(await browser.get('/mail/kept'))).toContain('1: the same person was written a newer one of the same kind')
  }),
)
