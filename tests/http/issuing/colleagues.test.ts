import { expect, test } from '@jest/globals'
import { mayStillAct, revokeLink } from '../../../src/features/links/index.ts'
import { handOver } from '../../../src/features/issuing/linkActions.ts'
import { auditLink } from '../../../src/features/messages/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { asId, type Id } from '../../../src/platform/id.ts'
import { linkToken, tokenHash } from '../../../src/platform/linkToken.ts'
import { heading, inRollback, pageText, type Browser, type Fields, type TestWorld } from '../../support/app.ts'
import { answering } from '../answering/answering.ts'

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'

/** A school whose DSL, Stephen Taylor, has come by the main link. */
async function school(world: TestWorld) {
  const { make, db } = world
  const all = await answering(world)
  const { partnership, establishment, auditReturn } = all
  const contact = await make.contact({
    partnership_id: partnership.id,
    establishment_id: establishment.id,
    name: 'Stephen Taylor',
    email: 'dsl@ashgrove.example',
  })
  const main = await make.invitation({
    partnership_id: partnership.id,
    return_id: auditReturn.id,
    contact_id: contact.id,
    main: true,
    name: 'Stephen Taylor',
    email: 'dsl@ashgrove.example',
  })
  await hash(world, main.id)
  const stephen = await come(world, await pathOf(world, main.id), { person: 'invited' })
  const add = (fields: Fields) =>
    stephen.post('/return/colleagues', { name: 'Omar Aziz', email: 'omar@ashgrove.example', role: 'business_manager', ...fields })
  const linkOf = (name: string) =>
    row<{ id: Id<'invitation'>; main: boolean; ended: boolean }>(
      db,
      'select id, main, revoked_at is not null as ended from invitations where return_id = ? and name = ? order by id desc limit 1',
      [auditReturn.id, name],
    ).then(found => found!)
  const actor = await make.staffActor(partnership.id)
  return { ...all, contact, main, stephen, add, linkOf, actor }
}

/** A link that the maker made has a hash of nothing: this one leads somewhere. */
async function hash({ db, deps }: TestWorld, id: Id<'invitation'>) {
  const found = await row<{ nonce: Buffer }>(db, 'select nonce from invitations where id = ?', [id])
  await db.raw('update invitations set token_hash = ? where id = ?', [tokenHash(linkToken(deps.secret, 'audit', found!.nonce)), id])
}

async function pathOf({ db, deps }: TestWorld, id: Id<'invitation'>): Promise<string> {
  const found = await row<{ nonce: Buffer }>(db, 'select nonce from invitations where id = ?', [id])
  return new URL(auditLink(deps.secret, deps.baseUrl, found!.nonce)).pathname
}

/** A browser in which somebody comes by a link and says who they are; their forms carry its token. */
async function come(world: TestWorld, path: string, fields: Fields, agent = CHROME): Promise<Browser> {
  const browser = world.visitor()
  await browser.post(path)
  const who = (await browser.get('/return/who')).text
  const entered = await browser
    .post('/return/who', { _csrf: tokenOf(who), ...fields, ...(fields.person === 'invited' ? first(who) : {}) })
    .set('User-Agent', agent)
  if (entered.headers.location !== '/return') throw new Error(`nobody came in: ${entered.status}`)
  const _csrf = tokenOf((await browser.get('/return/colleagues')).text)
  return { ...browser, post: (url, more = {}) => browser.post(url, { _csrf, ...more }) }
}

/** The first person whom the page offers: who was sent the link, until others came by it. */
const first = (html: string): Fields => ({ person: /name="person"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? '' })

const tokenOf = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

test(
  'whoever adds a colleague says what their link opens; what was typed comes back where they did not',
  inRollback(async world => {
    const { stephen, add, auditReturn } = await school(world)
    const form = pageText(await stephen.get('/return/colleagues'))
    expect(form).toContain('Only the sections that I tick They see no other answers and no other files, and they cannot sign.')
    expect(form).toContain('Up to 25 people can have a link at the same time, and you can send up to 30 links a day.')
    const unsaid = await add({})
    expect([unsaid.status, pageText(unsaid).includes('Choose what the link opens')]).toEqual([422, true])
    expect(unsaid.text).toContain('value="Omar Aziz"')
    const none = await add({ opens: 'part', email: 'omar' })
    expect(pageText(none)).toContain('Tick the sections that your colleague needs')
    expect(pageText(none)).toContain('Enter an email address in the correct format')
    expect(none.text).toMatch(/value="part" checked/)
    const elsewhere = await add({ opens: 'part', sections: ['boarding', 'no_such'] })
    expect(elsewhere.status).toBe(422)
    expect(await rows(world.db, `select 1 from invitations where return_id = ? and name = 'Omar Aziz'`, [auditReturn.id])).toEqual([])
  }),
)

test(
  'a link to some sections names them in its letter, on the page that it opens, in the list and on the task list, with how far it is',
  inRollback(async world => {
    const { stephen, add, linkOf, establishment } = await school(world)
    const key = crypto.randomUUID()
    const fields = { opens: 'part', sections: ['training', 'people'], _key: key }
    expect((await add(fields)).status).toBe(303)
    expect((await add(fields)).status).toBe(303)
    const letters = await rows<{ subject: string; body: string }>(
      world.db,
      `select subject, body from messages where to_name = 'Omar Aziz'`,
    )
    expect(letters).toHaveLength(1)
    expect(letters[0]?.body).toContain('Stephen Taylor asks you to help with')
    expect(letters[0]?.body).toContain('It opens the sections “Your establishment and its people” and “Training”, and no others')
    expect(letters[0]?.body).toMatch(/It is due by \d/)
    expect(letters[0]?.body).toContain(`URN ${establishment.identifier}`)

    const omar = await linkOf('Omar Aziz')
    const path = await pathOf(world, omar.id)
    const landing = pageText(await world.visitor().get(path))
    expect(landing).toContain(
      'This link is for Omar Aziz (School business manager). It opens 2 sections: Your establishment and its people Training',
    )
    expect(landing).toContain(`URN ${establishment.identifier}`)
    expect(pageText(await stephen.get('/return/colleagues'))).toContain(
      'Omar Aziz School business manager. Opens “Your establishment and its people” and “Training”. Not opened yet Last message, to omar@ashgrove.example: not sent yet',
    )
    await world.db.raw(`update messages set status = 'kept' where invitation_id = ?`, [omar.id])
    const before = pageText(await stephen.get('/return'))
    expect(before).toContain('Training With Omar Aziz (link not opened yet, message: kept here, not sent)')
    expect(before).not.toContain('Leadership and policies With')
    await world.db.raw(`update messages set status = 'bounced' where invitation_id = ?`, [omar.id])
    expect(pageText(await stephen.get('/return'))).toContain('Omar Aziz School business manager Link not opened yet, message: came back')
    await come(world, path, { person: 'invited' })
    expect(pageText(await stephen.get('/return'))).toMatch(/Training With Omar Aziz \(last opened \d/)
  }),
)

test(
  'a colleague with a link of their own is asked whether it is they, and is shown nobody else; someone else says so',
  inRollback(async world => {
    const { add, linkOf, auditReturn } = await school(world)
    await add({ opens: 'whole' })
    const path = await pathOf(world, (await linkOf('Omar Aziz')).id)
    await come(world, path, { person: 'other', name: 'Mallory Page', role: 'other' })
    const browser = world.visitor()
    await browser.post(path)
    const who = await browser.get('/return/who')
    expect(heading(who)).toBe('Are you Omar Aziz?')
    expect(who.text).not.toContain('Mallory')
    expect(who.text).not.toContain('Stephen Taylor')
    await browser.post('/return/who', { _csrf: tokenOf(who.text), person: 'invited' })
    const nameless = await come(world, path, { person: 'invited' })
    expect(nameless).toBeDefined()
    const came = await rows(world.db, 'select name, role from contributors where return_id = ? and name <> ? order by id', [
      auditReturn.id,
      'Sam Okafor',
    ])
    expect(came).toEqual([
      { name: 'Stephen Taylor', role: 'dsl' },
      { name: 'Mallory Page', role: 'other' },
      { name: 'Omar Aziz', role: 'business_manager' },
    ])
  }),
)

test(
  'a link is shown to whoever holds the main one, with its delivery beside it and an event that says so; never to a colleague',
  inRollback(async world => {
    const { stephen, add, linkOf, events } = await school(world)
    await add({ opens: 'whole' })
    const { id } = await linkOf('Omar Aziz')
    const path = await pathOf(world, id)
    expect((await stephen.get('/return/colleagues')).text).not.toContain(path)
    const shown = await stephen.post('/return/colleagues/show', { invitation: String(id) })
    expect(shown.text).toContain(path)
    expect(pageText(shown)).toMatch(
      /The audit link of Omar Aziz Give it to Omar Aziz only.*Last message, to omar@ashgrove\.example: not sent yet/,
    )
    expect(shown.headers['cache-control']).toBe('no-store')
    expect((await events('invitation.shown')).map(({ actor_name, details }) => [actor_name, details])).toEqual([
      ['Stephen Taylor', { name: 'Omar Aziz', invitationId: Number(id) }],
    ])
    const omar = await come(world, path, { person: 'invited' })
    expect((await omar.post('/return/colleagues/show', { invitation: String(id) })).status).toBe(403)
  }),
)

test(
  'a link is ended once its holder was asked; the ended colleague reads by whom and when, and whom to ask, however the links went on',
  inRollback(async world => {
    const { stephen, add, linkOf, auditReturn, establishment, partnership, actor, main } = await school(world)
    await add({ opens: 'whole' })
    const first = await linkOf('Omar Aziz')
    const path = await pathOf(world, first.id)
    const omar = await come(world, path, { person: 'invited' })
    const question = await stephen.get(`/return/colleagues/${first.id}/end`)
    expect(heading(question)).toBe('End the link of Omar Aziz?')
    expect((await linkOf('Omar Aziz')).ended).toBe(false)
    expect((await omar.get(`/return/colleagues/${first.id}/end`)).status).toBe(403)
    expect((await stephen.get(`/return/colleagues/${main.id}/end`)).status).toBe(404)
    await stephen.post('/return/colleagues/end', { invitation: String(first.id) })
    // The page that he has open says so too, and again when he loads it anew.
    for (const page of ['/return', '/return/sections/training']) {
      const told = await omar.get(page)
      expect([told.status, heading(told)]).toEqual([403, 'This audit link has been ended'])
      expect(pageText(told)).toMatch(/Stephen Taylor, at .*, ended it at \d.*ask Stephen Taylor for a new link/s)
    }

    const read = async () => {
      const page = await world.visitor().get(path)
      return [heading(page), pageText(page)] as const
    }
    const [title, text] = await read()
    expect(title).toBe('This audit link has been ended')
    expect(text).toMatch(/Stephen Taylor, at .*, ended it at \d/)
    expect(text).toContain('If you still need to help, ask Stephen Taylor for a new link.')
    expect(text).not.toContain('Send me a new link')

    // Another colleague who reads the same mailbox is not he.
    await add({ name: 'Priya Nair', opens: 'whole' })
    expect((await read())[0]).toBe('This audit link has been ended')
    // He is given another.
    await add({ opens: 'whole' })
    expect((await read())[0]).toBe('This audit link has been replaced')
    expect((await read())[1]).toContain('You have a newer link. Use that one.')
    await stephen.post('/return/colleagues/end', { invitation: String((await linkOf('Omar Aziz')).id) })
    expect((await read())[0]).toBe('This audit link has been ended')

    // Who ended it holds no link by now: he is no one to ask.
    const head = await world.make.contact({
      partnership_id: partnership.id,
      establishment_id: establishment.id,
      role: 'head',
      name: 'Helen Head',
      email: 'head@ashgrove.example',
    })
    await handOver(world.deps, actor, { returnId: auditReturn.id, contactId: head.id })
    const [after, words] = await read()
    expect(after).toBe('This audit link has been ended')
    expect(words).not.toContain('ask Stephen Taylor')
    expect(words).toContain('ask the person who leads on safeguarding at your establishment')
  }),
)

test(
  'everyone who came in is listed with their link, the times and what they came with; one access ends everywhere at once while the link lives',
  inRollback(async world => {
    const { stephen, linkOf, main, auditReturn, events, answers, partnership } = await school(world)
    const path = await pathOf(world, main.id)
    const mallory = { person: 'other', name: 'Mallory Page', role: 'other' }
    const one = await come(world, path, mallory)
    const two = await come(world, path, mallory, PHONE)
    await one.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'Online safety' })
    const list = pageText(await stephen.get('/return/access'))
    expect(list).toMatch(/Mallory Page Another role By the main link, given to Stephen Taylor\. First \d.* last \d.* Last saved \d/)
    expect(list).toMatch(/With (Chrome on Windows and Safari on an iPhone|Safari on an iPhone and Chrome on Windows)\./)
    expect(list).toContain('Stephen Taylor (you)')
    expect(list).not.toMatch(/127\.0\.0\.1|::1/)

    const id = (await row<{ id: number }>(world.db, `select id from contributors where return_id = ? and name = 'Mallory Page'`, [
      auditReturn.id,
    ]))!.id
    expect(heading(await stephen.get(`/return/access/${id}/end`))).toBe('End the access of Mallory Page?')
    expect((await one.get('/return')).status).toBe(200)
    const mallorys = { partnershipId: partnership.id, contributorId: asId<'contributor'>(id) }
    expect(await mayStillAct(world.db, mallorys)).toBe(true)
    await stephen.post('/return/access/end', { contributor: String(id) })
    await stephen.post('/return/access/end', { contributor: String(id) })
    for (const browser of [one, two]) {
      const told = await browser.get('/return')
      expect([told.status, heading(told)]).toEqual([403, 'Your access to this return has been ended'])
      expect(pageText(told)).toMatch(/Stephen Taylor, at .*, ended it at \d.*ask Stephen Taylor/s)
    }
    const refused = await one.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '1.x', 'a.priority': 'Something else' })
    expect(refused.status).toBe(403)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', by_name: 'Mallory Page' })
    // Also what they had begun to send.
    expect(await mayStillAct(world.db, mallorys)).toBe(false)
    expect((await stephen.get('/return')).status).toBe(200)
    expect((await events('contributor.ended')).map(({ actor_name, details }) => [actor_name, details])).toEqual([
      ['Stephen Taylor', { name: 'Mallory Page' }],
    ])
    expect(pageText(await stephen.get('/return/access'))).toContain('Stephen Taylor ended this access')
    expect(pageText(await stephen.get('/return'))).not.toContain('Mallory Page')

    // Who comes by the link again is somebody new.
    const again = world.visitor()
    await again.post(path)
    expect((await again.get('/return/who')).text).not.toContain('Mallory')
    await come(world, path, mallory)
    expect(await rows(world.db, `select 1 from contributors where return_id = ? and name = 'Mallory Page'`, [auditReturn.id])).toHaveLength(
      2,
    )
    expect((await one.get('/return')).status).toBe(403)
    expect((await linkOf('Stephen Taylor')).ended).toBe(false)
  }),
)

test(
  'nobody ends their own access, or one of another return; a colleague neither sees the list nor ends anything',
  inRollback(async world => {
    const { stephen, add, linkOf, auditReturn } = await school(world)
    await add({ opens: 'whole' })
    const omar = await come(world, await pathOf(world, (await linkOf('Omar Aziz')).id), { person: 'invited' })
    const own = (await row<{ id: number }>(world.db, `select id from contributors where return_id = ? and name = 'Stephen Taylor'`, [
      auditReturn.id,
    ]))!.id
    expect((await stephen.get(`/return/access/${own}/end`)).status).toBe(404)
    expect((await stephen.post('/return/access/end', { contributor: String(own) })).status).toBe(409)
    expect((await omar.get('/return/access')).status).toBe(403)
    expect((await omar.post('/return/access/end', { contributor: String(own) })).status).toBe(403)
    for (const page of ['/return/colleagues/new-main-link', '/return/colleagues/hand-over']) expect((await omar.get(page)).status).toBe(403)
    const other = await answering(world)
    for (const path of [`/return/access/${other.dsl.actor.contributorId}/end`]) expect((await stephen.get(path)).status).toBe(404)
    expect((await stephen.post('/return/access/end', { contributor: String(other.dsl.actor.contributorId) })).status).toBe(404)
    expect((await other.dsl.get('/return')).status).toBe(200)
    expect((await stephen.get('/return')).status).toBe(200)
  }),
)

test(
  'a main link that somebody has who should not is replaced by one to the registered address: everyone by the old one is out, colleagues stay',
  inRollback(async world => {
    const { stephen, add, linkOf, main, contact } = await school(world)
    await add({ opens: 'whole' })
    const omar = await come(world, await pathOf(world, (await linkOf('Omar Aziz')).id), { person: 'invited' })
    const path = await pathOf(world, main.id)
    const thief = await come(world, path, { person: 'other', name: 'Mallory Page', role: 'other' })
    await world.db.raw(`update contacts set email = 'stephen@ashgrove.example' where id = ?`, [contact.id])
    const question = pageText(await thief.get('/return/colleagues/new-main-link'))
    expect(question).toContain('It goes to Stephen Taylor, at s•••@ashgrove.example.')
    expect(question).toContain('You can do this up to 3 times a day.')
    const done = await stephen.post('/return/colleagues/new-main-link', { _key: crypto.randomUUID() })
    expect(heading(done)).toBe('The old main link has ended')
    expect(done.text).not.toContain('stephen@ashgrove.example')
    for (const browser of [stephen, thief]) expect((await browser.get('/return')).status).toBe(403)
    expect((await omar.get('/return')).status).toBe(200)
    const [letter] = await rows<{ to_email: string; body: string }>(
      world.db,
      `select to_email, body from messages where kind = 'resend' order by id desc`,
    )
    expect(letter?.to_email).toBe('stephen@ashgrove.example')
    expect(heading(await world.visitor().get(path))).toBe('This audit link has been replaced')
    expect(pageText(await world.visitor().get(path))).toContain('You have a newer link. Use that one.')

    let holder = await linkOf('Stephen Taylor')
    expect(holder.id).not.toBe(main.id)
    for (let turn = 0; turn < 2; turn += 1) {
      const browser = await come(world, await pathOf(world, holder.id), { person: 'invited' })
      const answer = await browser.post('/return/colleagues/new-main-link')
      expect(answer.status).toBe(turn === 0 ? 200 : 429)
      holder = await linkOf('Stephen Taylor')
    }
    expect(holder).toMatchObject({ main: true, ended: false })
  }),
)

test(
  'a return is handed over: the old link works until the new one was opened, then it ends; what was written stays, and both are told',
  inRollback(async world => {
    const { stephen, linkOf, main, answers, events } = await school(world)
    await stephen.post('/return/sections/training', { 'q.priority': '1', 'v.priority': '0', 'a.priority': 'Online safety' })
    const nia = { name: 'Nia New', email: 'nia@ashgrove.example', role: 'dsl' }
    const own = await stephen.post('/return/colleagues/hand-over', { ...nia, email: 'DSL@ashgrove.example' })
    expect([own.status, pageText(own).includes('This is the address of the present main link')]).toEqual([422, true])
    expect(own.text).toContain('value="Nia New"')
    const form = { ...nia, _key: crypto.randomUUID() }
    expect((await stephen.post('/return/colleagues/hand-over', form)).status).toBe(303)
    expect((await stephen.post('/return/colleagues/hand-over', form)).status).toBe(303)
    const letters = await rows<{ kind: string; to_email: string; body: string }>(
      world.db,
      `select kind, to_email, body from messages where kind <> 'resend' order by id`,
    )
    expect(letters.map(({ kind, to_email }) => [kind, to_email])).toEqual([
      ['invitation', 'nia@ashgrove.example'],
      ['hand_over', 'dsl@ashgrove.example'],
    ])
    expect(letters[0]?.body).toContain('Stephen Taylor hands over')
    expect(letters[1]?.body).toContain('Your link works until Nia New has opened theirs.')
    expect(letters[1]?.body).not.toContain('/audit/')
    expect(pageText(await stephen.get('/return/colleagues'))).toContain('Takes over the return once they open it')
    expect(pageText(await stephen.get('/return/colleagues/hand-over'))).toContain('Nia New was sent a link that takes over the return')
    expect((await stephen.post('/return/colleagues/hand-over', { ...nia, name: 'Zed', email: 'zed@ashgrove.example' })).status).toBe(409)

    const { id } = await linkOf('Nia New')
    const path = await pathOf(world, id)
    // A mail scanner's look changes nothing.
    expect(pageText(await world.visitor().get(path))).toContain('this is the main link, and the link of Stephen Taylor ends')
    expect((await stephen.get('/return')).status).toBe(200)
    const successor = await come(world, path, { person: 'invited' })
    expect((await stephen.get('/return')).status).toBe(403)
    expect(await linkOf('Nia New')).toMatchObject({ main: true, ended: false })
    expect((await linkOf('Stephen Taylor')).ended).toBe(true)
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety', by_name: 'Stephen Taylor' })
    const old = await world.visitor().get(await pathOf(world, main.id))
    expect(heading(old)).toBe('This audit link has been replaced')
    expect(pageText(old)).toContain('A colleague has the link now.')
    expect((await events('invitation.moved')).map(({ details }) => details)).toEqual([
      { from: 'Stephen Taylor', to: 'Nia New', reason: 'handed over by Stephen Taylor' },
    ])
    expect((await successor.get('/return/access')).status).toBe(200)
  }),
)

test(
  'where the register names another DSL the holder of the main link is told, and hands the return over by one button',
  inRollback(async world => {
    const { stephen, contact, establishment, partnership, linkOf } = await school(world)
    const page = '/return/colleagues/hand-over'
    expect(pageText(await stephen.get(page))).not.toContain('The register has changed')
    expect(pageText(await stephen.get('/return'))).not.toContain('The register now names')
    await world.db.raw(`update contacts set to_on = current_date - 1 where id = ?`, [contact.id])
    const dora = { name: 'Dora Lead', email: 'dora@ashgrove.example' }
    await world.make.contact({ partnership_id: partnership.id, establishment_id: establishment.id, role: 'dsl', ...dora })
    const named = 'The register now names Dora Lead (Designated Safeguarding Lead).'
    for (const where of ['/return', '/return/colleagues']) expect(pageText(await stephen.get(where))).toContain(named)
    const offer = await stephen.get(page)
    expect(pageText(offer)).toMatch(
      /The main link was given to Stephen Taylor, who left on .*Send the link to Dora Lead, at dora@ashgrove\.example/,
    )
    expect((await stephen.post(page, { ...dora, role: 'dsl' })).status).toBe(303)
    expect(pageText(await stephen.get(page))).toContain('Dora Lead was sent a link that takes over the return')
    await come(world, await pathOf(world, (await linkOf('Dora Lead')).id), { person: 'invited' })
    expect((await stephen.get('/return')).status).toBe(403)
    expect((await linkOf('Dora Lead')).main).toBe(true)
  }),
)

test(
  'a hand-over that was called off, or that the partnership overtook, takes nothing over',
  inRollback(async world => {
    const { stephen, linkOf, auditReturn, partnership, establishment, actor } = await school(world)
    const nia = { name: 'Nia New', email: 'nia@ashgrove.example', role: 'dsl' }
    await stephen.post('/return/colleagues/hand-over', nia)
    const first = await linkOf('Nia New')
    await stephen.post('/return/colleagues/end', { invitation: String(first.id) })
    expect((await world.visitor().post(await pathOf(world, first.id))).status).toBe(410)
    expect((await stephen.get('/return')).status).toBe(200)
    await stephen.post('/return/colleagues/hand-over', nia)
    const second = await linkOf('Nia New')
    const head = await world.make.contact({
      partnership_id: partnership.id,
      establishment_id: establishment.id,
      role: 'head',
      name: 'Helen Head',
      email: 'head@ashgrove.example',
    })
    await handOver(world.deps, actor, { returnId: auditReturn.id, contactId: head.id })
    await come(world, await pathOf(world, second.id), { person: 'invited' })
    expect(await linkOf('Helen Head')).toMatchObject({ main: true, ended: false })
    expect(await linkOf('Nia New')).toMatchObject({ main: false, ended: false })
    await revokeLink(world.db, actor, { returnId: auditReturn.id, invitationId: second.id, reason: '' })
  }),
)

test(
  'on a shared computer the session ends with the browser and an hour after the last request, and nothing waits in the browser',
  inRollback(async world => {
    const { main } = await school(world)
    const browser = world.visitor()
    await browser.post(await pathOf(world, main.id))
    const who = await browser.get('/return/who')
    expect(pageText(who)).toContain('You are signed out when the browser is closed, and after 60 minutes without opening or saving a page.')
    const untouched = await browser.post('/return/who', { _csrf: tokenOf(who.text), person: '', shared: 'yes' })
    expect(untouched.text).toMatch(/name="shared" type="checkbox" value="yes" checked/)
    const entered = await browser.post('/return/who', { _csrf: tokenOf(who.text), ...first(who.text), shared: 'yes' })
    expect([entered.status, entered.headers.location]).toEqual([303, '/return'])
    const [cookie] = entered.headers['set-cookie'] as unknown as string[]
    expect(cookie).toContain('safeguarding_audit=')
    expect(cookie).not.toMatch(/expires|max-age/i)
    const page = await browser.get('/return/sections/training')
    expect(page.text).toContain('data-shared')
    expect(pageText(await browser.get('/return'))).toBeDefined()
    expect(page.text).toContain('Shared computer: sign out when you have finished.')
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.headers['set-cookie']).toBeUndefined()
    const other = await come(world, await pathOf(world, main.id), { person: 'invited' })
    expect((await other.get('/return/sections/training')).text).not.toContain('data-shared')
  }),
)
