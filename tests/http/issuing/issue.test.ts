import type { Id } from '../../../src/platform/id.ts'
import { expect, test } from '@jest/globals'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { INVITATION_TEXT } from '../../../src/features/issuing/invitationLetter.ts'
import { jobs } from '../../../src/jobs.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'

/** An open round with three returns to issue: a DSL, only a head, and nobody with an address. */
async function openRound(world: TestWorld) {
  const { make } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const round = await make.round({ partnership_id })
  const ready = { partnership_id, round_id: round.id, status: 'not_issued', issued_at: null }
  const member = async (name: string) => {
    const establishment = await make.establishment({ partnership_id, name })
    return { establishment, auditReturn: await make.auditReturn({ ...ready, establishment_id: establishment.id }) }
  }
  const first = await member('Ashgrove Primary School')
  const second = await member('Beech Hall')
  const third = await member('Cedar College')
  await make.contact({
    partnership_id,
    establishment_id: first.establishment.id,
    role: 'head',
    name: 'Helen Head',
    email: 'head@ashgrove.example',
  })
  await make.contact({
    partnership_id,
    establishment_id: first.establishment.id,
    role: 'dsl',
    name: 'Sam Okafor',
    email: 'office@ashgrove.example',
  })
  await make.contact({
    partnership_id,
    establishment_id: second.establishment.id,
    role: 'head',
    name: 'Bert Beech',
    email: 'head@beech.example',
  })
  return { actor, partnership_id, round, first, second, third, browser: await world.staff(actor.accountId) }
}

const TEXT = { subject: INVITATION_TEXT.subject, body: INVITATION_TEXT.body }

const messagesOf = (world: TestWorld, roundId: Id<'round'>) =>
  rows<{ to_email: string; to_name: string; subject: string; body: string; status: string; key: string }>(
    world.db,
    `select to_email, to_name, subject, body, status, key from messages where round_id = ? order by to_email`,
    [roundId],
  )

test(
  'links go to the DSL, or to the head where there is none; who has no address is listed and left',
  inRollback(async world => {
    const { round, browser, third } = await openRound(world)
    const page = pageText(await browser.get(`/rounds/${round.id}/issue`))
    expect(page).toContain('2 can be issued now')
    expect(page).toContain('Sam Okafor and Helen Head Designated Safeguarding Lead, office@ashgrove.example; Headteacher or principal')
    expect(page).toContain('Bert Beech Headteacher or principal, head@beech.example')
    expect(page).toContain('1 without an email address')
    const preview = pageText(await browser.get(`/rounds/${round.id}/issue/text?which=all`))
    expect(preview).toContain('2 audit links will be issued')
    expect(preview).toContain('Ashgrove Primary School: Safeguarding audit 2026 to 2027, due by')

    const ordered = await browser.post(`/rounds/${round.id}/issue`, { which: 'all', ...TEXT })
    expect(ordered.headers.location).toMatch(/^\/jobs\/\d+$/)
    expect(pageText(await browser.get(ordered.headers.location ?? ''))).toContain('0 of 2')
    await drain(world.deps, jobs)
    const done = pageText(await browser.get(ordered.headers.location ?? ''))
    expect(done).toContain('2 of 2')
    expect(done).toContain('1 has no email address')

    const messages = await messagesOf(world, round.id)
    expect(messages.map(message => [message.to_email, message.to_name, message.status])).toEqual([
      ['head@beech.example', 'Bert Beech', 'kept'],
      ['office@ashgrove.example', 'Sam Okafor', 'kept'],
    ])
    for (const message of messages) {
      const name = message.to_name === 'Bert Beech' ? 'Beech Hall' : 'Ashgrove Primary School'
      expect(message.subject.startsWith(name)).toBe(true)
      expect(message.body.split('\n')[0]).toMatch(new RegExp(`^${name}, URN \\d+$`))
      expect(message.body).toContain('{{audit link}}')
    }
    const statuses = await rows(
      world.db,
      'select status, issued_at is not null as issued from returns where round_id = ? order by establishment_name',
      [round.id],
    )
    expect(statuses).toEqual([
      { status: 'issued', issued: true },
      { status: 'issued', issued: true },
      { status: 'not_issued', issued: false },
    ])
    expect(await rows(world.db, 'select id from invitations where return_id = ?', [third.auditReturn.id])).toEqual([])
  }),
)

test(
  'ordered twice, run twice or interrupted: every establishment is issued one link and one message',
  inRollback(async world => {
    const { round, browser } = await openRound(world)
    const form = { which: 'all', ...TEXT, _key: '0d5f1c1e-58c5-4c3e-9d0c-0b7b3e8f7c12' }
    const first = await browser.post(`/rounds/${round.id}/issue`, form)
    const second = await browser.post(`/rounds/${round.id}/issue`, form)
    expect(second.headers.location).toBe(first.headers.location)
    await browser.post(`/rounds/${round.id}/issue`, { which: 'all', ...TEXT })
    await drain(world.deps, jobs)
    expect(await messagesOf(world, round.id)).toHaveLength(2)
    expect(
      await rows(world.db, 'select i.id from invitations i join returns r on r.id = i.return_id where r.round_id = ?', [round.id]),
    ).toHaveLength(2)
  }),
)

test(
  'only those ticked are issued',
  inRollback(async world => {
    const { round, browser, second } = await openRound(world)
    const chosen = `/rounds/${round.id}/issue/text?which=ticked&return=${second.auditReturn.id}`
    expect(pageText(await browser.get(chosen))).toContain('1 audit link will be issued')
    await browser.post(`/rounds/${round.id}/issue`, { which: 'ticked', return: String(second.auditReturn.id), ...TEXT })
    await drain(world.deps, jobs)
    expect((await messagesOf(world, round.id)).map(message => message.to_email)).toEqual(['head@beech.example'])
    const nothing = await browser.get(`/rounds/${round.id}/issue/text?which=ticked`)
    expect(nothing.headers.location).toBe(`/rounds/${round.id}/issue?nothing=1`)
  }),
)

test.each([
  [{ body: 'Hello' }, 'The message must hold {{audit link}}'],
  [{ subject: 'The audit' }, 'The subject must begin with {{establishment}}'],
  [{ body: 'Hello {{audit link}} {{school}}' }, '{{school}} is not one of the words that are filled in'],
])('a message that could not work is refused before anything is sent: %p', (wrong, message) =>
  inRollback(async world => {
    const { round, browser } = await openRound(world)
    const response = await browser.post(`/rounds/${round.id}/issue`, { which: 'all', ...TEXT, ...wrong })
    expect(response.status).toBe(422)
    expect(pageText(response)).toContain(message)
    expect(await rows(world.db, 'select id from job_runs', [])).toEqual([])
  })(),
)

test(
  'a preview shows the words that staff wrote, and sends nothing',
  inRollback(async world => {
    const { round, browser } = await openRound(world)
    const body = 'Dear {{name}}, <b>now</b>: {{audit link}}'
    const response = await browser.post(`/rounds/${round.id}/issue`, { which: 'all', subject: TEXT.subject, body, intent: 'preview' })
    expect(pageText(response)).toContain('Dear Sam Okafor, <b>now</b>: (the audit link of this establishment)')
    expect(await messagesOf(world, round.id)).toEqual([])
  }),
)

test(
  'two people who issue the same links issue each once, and the second is told who did, and when',
  inRollback(async world => {
    const { round, browser, partnership_id } = await openRound(world)
    const ben = await world.staff((await world.make.account({ partnership_id, name: 'Ben Two' })).id)
    const path = `/rounds/${round.id}/issue`
    const first = await browser.post(path, { which: 'all', ...TEXT })
    const second = await ben.post(path, { which: 'all', ...TEXT })
    await drain(world.deps, jobs)
    const told = await Promise.all([first, second].map(async ordered => pageText(await browser.get(ordered.headers.location ?? ''))))
    const none =
      /This order issued no links: all that can be issued had been issued before\. (Ben Two|Priya Shah) did this at \S+ on \w+ \d+ \w+ \d{4}\./
    expect(told.filter(page => none.test(page))).toHaveLength(1)
    expect(told.filter(page => page.includes('The links are issued, and a message for each is written'))).toHaveLength(1)
    expect(await messagesOf(world, round.id)).toHaveLength(2)
  }),
)

test(
  'links are not issued before the round is open',
  inRollback(async world => {
    const { round, browser } = await openRound(world)
    await world.db.raw(`update rounds set status = 'draft' where id = ?`, [round.id])
    expect(heading(await browser.get(`/rounds/${round.id}/issue`))).toBe('Links can be issued while the round is open')
    expect((await browser.post(`/rounds/${round.id}/issue`, { which: 'all', ...TEXT })).status).toBe(409)
  }),
)

test(
  'a link to hand over is shown to staff, opens the return, and is mailed to nobody',
  inRollback(async world => {
    const { browser, third, round } = await openRound(world)
    const page = await browser.post(`/returns/${third.auditReturn.id}/links/by-hand`)
    const link = /value="(http:[^"]+\/audit\/[^"]+)"/.exec(page.text)?.[1] ?? ''
    expect(heading(await world.visitor().get(new URL(link).pathname))).toBe('Cedar College')
    expect(await messagesOf(world, round.id)).toEqual([])
    expect(await row(world.db, 'select status from returns where id = ?', [third.auditReturn.id])).toEqual({ status: 'issued' })
    const history = await rows<{ verb: string }>(world.db, 'select verb from events where return_id = ? order by id', [
      third.auditReturn.id,
    ])
    expect(history.map(event => event.verb)).toEqual(['invitation.issued', 'invitation.shown'])
  }),
)

test(
  'the progress of another partnership’s work is not there',
  inRollback(async world => {
    const { round, browser } = await openRound(world)
    const ordered = await browser.post(`/rounds/${round.id}/issue`, { which: 'all', ...TEXT })
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(ordered.headers.location ?? '')).status).toBe(404)
  }),
)
