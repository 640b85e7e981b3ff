import { openAuditLink } from '../../support/openAuditLink.ts'
import { expect, test } from '@jest/globals'
import supertest from 'supertest'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { handOver } from '../../../src/features/issuing/linkActions.ts'
import { revokeLink } from '../../../src/features/links/index.ts'
import { jobs } from '../../../src/jobs.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'

/** An issued return with a DSL, and the path of its audit link. */
async function issued(world: TestWorld, values: Record<string, unknown> = {}) {
  const { make, db, deps } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const establishment = await make.establishment({ partnership_id, name: 'Ashgrove Primary School', establishment_number: 2001 })
  const contact = await make.contact({ partnership_id, establishment_id: establishment.id, email: 'dsl@ashgrove.example' })
  const auditReturn = await make.auditReturn({ partnership_id, establishment_id: establishment.id, ...values })
  const path = await linkTo(world, partnership_id, auditReturn.id)
  const invitation = await row<{ id: Id<'invitation'> }>(db, 'select id from invitations where return_id = ?', [auditReturn.id])
  return { actor, partnership_id, establishment, contact, auditReturn, path, invitationId: invitation!.id, deps }
}

const linkTo = async ({ deps }: TestWorld, partnershipId: Id<'partnership'>, returnId: Id<'return'>) =>
  new URL((await openAuditLink(deps, partnershipId, returnId)) ?? 'http://nothing/').pathname

/** Every table with the number of its rows and a digest of what they hold. */
async function everything({ db }: TestWorld) {
  const tables = await rows<{ name: string }>(
    db,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss') order by 1`,
  )
  const state: Record<string, unknown> = {}
  for (const { name } of tables)
    state[name] = await row(
      db,
      `select count(*) as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${name} t`,
    )
  return state
}

const resent = (world: TestWorld) =>
  rows<{ to_email: string; subject: string; body: string }>(
    world.db,
    `select to_email, subject, body from messages where kind = 'resend' order by id`,
  )

const close = (world: TestWorld, roundId: Id<'round'>) =>
  world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [roundId])

test(
  'opening the link shows whose audit it is, and changes nothing at all',
  inRollback(async world => {
    const { path } = await issued(world)
    const before = await everything(world)
    const { app } = world
    for (const agent of ['Mozilla/5.0', 'Microsoft Office Protocol Discovery', 'SafeLinks'])
      for (const request of [supertest(app).get(path), supertest(app).head(path), supertest(app).get(path).set('Purpose', 'prefetch')]) {
        const response = await request.set('User-Agent', agent)
        expect(response.status).toBe(200)
        expect(response.headers['set-cookie']).toBeUndefined()
      }
    expect(await everything(world)).toEqual(before)
    const page = await world.visitor().get(path)
    expect(heading(page)).toBe('Ashgrove Primary School')
    expect(pageText(page)).toMatch(/Please submit it by \d+(:\d+)?(am|pm) on \w+day/)
    expect(page.headers['referrer-policy']).toBe('strict-origin')
    expect(page.headers['cache-control']).toBe('no-store')
  }),
)

test(
  'the button starts: the link is opened, the person says who they are, and comes to the task list',
  inRollback(async world => {
    const { path, auditReturn, invitationId } = await issued(world)
    const browser = world.visitor()
    const start = await browser.post(path)
    expect(start.headers.location).toBe('/return/who')
    expect(await row(world.db, 'select status, opened_at is not null as opened from returns where id = ?', [auditReturn.id])).toEqual({
      status: 'opened',
      opened: true,
    })
    expect(await row(world.db, 'select first_opened_at is not null as opened from invitations where id = ?', [invitationId])).toEqual({
      opened: true,
    })
    const who = await browser.get('/return/who')
    expect(pageText(who)).toContain('I am Sam Okafor')
    const token = /name="_csrf" value="([^"]+)"/.exec(who.text)?.[1] ?? ''
    const entered = await browser.post('/return/who', { _csrf: token, person: 'invited' })
    expect(entered.headers.location).toBe('/return')
    expect((await browser.get('/return')).status).toBe(200)
    expect(await rows(world.db, 'select name, role from contributors where return_id = ?', [auditReturn.id])).toEqual([
      { name: 'Sam Okafor', role: 'dsl' },
    ])
  }),
)

test(
  'somebody else says their own name and role; next time they are known, and nobody is entered twice',
  inRollback(async world => {
    const { path, auditReturn } = await issued(world)
    const come = async (fields: Record<string, string>) => {
      const browser = world.visitor()
      await browser.post(path)
      const who = await browser.get('/return/who')
      const _csrf = /name="_csrf" value="([^"]+)"/.exec(who.text)?.[1] ?? ''
      return { who, answer: await browser.post('/return/who', { _csrf, ...fields }) }
    }
    const nobody = await come({})
    expect(nobody.answer.status).toBe(422)
    expect(pageText(nobody.answer)).toContain('Choose who you are')
    const nameless = await come({ person: 'other', name: '', role: 'head' })
    expect(pageText(nameless.answer)).toContain('Enter your full name')
    const head = await come({ person: 'other', name: 'Helen Head', role: 'head', jobTitle: 'Executive headteacher' })
    expect(head.answer.headers.location).toBe('/return')
    const again = await come({ person: 'other', name: 'helen head', role: 'head' })
    expect(pageText(again.who)).toContain('I am Helen Head Headteacher or principal, Executive headteacher')
    expect(await rows(world.db, 'select name, job_title from contributors where return_id = ?', [auditReturn.id])).toEqual([
      { name: 'Helen Head', job_title: 'Executive headteacher' },
    ])
  }),
)

test(
  'who you are is not asked of somebody who never opened a link',
  inRollback(async world => {
    expect(heading(await world.visitor().get('/return/who'))).toBe('Open your audit link again')
    expect((await world.visitor().post('/return/who', { person: 'invited' })).status).toBe(403)
  }),
)

test(
  'a member of staff who tries a link stays signed in, and their session id changes',
  inRollback(async world => {
    const { path, actor } = await issued(world)
    const browser = await world.staff(actor.accountId)
    const start = await browser.post(path)
    expect(start.headers.location).toBe('/return/who')
    expect(start.headers['set-cookie']?.[0]).toContain('safeguarding_audit=')
  }),
)

test(
  'a revoked link says which round it was for, lets nobody in, and puts out who came by it',
  inRollback(async world => {
    const { path, actor, auditReturn, invitationId, db } = { ...(await issued(world)), db: world.db }
    const browser = world.visitor()
    await browser.post(path)
    const who = await browser.get('/return/who')
    await browser.post('/return/who', { _csrf: /name="_csrf" value="([^"]+)"/.exec(who.text)?.[1] ?? '', person: 'invited' })
    expect((await browser.get('/return')).status).toBe(200)
    await revokeLink(db, actor, { returnId: auditReturn.id, invitationId, reason: 'left the school' })
    expect((await browser.get('/return')).status).toBe(403)
    const page = await world.visitor().get(path)
    expect(page.status).toBe(410)
    expect(heading(page)).toBe('This audit link has been ended')
    expect(pageText(page)).toContain('The link was for Ashgrove Primary School, in “Safeguarding audit 2026 to 2027”')
    expect(pageText(page)).toContain('d•••@ashgrove.example')
    expect(page.text).not.toContain('dsl@ashgrove.example')
    expect(page.text).not.toContain('left the school')
    expect((await world.visitor().post(path)).status).toBe(410)
  }),
)

test(
  'a link that was handed over is replaced: the new one works, the old one says so',
  inRollback(async world => {
    const { path, actor, auditReturn, establishment, partnership_id } = await issued(world)
    const head = await world.make.contact({
      partnership_id,
      establishment_id: establishment.id,
      role: 'head',
      name: 'Helen Head',
      email: 'head@ashgrove.example',
    })
    await handOver(world.deps, actor, { returnId: auditReturn.id, contactId: head.id })
    expect(heading(await world.visitor().get(path))).toBe('This audit link has been replaced')
    const fresh = await linkTo(world, partnership_id, auditReturn.id)
    expect(fresh).not.toBe(path)
    expect(pageText(await world.visitor().get(fresh))).toContain('This link is for Helen Head (Headteacher or principal)')
  }),
)

test(
  '“send me a new link” writes to the registered address alone, and only once in a quarter of an hour',
  inRollback(async world => {
    const { path, actor, auditReturn, invitationId } = await issued(world)
    await revokeLink(world.db, actor, { returnId: auditReturn.id, invitationId, reason: '' })
    const asked = await world.visitor().post(`${path}/new-link`)
    expect(heading(asked)).toBe('Contact your partnership')
    await world.visitor().post(`${path}/new-link`)
    await drain(world.deps, jobs)
    expect(await resent(world)).toMatchObject([
      { to_email: 'dsl@ashgrove.example', subject: expect.stringContaining('Ashgrove Primary School') },
    ])
    const fresh = await linkTo(world, actor.partnershipId, auditReturn.id)
    expect(fresh).not.toBe(path)
    expect((await world.visitor().get(fresh)).status).toBe(200)
  }),
)

test(
  'a link that was ended minutes after its mail is replaced when it is asked for: the mail of a dead link does not count as lately',
  inRollback(async world => {
    const { path, actor, auditReturn, invitationId } = await issued(world)
    await world.visitor().post('/audit/lost-link', { who: 'dsl@ashgrove.example' })
    await drain(world.deps, jobs)
    expect(await resent(world)).toHaveLength(1)
    await revokeLink(world.db, actor, { returnId: auditReturn.id, invitationId, reason: '' })
    expect(heading(await world.visitor().post(`${path}/new-link`))).toBe('Contact your partnership')
    await drain(world.deps, jobs)
    expect(await resent(world)).toHaveLength(2)
    expect(await linkTo(world, actor.partnershipId, auditReturn.id)).not.toBe(path)
  }),
)

test.each([
  ['URN', (world: { establishment: { identifier: string } }) => world.establishment.identifier],
  ['DfE number', () => '888/2001'],
  ['email address', () => 'DSL@ashgrove.example'],
])('a lost link is sent again to whoever gives the %s', (_what, typed) =>
  inRollback(async world => {
    const facts = await issued(world)
    const asked = await world.visitor().post('/audit/lost-link', { who: typed(facts) })
    expect(heading(asked)).toBe('Contact your partnership')
    await drain(world.deps, jobs)
    expect((await resent(world)).map(message => message.to_email)).toEqual(['dsl@ashgrove.example'])
    expect(await linkTo(world, facts.partnership_id, facts.auditReturn.id)).toBe(facts.path)
  })(),
)

test(
  'whoever asks is told the same, whether we know the establishment or not',
  inRollback(async world => {
    await issued(world)
    const known = await world.visitor().post('/audit/lost-link', { who: 'dsl@ashgrove.example' })
    const unknown = await world.visitor().post('/audit/lost-link', { who: 'nobody@elsewhere.example' })
    const body = (response: { text: string }) => response.text
    expect(body(unknown)).toBe(body(known))
    expect(unknown.status).toBe(known.status)
    await drain(world.deps, jobs)
    expect(await resent(world)).toHaveLength(1)
    const wrong = await world.visitor().post('/audit/lost-link', { who: 'my school' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="my school"')
  }),
)

test(
  'a lost link goes to the new DSL when the register knows one, and the old address is not written to',
  inRollback(async world => {
    const { contact, partnership_id, establishment } = await issued(world)
    await world.db.raw(`update contacts set to_on = current_date - 1 where id = ?`, [contact.id])
    await world.make.contact({ partnership_id, establishment_id: establishment.id, name: 'Nia New', email: 'new@ashgrove.example' })
    await world.visitor().post('/audit/lost-link', { who: establishment.identifier })
    await drain(world.deps, jobs)
    expect((await resent(world)).map(message => message.to_email)).toEqual(['new@ashgrove.example'])
  }),
)

test(
  'a closed round says when it closed; a return that was submitted can still be read',
  inRollback(async world => {
    const { path, auditReturn } = await issued(world)
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [auditReturn.round_id])
    const page = await world.visitor().get(path)
    expect(page.status).toBe(410)
    expect(heading(page)).toBe('This audit is closed')
    expect(page.text).not.toContain('Send me a new link')
    await world.db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online' where id = ?`, [
      auditReturn.id,
    ])
    expect((await world.visitor().get(path)).text).toContain('Read the return')
    expect((await world.visitor().post(path)).headers.location).toBe('/return/who')
  }),
)

test(
  'last year’s link tells of this year’s round, and sends its link',
  inRollback(async world => {
    const { path, auditReturn, establishment, partnership_id } = await issued(world)
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [auditReturn.round_id])
    const round = await world.make.round({ partnership_id, name: 'Safeguarding audit 2027 to 2028' })
    await world.make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id })
    const page = await world.visitor().get(path)
    expect(heading(page)).toBe('This audit link is from an earlier round')
    expect(pageText(page)).toContain('is asked again in “Safeguarding audit 2027 to 2028”')
    await world.visitor().post(`${path}/new-link`)
    await drain(world.deps, jobs)
    expect(await resent(world)).toMatchObject([
      { to_email: 'dsl@ashgrove.example', subject: 'Ashgrove Primary School: your audit link for Safeguarding audit 2027 to 2028' },
    ])
  }),
)

test(
  'last year’s link of a return that was sent reads it, and sends the link of this year’s round as well',
  inRollback(async world => {
    const { path, auditReturn, establishment, partnership_id } = await issued(world)
    await world.db.raw(`update returns set status = 'submitted', submitted_at = now(), submitted_via = 'online' where id = ?`, [
      auditReturn.id,
    ])
    await close(world, auditReturn.round_id)
    expect(pageText(await world.visitor().get(path))).not.toContain('Looking for')
    const round = await world.make.round({ partnership_id, name: 'Safeguarding audit 2027 to 2028' })
    await world.make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id })
    const page = await world.visitor().get(path)
    expect(pageText(page)).toContain('Read the return')
    expect(pageText(page)).toContain('Looking for “Safeguarding audit 2027 to 2028”?')
    await world.visitor().post(`${path}/new-link`)
    await drain(world.deps, jobs)
    expect(await resent(world)).toMatchObject([
      { to_email: 'dsl@ashgrove.example', subject: 'Ashgrove Primary School: your audit link for Safeguarding audit 2027 to 2028' },
    ])
  }),
)

test(
  'a link that is opened late says when the return was due, and that it can still be sent',
  inRollback(async world => {
    const { path, auditReturn } = await issued(world)
    await world.db.raw(`update returns set first_due_at = now() - interval '2 days', due_at = now() - interval '1 day' where id = ?`, [
      auditReturn.id,
    ])
    expect(pageText(await world.visitor().get(path))).toMatch(/It was due by .* You can still complete and submit it\./)
  }),
)

test(
  'a lost link is sent again after its round closed, where evidence or the signature of the chair is still asked for, and nowhere else',
  inRollback(async world => {
    const { auditReturn, establishment } = await issued(world)
    const lose = async () => {
      await world.visitor().post('/audit/lost-link', { who: establishment.identifier })
      await drain(world.deps, jobs)
      const sent = await resent(world)
      await world.db.raw(`delete from messages`)
      return sent
    }
    await close(world, auditReturn.round_id)
    expect(await lose()).toEqual([])
    const signature = { status: 'awaiting_sign_off', submitted_at: new Date(), submitted_via: 'online' }
    await world.db('returns').where({ id: auditReturn.id }).update(signature)
    const [forSignature] = await lose()
    expect(forSignature).toMatchObject({ to_email: 'dsl@ashgrove.example', subject: expect.stringContaining('2026 to 2027') })
    expect(forSignature?.body).toContain('The round has closed')
    expect(forSignature?.body).not.toContain('due by')
    await world.db.raw(`update returns set status = 'accepted' where id = ?`, [auditReturn.id])
    expect(await lose()).toEqual([])
    await world.make.askedForEvidence(auditReturn)
    expect(await lose()).toHaveLength(1)
    await world.db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = ?`, [auditReturn.id])
    expect(await lose()).toEqual([])
  }),
)

test(
  'a link that was ended finds a new one of its own round, where that still leads on, rather than that of the round that is open now',
  inRollback(async world => {
    const { path, actor, auditReturn, invitationId, establishment, partnership_id } = await issued(world)
    await revokeLink(world.db, actor, { returnId: auditReturn.id, invitationId, reason: '' })
    await close(world, auditReturn.round_id)
    expect((await world.visitor().get(path)).text).not.toContain('/new-link')
    await world.make.askedForEvidence(auditReturn)
    expect((await world.visitor().get(path)).text).toContain('/new-link')
    const round = await world.make.round({ partnership_id, name: 'Safeguarding audit 2027 to 2028' })
    await world.make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id })
    await world.visitor().post(`${path}/new-link`)
    await drain(world.deps, jobs)
    expect(await resent(world)).toMatchObject([
      { to_email: 'dsl@ashgrove.example', subject: 'Ashgrove Primary School: your audit link for Safeguarding audit 2026 to 2027' },
    ])
    const fresh = await linkTo(world, partnership_id, auditReturn.id)
    expect(pageText(await world.visitor().get(fresh))).toContain('your partnership asks for your evidence')
  }),
)

test(
  'a return that is not needed says so',
  inRollback(async world => {
    const { path, auditReturn } = await issued(world)
    await world.db.raw(`update returns set status = 'excused', excused_as = 'closed' where id = ?`, [auditReturn.id])
    expect(heading(await world.visitor().get(path))).toBe('No return is needed')
    expect((await world.visitor().post(path)).status).toBe(410)
  }),
)

test(
  'a mistyped link says what to do, and guessing is slowed without keeping anybody with a right link out',
  inRollback(async world => {
    const { path } = await issued(world)
    const wrong = await world.visitor().get(`${path}x`)
    expect(wrong.status).toBe(404)
    expect(heading(wrong)).toBe('This audit link does not work')
    for (let guess = 0; guess < 99; guess += 1) await world.visitor().get(`/audit/${'x'.repeat(43)}`)
    const slowed = await world.visitor().get(`/audit/${'y'.repeat(43)}`)
    expect(slowed.status).toBe(429)
    expect((await world.visitor().get(path)).status).toBe(200)
  }),
)

test(
  'no token stands in the database, a page or the log of requests',
  inRollback(async world => {
    const { path } = await issued(world)
    const token = path.split('/').at(-1) ?? ''
    expect(token).toHaveLength(43)
    const tables = await rows<{ name: string }>(world.db, `select tablename as name from pg_tables where schemaname = 'public'`)
    for (const { name } of tables)
      expect(await row(world.db, `select 1 as found from ${name} t where t::text like ? limit 1`, [`%${token}%`])).toBeUndefined()
  }),
)

test(
  'who asks for a lost link is told the same whatever they type, and is sent to their inbox only where mail leaves',
  inRollback(async world => {
    await issued(world)
    const asked = async (who: string) => pageText(await world.visitor().post('/audit/lost-link', { who }))
    const known = await asked('dsl@ashgrove.example')
    expect(await asked('nobody@elsewhere.example')).toBe(known)
    expect(known).toContain('No email is being sent.')
    world.deps.mail = { ...world.deps.mail, leaves: true }
    const sends = await asked('dsl@ashgrove.example')
    expect(await asked('nobody@elsewhere.example')).toBe(sends)
    expect(sends).toContain('Check your email')
  }),
)

test(
  'the link of a round that has closed says so, and calls no round a later one that opened before it',
  inRollback(async world => {
    const { path, auditReturn, establishment, partnership_id } = await issued(world)
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [auditReturn.round_id])
    const then = new Date('2021-11-01T09:00:00Z')
    const old = await world.make.round({ partnership_id, name: 'Safeguarding audit 2021 to 2022', opens_at: then, opened_at: then })
    await world.make.auditReturn({ partnership_id, round_id: old.id, establishment_id: establishment.id })
    const page = await world.visitor().get(path)
    expect(heading(page)).not.toBe('This audit link is from an earlier round')
    expect(pageText(page)).not.toContain('2021 to 2022')
    expect(pageText(page)).toContain('closed')
  }),
)

test(
  'what was typed and not submitted can be read by its link after the round has closed, and nothing can be added',
  inRollback(async world => {
    const { path, auditReturn } = await issued(world)
    await world.db.raw(`update returns set status = 'in_progress' where id = ?`, [auditReturn.id])
    await close(world, auditReturn.round_id)
    const page = await world.visitor().get(path)
    expect(page.status).toBe(200)
    expect(pageText(page)).toMatch(/closed at .* This return was not submitted, and nothing more can be added\./)
    expect(page.text).toContain('Read what was typed')
    expect((await world.visitor().post(path)).headers.location).toBe('/return/who')
    const actor = await world.make.contributorActor(auditReturn)
    const inside = await world.contributor(actor.contributorId)
    expect(pageText(await inside.get('/return'))).toContain('This audit has closed Nothing more can be typed')
    expect((await inside.get('/return/whole')).status).toBe(200)
  }),
)
