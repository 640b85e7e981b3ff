import { openAuditLink } from '../../support/openAuditLink.ts'
import { expect, test } from '@jest/globals'
import { issueLinksToMail } from '../../../src/features/correspondence/index.ts'
import { revokeLink } from '../../../src/features/links/index.ts'
import { RESEND_TEXT } from '../../../src/features/issuing/resendLetter.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { jobs } from '../../../src/jobs.ts'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'

async function issued(world: TestWorld) {
  const { make, deps } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const establishment = await make.establishment({ partnership_id, name: 'Ashgrove Primary School' })
  const dsl = await make.contact({ partnership_id, establishment_id: establishment.id, email: 'dsl@ashgrove.example' })
  const head = await make.contact({
    partnership_id,
    establishment_id: establishment.id,
    role: 'head',
    name: 'Helen Head',
    email: 'head@ashgrove.example',
  })
  const auditReturn = await make.auditReturn({ partnership_id, establishment_id: establishment.id })
  const link = await openAuditLink(deps, partnership_id, auditReturn.id)
  return {
    actor,
    partnership_id,
    dsl,
    head,
    auditReturn,
    returnId: auditReturn.id,
    path: new URL(link ?? '').pathname,
    browser: await world.staff(actor.accountId),
  }
}

const invitations = ({ db }: TestWorld, returnId: Id<'return'>) =>
  rows<{ id: number; name: string; email: string; main: boolean; ended: boolean }>(
    db,
    'select id, name, email, main, revoked_at is not null as ended from invitations where return_id = ? order by id',
    [returnId],
  )

const mailed = ({ db }: TestWorld) =>
  rows<{ kind: string; to_email: string; body: string }>(db, 'select kind, to_email, body from messages order by id')

/** A browser in which the DSL came by the link. */
const tokenOf = ({ text }: { text: string }): string => /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? ''

async function come(world: TestWorld, path: string): Promise<{ browser: Browser; token: string }> {
  const browser = world.visitor()
  await browser.post(path)
  const token = tokenOf(await browser.get('/return/who'))
  await browser.post('/return/who', { _csrf: token, person: 'invited' })
  return { browser, token: tokenOf(await browser.get('/return')) }
}

test(
  'staff send a link again: the same link, mailed once however often the button is pressed',
  inRollback(async world => {
    const { browser, returnId, path, partnership_id } = await issued(world)
    const [link] = await invitations(world, returnId)
    const form = { invitation: String(link?.id), _key: '0d5f1c1e-58c5-4c3e-9d0c-0b7b3e8f7c13' }
    await browser.post(`/returns/${returnId}/links/resend`, form)
    await browser.post(`/returns/${returnId}/links/resend`, form)
    expect((await mailed(world)).map(({ kind, to_email }) => [kind, to_email])).toEqual([['resend', 'dsl@ashgrove.example']])
    expect(new URL((await openAuditLink(world.deps, partnership_id, returnId)) ?? '').pathname).toBe(path)
  }),
)

test(
  'a new link to somebody of the register ends the one before, and only the new one is mailed',
  inRollback(async world => {
    const { browser, returnId, head } = await issued(world)
    const nobody = await browser.post(`/returns/${returnId}/links/hand-over`)
    expect(nobody.status).toBe(422)
    expect(pageText(nobody)).toContain('Choose who gets the link')
    await browser.post(`/returns/${returnId}/links/hand-over`, { contact: String(head.id) })
    expect((await invitations(world, returnId)).map(({ name, ended }) => [name, ended])).toEqual([
      ['Sam Okafor', true],
      ['Helen Head', false],
    ])
    expect((await mailed(world)).map(({ to_email }) => to_email)).toEqual(['head@ashgrove.example'])
    const page = pageText(await browser.get(`/returns/${returnId}/links`))
    expect(page).toContain('replaced by a new link')
  }),
)

test(
  'in a closed round staff can send and replace the link of a return whose evidence is asked for, and of no other',
  inRollback(async world => {
    const { browser, returnId, auditReturn, head, path } = await issued(world)
    const [link] = await invitations(world, returnId)
    const links = `/returns/${returnId}/links`
    const resend = () => browser.post(`${links}/resend`, { invitation: String(link?.id) })
    const deed = 'Send or replace the audit link'
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [auditReturn.round_id])
    expect(pageText(await browser.get(`/returns/${returnId}`))).not.toContain(deed)
    expect(pageText(await browser.get(links))).toContain('No links can be issued')
    const refused = await resend()
    expect([refused.status, heading(refused)]).toEqual([409, 'This return needs no audit link now'])
    expect((await browser.post(`${links}/hand-over`, { contact: String(head.id) })).status).toBe(409)
    expect(await mailed(world)).toEqual([])

    await world.make.askedForEvidence(auditReturn)
    expect(pageText(await browser.get(`/returns/${returnId}`))).toContain(deed)
    expect(pageText(await browser.get(links))).toContain('Send this link again')
    expect((await resend()).status).toBe(303)
    expect((await browser.post(`${links}/hand-over`, { contact: String(head.id) })).status).toBe(303)
    const colleague = { name: 'Cal Colleague', email: 'cal@ashgrove.example', role: 'other' }
    expect((await browser.post(`${links}/colleague`, colleague)).status).toBe(303)
    const mails = await mailed(world)
    expect(mails.map(({ to_email }) => to_email)).toEqual(['dsl@ashgrove.example', 'head@ashgrove.example', 'cal@ashgrove.example'])
    for (const { body } of mails) {
      expect(body).toContain('The round has closed')
      expect(body).not.toContain('due by')
    }
    // Where the return stood when its round closed is what the round's figures say.
    expect(await row(world.db, 'select status, opened_at from returns where id = ?', [returnId])).toEqual({
      status: 'issued',
      opened_at: null,
    })
    expect(heading(await world.visitor().get(path))).toBe('This audit link has been replaced')
  }),
)

test(
  'the link of an excused return is sent to nobody',
  inRollback(async world => {
    const { browser, returnId } = await issued(world)
    const [link] = await invitations(world, returnId)
    await world.db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = ?`, [returnId])
    expect((await browser.post(`/returns/${returnId}/links/resend`, { invitation: String(link?.id) })).status).toBe(409)
    expect(await mailed(world)).toEqual([])
  }),
)

test(
  'a link goes to nobody who is not of that establishment',
  inRollback(async world => {
    const { browser, returnId, partnership_id } = await issued(world)
    const elsewhere = await world.make.establishment({ partnership_id })
    const stranger = await world.make.contact({ partnership_id, establishment_id: elsewhere.id })
    expect((await browser.post(`/returns/${returnId}/links/hand-over`, { contact: String(stranger.id) })).status).toBe(409)
    expect(await invitations(world, returnId)).toHaveLength(1)
  }),
)

test(
  'another partnership’s return has no links to look after',
  inRollback(async world => {
    const { returnId } = await issued(world)
    const [link] = await invitations(world, returnId)
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect((await stranger.get(`/returns/${returnId}/links`)).status).toBe(404)
    for (const verb of ['resend', 'revoke', 'show', 'by-hand'])
      expect((await stranger.post(`/returns/${returnId}/links/${verb}`, { invitation: String(link?.id) })).status).toBe(404)
    expect((await stranger.post(`/returns/${returnId}/links/colleague`, { name: 'A', email: 'a@b.example', role: 'dsl' })).status).toBe(404)
    expect(await mailed(world)).toEqual([])
  }),
)

test(
  'an extension finds the link again, and a new one where the old was ended',
  inRollback(async world => {
    const { actor, returnId, path, db, deps } = { ...(await issued(world)), ...world }
    const holders = async () => (await issueLinksToMail(deps, actor, [returnId])).returns.flatMap(one => one.holders)
    const [first] = await holders()
    expect(first).toMatchObject({ main: true, email: 'dsl@ashgrove.example' })
    expect(await holders()).toEqual([first])
    await revokeLink(db, actor, { returnId, invitationId: first!.invitationId, reason: '' })
    const [second] = await holders()
    expect(second).toMatchObject({ main: true, email: 'dsl@ashgrove.example' })
    expect(second?.invitationId).not.toBe(first?.invitationId)
    expect((await world.visitor().get(path)).status).toBe(410)
  }),
)

test(
  'whoever holds the main link adds a colleague, who comes by a link of their own; and ends it again',
  inRollback(async world => {
    const { returnId, path, partnership_id } = await issued(world)
    const { browser, token: _csrf } = await come(world, path)
    const wrong = await browser.post('/return/colleagues', { _csrf, name: 'Cal Colleague', email: 'cal', role: 'other' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="Cal Colleague"')
    await browser.post('/return/colleagues', {
      _csrf,
      name: 'Cal Colleague',
      email: 'Cal@ashgrove.example',
      role: 'business_manager',
      opens: 'whole',
    })
    const [message] = await mailed(world)
    expect(message).toMatchObject({ to_email: 'cal@ashgrove.example', body: expect.stringContaining('Sam Okafor asks you to help') })
    const links = await invitations(world, returnId)
    expect(links.map(({ name, main, ended }) => [name, main, ended])).toEqual([
      ['Sam Okafor', true, false],
      ['Cal Colleague', false, false],
    ])
    expect(pageText(await browser.get('/return/colleagues'))).toContain(
      'Cal Colleague School business manager. Opens the whole return. Not opened yet',
    )
    const main = links.find(link => link.main)
    expect((await browser.post('/return/colleagues/end', { _csrf, invitation: String(main?.id) })).status).toBe(404)
    await browser.post('/return/colleagues/end', { _csrf, invitation: String(links[1]?.id) })
    expect((await invitations(world, returnId)).map(({ ended }) => ended)).toEqual([false, true])
    expect(await row(world.db, `select count(*) as n from invitations where partnership_id = ?`, [partnership_id])).toEqual({ n: 2 })
  }),
)

test(
  'ending links makes no room for more messages than a day, or a return, may have; staff can still add somebody',
  inRollback(async world => {
    const { make, db } = world
    const { partnershipId: partnership_id, accountId } = await make.staffActor()
    const auditReturn = await make.auditReturn({ partnership_id, status: 'opened' })
    const { contributorId, invitationId } = await make.contributorActor(auditReturn)
    await db.raw('update invitations set main = true where id = ?', [invitationId])
    const browser = await world.contributor(contributorId)
    const add = (name: string) =>
      browser.post('/return/colleagues', { name, email: `${name}@elsewhere.example`, role: 'other', opens: 'whole' })
    const newest = async () => (await row<{ id: number }>(db, 'select max(id) as id from invitations where not main'))?.id
    for (let at = 0; at < 30; at += 1) {
      expect((await add(`colleague${at}`)).status).toBe(303)
      await browser.post('/return/colleagues/end', { invitation: String(await newest()) })
    }
    const today = await add('another')
    expect([today.status, heading(today)]).toEqual([429, 'As many links were sent today as can be sent in a day'])
    expect(pageText(today)).toContain('ask your partnership to send the link now')
    await db.raw(`update invitations set issued_at = issued_at - interval '1 day'`)
    for (let at = 30; at < 60; at += 1)
      await make.invitation({
        partnership_id,
        return_id: auditReturn.id,
        revoked_at: new Date(),
        issued_at: new Date(Date.now() - 2 * 86_400_000),
      })
    const ever = await add('another')
    expect([ever.status, heading(ever)]).toEqual([429, 'As many links were sent for this return as you can send'])
    const office = await world.staff(accountId)
    const helped = await office.post(`/returns/${auditReturn.id}/links/colleague`, {
      name: 'Another',
      email: 'another@ashgrove.example',
      role: 'other',
    })
    expect(helped.status).toBe(303)
    expect(await row(db, `select count(*)::int as sent from messages where return_id = ?`, [auditReturn.id])).toEqual({ sent: 31 })
  }),
  60_000,
)

test(
  'a colleague sees who helps and adds nobody',
  inRollback(async world => {
    const { auditReturn } = await issued(world)
    const colleague = await world.make.contributorActor(auditReturn, 'business_manager', 'Cal Colleague')
    const browser = await world.contributor(colleague.contributorId)
    expect(pageText(await browser.get('/return/colleagues'))).toContain('Whoever holds the main link can add others.')
    const refused = await browser.post('/return/colleagues', { name: 'A', email: 'a@b.example', role: 'dsl' })
    expect(refused.status).toBe(403)
    expect(heading(refused)).toBe('Colleagues are added by the person who holds the main link')
    expect(await mailed(world)).toEqual([])
  }),
)

test(
  'the links of those chosen on the live list are sent again, new ones where none works, once per order',
  inRollback(async world => {
    const { browser, actor, returnId, auditReturn, partnership_id } = await issued(world)
    const roundId = auditReturn.round_id
    const of = { partnership_id, round_id: roundId }
    const second = await world.make.establishment({ partnership_id, name: 'Beech Hall' })
    await world.make.contact({ partnership_id, establishment_id: second.id, email: 'dsl@beech.example' })
    const ended = await world.make.auditReturn({ ...of, establishment_id: second.id })
    await world.make.invitation({ partnership_id, return_id: ended.id, revoked_at: new Date() })
    await world.make.auditReturn(of)
    await world.make.auditReturn({ ...of, status: 'excused', excused_as: 'closed' })
    const page = pageText(await browser.get(`/rounds/${roundId}/resend?all=1`))
    expect(page).toContain('A message with the audit link goes to 2 establishments.')
    expect(page).toContain('1 of them lacks a link that works, and gets a new one.')
    expect(page).toContain('1 of those chosen has no email address')
    expect(page).toContain('1 of those chosen is excused')
    const form = { all: '1', subject: RESEND_TEXT.subject, body: RESEND_TEXT.body, _key: '0d5f1c1e-58c5-4c3e-9d0c-0b7b3e8f7c14' }
    const first = await browser.post(`/rounds/${roundId}/resend`, form)
    const again = await browser.post(`/rounds/${roundId}/resend`, form)
    expect(again.headers.location).toBe(first.headers.location)
    await drain(world.deps, jobs)
    expect((await mailed(world)).map(({ kind, to_email }) => [kind, to_email])).toEqual([
      ['resend', 'dsl@ashgrove.example'],
      ['resend', 'dsl@beech.example'],
    ])
    expect(pageText(await browser.get(first.headers.location ?? ''))).toContain('2 of 2')
    expect((await invitations(world, ended.id)).map(({ ended: isEnded }) => isEnded)).toEqual([true, false])
    expect(actor.partnershipId).toBe(partnership_id)
    expect(pageText(await browser.get(`/rounds/${roundId}/resend?return=${returnId}`))).toContain(
      '1 of those chosen was sent its link by Priya Shah',
    )
    await world.db.raw(`update messages set created_at = created_at - interval '16 minutes'`)
    const one = await browser.get(`/rounds/${roundId}/resend?return=${returnId}`)
    expect(pageText(one)).toContain('A message with the audit link goes to 1 establishment.')
    expect(pageText(await browser.get(`/rounds/${roundId}/resend`))).toContain('None of those chosen can be mailed a link')
  }),
)
