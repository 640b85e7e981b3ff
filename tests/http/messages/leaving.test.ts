import { expect, test } from '@jest/globals'
import { jobs } from '../../../src/jobs.ts'
import { letterheadOf, letter, queueMessages, secretLinks, type MessageKind } from '../../../src/features/messages/index.ts'
import { row } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { openAuditLink } from '../../support/openAuditLink.ts'

/** A school that was just written a letter with its link, which has not left yet. */
async function written(world: TestWorld, kind: MessageKind = 'resend') {
  const { make, db, deps } = world
  const actor = await make.staffActor()
  const { partnershipId } = actor
  const establishment = await make.establishment({ partnership_id: partnershipId, name: 'Ashgrove Primary School' })
  await make.contact({ partnership_id: partnershipId, establishment_id: establishment.id, email: 'dsl@ashgrove.example' })
  const { id: returnId } = await make.auditReturn({ partnership_id: partnershipId, establishment_id: establishment.id })
  const address = await openAuditLink(deps, partnershipId, returnId)
  const invitation = await row<{ id: Id<'invitation'> }>(db, 'select id from invitations where return_id = ?', [returnId])
  const message = letter({
    key: `${kind}:1`,
    kind,
    to: { name: 'Sam Okafor', email: 'dsl@ashgrove.example' },
    from: await letterheadOf(db, partnershipId),
    subject: 'the audit',
    paragraphs: [],
    link: { invitationId: invitation!.id, words: 'Here is your audit link:' },
    returnId,
  })
  const [queued] = await queueMessages(db, partnershipId, [message], deps.baseUrl)
  const sent: string[] = []
  deps.mail = {
    ...deps.mail,
    leaves: true,
    send: ({ text }) => {
      sent.push(text)
      return Promise.resolve({ reached: 'accepted', response: '250 ok' })
    },
  }
  return { browser: await world.staff(actor.accountId), returnId, invitationId: invitation!.id, id: queued!.id, address, sent }
}

test.each<[string, (world: TestWorld, of: Awaited<ReturnType<typeof written>>) => Promise<unknown>, string]>([
  [
    'its link was ended',
    (_world, { browser, returnId, invitationId }) =>
      browser.post(`/returns/${returnId}/links/revoke`, { invitation: String(invitationId), reason: 'he has left' }),
    'It was not sent, because its audit link was ended: he has left.',
  ],
  [
    'the school was excused',
    ({ db }, { returnId }) => db.raw(`update returns set status = 'excused', excused_as = 'declined' where id = ?`, [returnId]),
    'It was not sent, because the establishment is not expected to send a return any more.',
  ],
  [
    'the return came in',
    ({ db }, { returnId }) =>
      db.raw(`update returns set status = 'submitted', submitted_via = 'online', submitted_at = now() + interval '1 second' where id = ?`, [
        returnId,
      ]),
    'It was not sent, because the return was sent in meanwhile.',
  ],
])('a letter does not leave when, since it was ordered, %s; its page says so', async (_what, happens, said) => {
  await inRollback(async world => {
    const of = await written(world)
    await happens(world, of)
    await drain(world.deps, jobs)
    expect(of.sent).toEqual([])
    expect(pageText(await of.browser.get('/mail'))).toContain('1 not sent')
    expect(pageText(await of.browser.get(`/mail/${of.id}`))).toContain(said)
  })()
})

test(
  'a letter whose case is as it was leaves, with its link; one that was withheld is not sent by a second job',
  inRollback(async world => {
    const { sent, address, browser, id } = await written(world)
    await drain(world.deps, jobs)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain(address)
    expect(pageText(await browser.get(`/mail/${id}`))).toContain('The mail server accepted it')
  }),
)

test.each<[string, string]>([
  ['with a worker that died', `status = 'sending', claimed_at = now() - interval '1 hour'`],
  ['with a worker that could not hand it over afterwards', `status = 'sending', claimed_at = now()`],
  ['refused, and is sent again', `status = 'failed'`],
])('a letter does not leave whose link was ended while it was %s', async (_where, stands) => {
  await inRollback(async world => {
    const { db, deps, make } = world
    const { partnershipId, accountId } = await make.staffActor()
    const nonce = Buffer.from('a secret of sixteen bytes')
    const message = letter({
      key: 'link:1',
      kind: 'rating_request',
      to: { name: 'Jo Field', email: 'jo@police.example' },
      from: await letterheadOf(db, partnershipId),
      subject: 'the standards',
      paragraphs: [],
      link: { path: '/rate', nonce, words: 'Here is your link:' },
    })
    const [queued] = await queueMessages(db, partnershipId, [message], deps.baseUrl)
    let sent = 0
    deps.mail = {
      ...deps.mail,
      leaves: true,
      send: () => {
        sent += 1
        return Promise.resolve({ reached: 'accepted', response: '250 ok' })
      },
    }
    await db.raw(`update messages set ${stands} where id = ?`, [queued!.id])
    await secretLinks.forgetSecretLink(db, partnershipId, nonce)
    await db.raw(`update messages set status = 'queued' where id = ? and (status = 'failed' or claimed_at = now())`, [queued!.id])
    await drain(deps, jobs)
    expect(sent).toBe(0)
    const page = await (await world.staff(accountId)).get(`/mail/${queued!.id}`)
    expect(pageText(page)).toContain('It was not sent, because its link was ended.')
  })()
})

test(
  'a receipt whose link was ended leaves all the same, and says that the link ended',
  inRollback(async world => {
    const { sent, address } = await written(world, 'receipt')
    await world.db.raw('update invitations set revoked_at = now()')
    await drain(world.deps, jobs)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('(this audit link was ended)')
    expect(sent[0]).not.toContain(address)
  }),
)
