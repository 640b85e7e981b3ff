import { openAuditLink } from '../../support/openAuditLink.ts'
import { expect, test } from '@jest/globals'
import { letter, queueMessages, type Letter, type NewMessage } from '../../../src/features/messages/index.ts'
import { sendMessage } from '../../../src/features/messages/actions.ts'
import { sweepMessages } from '../../../src/features/messages/upkeepActions.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { row } from '../../../src/platform/db.ts'
import { asId, type Id } from '../../../src/platform/id.ts'
import { jobs } from '../../../src/jobs.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'

const FROM = { name: 'Northmoor SCP', contactName: '', contactEmail: 'audit@northmoor.example', contactPhone: '' }

/** A partnership with a return, its link, and a message that holds it. */
async function written(world: TestWorld, values: Partial<Letter> = {}) {
  const { make, db, deps } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const establishment = await make.establishment({ partnership_id, name: 'Ashgrove Primary School' })
  await make.contact({ partnership_id, establishment_id: establishment.id, email: 'dsl@ashgrove.example' })
  const auditReturn = await make.auditReturn({ partnership_id, establishment_id: establishment.id })
  const link = await openAuditLink(deps, partnership_id, auditReturn.id)
  const invitation = await row<{ id: Id<'invitation'> }>(db, 'select id from invitations where return_id = ?', [auditReturn.id])
  const message = letter({
    key: 'invitation:1',
    kind: 'invitation',
    to: { name: 'Sam Okafor', email: 'dsl@ashgrove.example' },
    from: FROM,
    subject: 'Ashgrove Primary School: the audit',
    paragraphs: ['Open {{audit link}} & <b>begin</b>'],
    roundId: auditReturn.round_id,
    returnId: auditReturn.id,
    link: { invitationId: invitation!.id },
    ...values,
  })
  const [queued] = await queueMessages(db, partnership_id, [message], deps.baseUrl)
  return { actor, partnership_id, auditReturn, link, id: queued?.id ?? 0, browser: await world.staff(actor.accountId) }
}

test(
  'the outbox says what was written to whom, and claims no more than is known',
  inRollback(async world => {
    const { browser, id } = await written(world)
    const before = pageText(await browser.get('/mail'))
    expect(before).toContain('1 not sent yet')
    await drain(world.deps, jobs)
    const after = pageText(await browser.get('/mail'))
    expect(after).toContain('1 kept here, not sent')
    expect(after).toContain('Ashgrove Primary School: the audit to Sam Okafor')
    expect(after).toContain('No email is being sent: this program has no mail server yet')
    expect(pageText(await browser.get(`/mail/${id}`))).toContain('so nobody has received it')
    await world.db.raw(`update messages set status = 'accepted', provider_response = '250 ok' where id = ?`, [id])
    const accepted = pageText(await browser.get(`/mail/${id}`))
    expect(accepted).toContain('That is not proof that it reached the person.')
    expect(accepted).toContain('The server said: 250 ok')
  }),
)

test(
  'a message whose job comes twice leaves once: while another worker may still be at it, it waits; afterwards it is over',
  inRollback(async world => {
    const { id, partnership_id } = await written(world)
    const left: string[] = []
    world.deps.mail = {
      ...world.deps.mail,
      send: ({ to }) => {
        left.push(to.address)
        return Promise.resolve({ reached: 'accepted', response: '250 ok' })
      },
    }
    const send = () => sendMessage(world.deps, () => Promise.resolve(new Map()), 'bulk', partnership_id, asId(id))
    await world.db.raw(`update messages set status = 'sending', claimed_at = now() where id = ?`, [id])
    await expect(send()).rejects.toThrow('held by another worker')
    expect(left).toEqual([])
    await world.db.raw(`update messages set status = 'queued', claimed_at = null where id = ?`, [id])
    await send()
    await send()
    expect(left).toEqual(['dsl@ashgrove.example'])
  }),
)

test(
  'a message is read as its reader sees it, the link filled in and what was typed never markup',
  inRollback(async world => {
    const { browser, id, link } = await written(world)
    const page = await browser.get(`/mail/${id}`)
    expect(heading(page)).toBe('Ashgrove Primary School: the audit')
    expect(pageText(page)).toContain(`Open ${link} & <b>begin</b>`)
    expect(page.text).not.toContain('<b>begin</b>')
    expect(page.headers['referrer-policy']).toBe('strict-origin')
  }),
)

test(
  'the link in a message ends with its invitation',
  inRollback(async world => {
    const { browser, id, link } = await written(world)
    await world.db.raw('update invitations set revoked_at = now()')
    const page = await browser.get(`/mail/${id}`)
    expect(page.text).not.toContain(link)
    expect(pageText(page)).toContain('(this audit link was ended)')
  }),
)

test(
  'those who may not look after mail do not see it, and nobody sees another partnership’s',
  inRollback(async world => {
    const { partnership_id, id } = await written(world)
    const viewer = await world.staff((await world.make.account({ partnership_id, role: 'viewer' })).id)
    expect((await viewer.get('/mail')).status).toBe(403)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(`/mail/${id}`)).status).toBe(404)
    expect((await stranger.post(`/mail/${id}/retry`)).status).toBe(404)
    expect(pageText(await stranger.get('/mail'))).not.toContain('Ashgrove')
  }),
)

test(
  'the list is narrowed by kind, by how far it came, by round and by words; every number opens its list',
  inRollback(async world => {
    const { browser, partnership_id, auditReturn } = await written(world)
    await queueMessages(
      world.db,
      partnership_id,
      [
        letter({
          key: 'r',
          kind: 'receipt',
          to: { name: 'Bea', email: 'bea@beech.example' },
          from: FROM,
          subject: 'Beech Hall: receipt',
          paragraphs: ['Thank you'],
        }),
      ],
      world.deps.baseUrl,
    )
    const list = async (query: string) => pageText(await browser.get(`/mail?${query}`))
    expect(await list('kind=receipt')).not.toContain('Ashgrove')
    expect(await list(`round=${auditReturn.round_id}`)).not.toContain('Beech Hall')
    expect(await list('search=beech.example')).toContain('Showing 1 message')
    expect(await list('search=100%25')).toContain('Nothing matches')
    expect(await list('delivery=failed')).toContain('Nothing matches')
    await drain(world.deps, jobs)
    expect(await list('delivery=kept')).toContain('Showing all 2 messages')
  }),
)

test(
  'a refused message is tried again when staff say so, and only then',
  inRollback(async world => {
    const { browser, id } = await written(world)
    await drain(world.deps, jobs)
    expect((await browser.post(`/mail/${id}/retry`)).status).toBe(409)
    await world.db.raw(`update messages set status = 'failed', error = '550 no such person' where id = ?`, [id])
    const page = pageText(await browser.get(`/mail/${id}`))
    expect(page).toContain('The last answer was: 550 no such person')
    expect((await browser.post(`/mail/${id}/retry`)).status).toBe(303)
    await drain(world.deps, jobs)
    expect(await row(world.db, 'select status, error from messages where id = ?', [id])).toEqual({ status: 'kept', error: null })
  }),
)

test(
  'what was written and never queued is found and sent; what is on its way is left alone',
  inRollback(async world => {
    const { id } = await written(world)
    await world.db.raw(`update messages set queued_at = now() - interval '6 minutes'`)
    expect(await sweepMessages(world.db)).toBe(0)
    await world.db.raw(`delete from pgboss.job where name like 'message.send%'`)
    expect(await sweepMessages(world.db)).toBe(1)
    expect(await sweepMessages(world.db)).toBe(0)
    await drain(world.deps, jobs)
    expect(await row(world.db, 'select status, attempts from messages where id = ?', [id])).toEqual({ status: 'kept', attempts: 1 })
  }),
)

test(
  'what could not be handed over for three days is called refused, so that somebody looks',
  inRollback(async world => {
    const { id, browser } = await written(world)
    await world.db.raw(
      `update messages set created_at = now() - interval '4 days', queued_at = now() - interval '4 days', error = 'connection refused'`,
    )
    await sweepMessages(world.db)
    expect(pageText(await browser.get(`/mail/${id}`))).toContain('connection refused (given up after three days)')
  }),
)

test(
  'what nobody tried for three days, because the program stood still, is tried then and not given up',
  inRollback(async world => {
    const { id } = await written(world)
    await world.db.raw(`delete from pgboss.job where name like 'message.send%'`)
    await world.db.raw(`update messages set created_at = now() - interval '4 days', queued_at = now() - interval '4 days'`)
    expect(await sweepMessages(world.db)).toBe(1)
    await drain(world.deps, jobs)
    expect(await row(world.db, 'select status, attempts from messages where id = ?', [id])).toEqual({ status: 'kept', attempts: 1 })
  }),
)

test(
  'an old message that staff try again has as long as a new one: a server that is away for a moment does not end it',
  inRollback(async world => {
    const { id, browser } = await written(world)
    const age = `created_at = created_at - interval '4 days', queued_at = queued_at - interval '4 days'`
    await world.db.raw(`update messages set ${age}, error = 'connection refused'`)
    await sweepMessages(world.db)
    expect((await browser.post(`/mail/${id}/retry`)).status).toBe(303)
    const away = {
      ...world.deps,
      mail: { ...world.deps.mail, send: () => Promise.reject(new Error('connection refused')) },
    }
    await expect(drain(away, jobs)).rejects.toThrow('connection refused')
    await sweepMessages(world.db)
    expect(await row(world.db, 'select status, error from messages where id = ?', [id])).toEqual({
      status: 'queued',
      error: 'connection refused',
    })
    await world.db.raw(`update messages set ${age}`)
    await sweepMessages(world.db)
    expect(await row(world.db, 'select status from messages where id = ?', [id])).toEqual({ status: 'failed' })
  }),
)

test(
  'an establishment that could not be written to is on the list until something later has left',
  inRollback(async world => {
    const { browser, auditReturn, partnership_id } = await written(world)
    const list = `/rounds/${auditReturn.round_id}/returns?flag=failed_mail`
    const isListed = async () => {
      const overview = pageText(await browser.get(`/rounds/${auditReturn.round_id}`))
      const listed = pageText(await browser.get(list)).includes('Ashgrove Primary School')
      expect(overview.includes('Mail to 1 establishment could not be delivered')).toBe(listed)
      return listed
    }
    // A colleague's copy of the same hour that was taken is no answer to one that was not.
    const copy = (key: string): NewMessage =>
      letter({
        key,
        kind: 'resend',
        to: { name: 'Ruth', email: 'head@ashgrove.example' },
        from: FROM,
        subject: 'Ashgrove Primary School: the audit',
        paragraphs: ['Here it is.'],
        returnId: auditReturn.id,
      })
    await queueMessages(world.db, partnership_id, [copy('copy')], world.deps.baseUrl)
    await drain(world.deps, jobs)
    expect(await isListed()).toBe(false)
    await world.db.raw(`update messages set status = 'failed', error = '550 no such person' where key = 'invitation:1'`)
    expect(await isListed()).toBe(true)

    await world.db.raw(`update messages set queued_at = queued_at - interval '1 day'`)
    await queueMessages(world.db, partnership_id, [copy('later')], world.deps.baseUrl)
    expect(await isListed()).toBe(true)
    await drain(world.deps, jobs)
    expect(await isListed()).toBe(false)
  }),
)
