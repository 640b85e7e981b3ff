import type { Id } from '../../../src/platform/id.ts'
import { expect, test } from '@jest/globals'
import { generateSync } from 'otplib'
import { addAccountWithLink, changeAccount } from '../../../src/features/accounts/actions.ts'
import { bodyWithLink } from '../../../src/features/messages/index.ts'
import { findMessage } from '../../../src/features/messages/store.ts'
import { jobs } from '../../../src/jobs.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import type { OutgoingMail } from '../../../src/platform/mail/index.ts'
import { heading, inRollback, pageText, worldOn, type Browser, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { csrfOf, PASSWORD, signIn, staffWithPassword } from './people.ts'

const NEW = { name: 'Jo Bell', email: 'jo.bell@northmoor.example', role: 'reviewer' }

/** An administrator's browser, and what leaves by mail. */
async function administration(world: TestWorld) {
  const { id: partnership_id } = await world.make.partnership()
  const alex = await staffWithPassword(world, { partnership_id, role: 'administrator', name: 'Alex Marsh' })
  const sent: OutgoingMail[] = []
  world.deps.mail = {
    name: 'smtp',
    leaves: true,
    isSlow: () => false,
    send: mail => {
      sent.push(mail)
      return Promise.resolve({ reached: 'accepted' as const, response: '250 ok' })
    },
    close: () => Promise.resolve(),
  }
  const verbs = async () => (await rows<{ verb: string }>(world.db, `select verb from events order by id`)).map(({ verb }) => verb)
  return { partnership_id, alex, sent, verbs, browser: await world.staff(alex.id) }
}

const linkIn = (mail: OutgoingMail | undefined): string => new URL(/http\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname

/** From the page with the QR code: the key, given to an app, which shows the code of now. */
async function scan(browser: Browser, deps: TestWorld['deps'], page = '/sign-in/set-up'): Promise<string> {
  const key = /<p class="app-key">([^<]+)</.exec((await browser.get(page)).text)?.[1] ?? ''
  return generateSync({ secret: key.replaceAll(' ', ''), epoch: Math.floor(deps.now().getTime() / 1000) })
}

test(
  'somebody invited sets a password and an authenticator app, is shown ten recovery codes once, and is in',
  inRollback(async world => {
    const { browser, sent, verbs, partnership_id } = await administration(world)
    const added = await browser.post('/accounts', NEW)
    expect(added.status).toBe(303)
    expect(pageText(await browser.get(added.headers.location as string))).toContain('Invited')
    await drain(world.deps, jobs)
    expect(sent.map(({ to, subject }) => [to.address, subject])).toEqual([[NEW.email, 'Set your password for Safeguarding Audit']])
    const link = linkIn(sent[0])

    const jo = world.visitor()
    for (let look = 0; look < 3; look += 1) expect(heading(await world.visitor().get(link))).toBe('Choose a password')
    const weak = await jo.post(link, { password: 'Password1234567', again: 'Password1234567' })
    expect([weak.status, pageText(weak).includes('harder to guess')]).toEqual([422, true])
    expect(pageText(await jo.post(link, { password: PASSWORD, again: 'something else' }))).toContain('The two passwords are not the same')
    expect((await jo.post(link, { password: PASSWORD, again: PASSWORD })).headers.location).toBe('/sign-in/set-up')
    expect((await world.visitor().get(link)).status).toBe(410)
    expect((await jo.get('/account')).headers.location).toBe('/sign-in?next=%2Faccount')

    expect((await jo.post('/sign-in/set-up', { code: '000000' })).status).toBe(422)
    const done = await jo.post('/sign-in/set-up', { code: await scan(jo, world.deps) })
    expect(heading(done)).toBe('Keep your recovery codes')
    const codes = [...done.text.matchAll(/<li>([a-z2-9]{5}-[a-z2-9]{5})<\/li>/g)].map(match => match[1] ?? '')
    expect(codes).toHaveLength(10)
    expect(pageText(await jo.get('/account'))).toContain('10 of 10 left')
    const kept = await row<{ all: string }>(
      world.db,
      `select string_agg(a::text, '') || (select string_agg(c::text, '') from account_recovery_codes c) as all from accounts a where partnership_id = ?`,
      [partnership_id],
    )
    for (const secret of [...codes, PASSWORD]) expect(kept?.all).not.toContain(secret)

    const later = world.visitor()
    await later.post('/sign-in', { email: NEW.email, password: PASSWORD })
    expect((await later.post('/sign-in/recovery-code', { code: 'aaaaa-bbbbb' })).status).toBe(422)
    expect((await later.post('/sign-in/recovery-code', { code: (codes[3] ?? '').toUpperCase() })).headers.location).toBe('/reviews')
    const account = pageText(await later.get('/account'))
    expect(account).toContain('You used a recovery code')
    expect(account).toContain('9 of 10 left')
    const again = world.visitor()
    await again.post('/sign-in', { email: NEW.email, password: PASSWORD })
    expect((await again.post('/sign-in/recovery-code', { code: codes[3] ?? '' })).status).toBe(422)
    expect(await verbs()).toEqual([
      'account.added',
      'account.password_set',
      'account.second_factor_set',
      'account.signed_in',
      'account.signed_in',
    ])
  }),
)

test(
  'a link to set a password is in the mail alone: staff who read the outbox do not see it',
  inRollback(async world => {
    const { browser, sent, partnership_id } = await administration(world)
    await browser.post('/accounts', NEW)
    await drain(world.deps, jobs)
    const stored = await row<{ id: Id<'message'>; body: string }>(world.db, `select id, body from messages where partnership_id = ?`, [
      partnership_id,
    ])
    const message = await findMessage(world.db, partnership_id, stored!.id)
    const token = linkIn(sent[0]).split('/').at(-1) ?? ''
    expect(token).toHaveLength(43)
    expect(message && bodyWithLink(message, world.deps.secret, world.deps.baseUrl)).toContain('only the person who was written to may see')
    expect(message && bodyWithLink(message, world.deps.secret, world.deps.baseUrl)).not.toContain(token)
    expect(stored?.body).not.toContain(token)
  }),
)

test(
  'where mail stays in the outbox, the administrator is shown the link to hand over; where it leaves, not',
  inRollback(async world => {
    const { browser } = await administration(world)
    const { headers } = await browser.post('/accounts', NEW)
    const page = headers.location as string
    expect(pageText(await browser.get(page))).not.toContain('/account/set-password/')
    world.deps.mail = { ...world.deps.mail, leaves: false }
    const link = /http\S+\/account\/set-password\/\S+/.exec(pageText(await browser.get(page)))?.[0] ?? ''
    expect(heading(await world.visitor().get(new URL(link).pathname))).toBe('Choose a password')
  }),
)

test(
  'a newer link ends an older one, and disabling an account ends both link and sessions',
  inRollback(async world => {
    const { browser, sent } = await administration(world)
    const { headers } = await browser.post('/accounts', NEW)
    const path = headers.location as string
    await drain(world.deps, jobs)
    await browser.post(`${path}/send-link`)
    await drain(world.deps, jobs)
    const [first, second] = sent.map(linkIn)
    expect((await world.visitor().get(first ?? '')).status).toBe(410)
    expect((await world.visitor().get(second ?? '')).status).toBe(200)
    await browser.post(`${path}/disable`)
    expect((await world.visitor().get(second ?? '')).status).toBe(410)
    await browser.post(`${path}/enable`)
    expect((await world.visitor().get(second ?? '')).status).toBe(410)
  }),
)

test(
  'the same form sent twice adds one account, and an address that is known is refused at the field',
  inRollback(async world => {
    const { browser, verbs } = await administration(world)
    const _key = /name="_key" value="([^"]+)"/.exec((await browser.get('/accounts/new')).text)?.[1] ?? ''
    const first = await browser.post('/accounts', { ...NEW, _key })
    const second = await browser.post('/accounts', { ...NEW, _key })
    expect(second.headers.location).toBe(first.headers.location)
    expect(await verbs()).toEqual(['account.added'])
    const taken = await browser.post('/accounts', { ...NEW, email: NEW.email.toUpperCase() })
    expect([taken.status, pageText(taken).includes('has an account already')]).toEqual([422, true])
    expect(pageText(await browser.post('/accounts', {}))).toContain('Choose what the person may do')
  }),
)

test(
  'a change of role, a reset of the second factor and disabling end sessions at once',
  inRollback(async world => {
    const { browser, partnership_id, verbs } = await administration(world)
    const priya = await staffWithPassword(world, { partnership_id, role: 'coordinator' })
    const epoch = async () =>
      (await row<{ epoch: number }>(world.db, `select session_epoch as epoch from accounts where id = ?`, [priya.id]))?.epoch
    for (const [deed, fields] of [
      ['', { name: 'Priya Shah', role: 'viewer' }],
      ['/reset-second-factor', {}],
      ['/disable', {}],
    ] as const) {
      const theirs = await world.staff(priya.id, await epoch())
      expect((await theirs.get('/account')).status).toBe(200)
      expect((await browser.post(`/accounts/${priya.id}${deed}`, fields)).status).toBe(303)
      expect((await theirs.get('/account')).status).toBe(303)
    }
    expect(await verbs()).toEqual(['account.changed', 'account.second_factor_reset', 'account.disabled'])
    const before = await epoch()
    await browser.post(`/accounts/${priya.id}`, { name: 'Priya Shah-Bell', role: 'viewer' })
    expect(await epoch()).toBe(before)
  }),
)

test(
  'after a reset, the next sign-in sets up a new app, and the old one’s codes are worth nothing',
  inRollback(async world => {
    const { browser, partnership_id } = await administration(world)
    const priya = await staffWithPassword(world, { partnership_id })
    await browser.post(`/accounts/${priya.id}/reset-second-factor`)
    const hers = world.visitor()
    expect((await hers.post('/sign-in', { email: priya.email, password: PASSWORD })).headers.location).toBe('/sign-in/set-up')
    expect((await hers.post('/sign-in/code', { code: priya.code() })).status).toBe(422)
    expect(heading(await hers.post('/sign-in/set-up', { code: await scan(hers, world.deps) }))).toBe('Keep your recovery codes')
  }),
)

test(
  'whoever knows only the password is never shown the key of the app that is being set up',
  inRollback(async world => {
    const { partnership_id } = await administration(world)
    const priya = await staffWithPassword(world, { partnership_id })
    const hers = await world.staff(priya.id)
    await hers.post('/account/second-factor', { current: PASSWORD })
    const code = await scan(hers, world.deps, '/account/second-factor/new')
    const stranger = world.visitor()
    expect((await stranger.post('/sign-in', { email: priya.email, password: PASSWORD })).headers.location).toBe('/sign-in/code')
    for (const answer of [
      await stranger.get('/sign-in/set-up'),
      await stranger.post('/sign-in/set-up', { code: '000000' }),
      await stranger.post('/sign-in/set-up', { code }),
    ]) {
      expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in/code'])
      expect(answer.text).not.toContain('app-key')
    }
    expect(heading(await hers.post('/account/second-factor/new', { code }))).toBe('Keep your recovery codes')
  }),
)

test(
  'a partnership always keeps an administrator who can sign in',
  inRollback(async world => {
    const { partnership_id, alex, browser, deps } = { ...(await administration(world)), deps: world.deps }
    await world.make.account({ partnership_id, role: 'administrator', name: 'Invited, not yet in' })
    const operator = { kind: 'operator' as const, partnershipId: partnership_id, name: 'Command line' }
    await expect(changeAccount(deps, operator, { accountId: alex.id, name: 'Alex Marsh', role: 'viewer' })).rejects.toThrow(
      'needs an administrator',
    )
    const own = await browser.post(`/accounts/${alex.id}/disable`)
    expect([own.status, heading(own)]).toEqual([409, 'You cannot do this to your own account'])
    const second = await staffWithPassword(world, { partnership_id, role: 'administrator' })
    expect((await (await world.staff(second.id)).post(`/accounts/${alex.id}/disable`)).status).toBe(303)
  }),
)

test('two administrators who take the role from each other at the same moment do not both succeed', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const world = worldOn(db)
    const { id: partnership_id } = await world.make.partnership()
    const pair = [
      await staffWithPassword(world, { partnership_id, role: 'administrator' }),
      await staffWithPassword(world, { partnership_id, role: 'administrator' }),
    ] as const
    const browsers = [await world.staff(pair[0].id), await world.staff(pair[1].id)] as const
    const demote = { name: 'Priya Shah', role: 'viewer' }
    const [one, two] = await Promise.all([
      browsers[0].post(`/accounts/${pair[1].id}`, demote),
      browsers[1].post(`/accounts/${pair[0].id}`, demote),
    ])
    expect([one.status, two.status].sort()).toEqual([303, 403])
    expect(await rows(db, `select 1 from accounts where role = 'administrator'`)).toHaveLength(1)
  } finally {
    await drop()
  }
})

test(
  'accounts of another partnership are not there',
  inRollback(async world => {
    const { browser } = await administration(world)
    const elsewhere = await world.make.account({ partnership_id: (await world.make.partnership()).id })
    expect((await browser.get(`/accounts/${elsewhere.id}`)).status).toBe(404)
    for (const deed of ['', '/send-link', '/disable', '/enable', '/reset-second-factor'])
      expect((await browser.post(`/accounts/${elsewhere.id}${deed}`, { name: 'Mallory', role: 'viewer' })).status).toBe(404)
    expect((await browser.get('/accounts')).text).not.toContain(elsewhere.email)
  }),
)

test(
  'people change their own password, stay signed in here and are out everywhere else',
  inRollback(async world => {
    const { alex, sent } = await administration(world)
    const here = world.visitor()
    await signIn(here, alex.email, alex.code())
    const elsewhere = await world.staff(alex.id)
    const fields = { current: PASSWORD, password: 'seven tall green lamps', again: 'seven tall green lamps' }
    let _csrf = await csrfOf(here, '/account/password')
    expect((await here.post('/account/password', { ...fields, _csrf, current: 'wrong' })).status).toBe(422)
    expect((await here.post('/account/password', { ...fields, _csrf })).headers.location).toBe('/account')
    expect(pageText(await here.get('/account'))).toContain('Your password is changed')
    expect((await elsewhere.get('/account')).status).toBe(303)
    await drain(world.deps, jobs)
    expect(sent.at(-1)?.text).toContain('Your password was changed.')
    expect((await world.visitor().post('/sign-in', { email: alex.email, password: PASSWORD })).status).toBe(422)
    _csrf = await csrfOf(here, '/account')
    expect((await here.post('/account/sign-out-elsewhere', { _csrf })).status).toBe(303)
  }),
)

test(
  'a new authenticator app replaces the old one only when it has shown a code, and asks for the password first',
  inRollback(async world => {
    const { alex, browser } = await administration(world)
    expect((await browser.get('/account/second-factor/new')).headers.location).toBe('/account/second-factor')
    expect((await browser.post('/account/second-factor', { current: 'not it' })).status).toBe(422)
    expect((await browser.post('/account/second-factor', { current: PASSWORD })).headers.location).toBe('/account/second-factor/new')
    expect((await signIn(world.visitor(), alex.email, alex.code())).status).toBe(303)
    const code = await scan(browser, world.deps, '/account/second-factor/new')
    expect((await browser.post('/account/second-factor/new', { code: alex.code() })).status).toBe(422)
    expect(heading(await browser.post('/account/second-factor/new', { code }))).toBe('Keep your recovery codes')
    expect((await signIn(world.visitor(), alex.email, alex.code(30))).status).toBe(422)
  }),
)

test(
  'new recovery codes end the old ones',
  inRollback(async world => {
    const { browser, alex } = await administration(world)
    const codesOf = async () => {
      const page = await browser.post('/account/recovery-codes', { current: PASSWORD })
      return [...page.text.matchAll(/<li>([a-z2-9]{5}-[a-z2-9]{5})<\/li>/g)].map(match => match[1] ?? '')
    }
    const [old = ''] = await codesOf()
    const [fresh = ''] = await codesOf()
    const hers = world.visitor()
    await hers.post('/sign-in', { email: alex.email, password: PASSWORD })
    expect((await hers.post('/sign-in/recovery-code', { code: old })).status).toBe(422)
    expect((await hers.post('/sign-in/recovery-code', { code: fresh })).status).toBe(303)
  }),
)

test(
  'a demonstration account has no password to change',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership({ demonstration: true })
    const { id } = await world.make.account({ partnership_id, demonstration: true })
    const browser = await world.staff(id)
    expect(pageText(await browser.get('/account'))).toContain('This is a demonstration account')
    for (const page of ['password', 'second-factor', 'recovery-codes']) {
      expect((await browser.get(`/account/${page}`)).status).toBe(409)
      expect((await browser.post(`/account/${page}`, { current: PASSWORD, password: PASSWORD, again: PASSWORD })).status).toBe(409)
    }
  }),
)

test(
  'the operator is given the link for a new account, and nobody is written to',
  inRollback(async world => {
    const { id: partnershipId } = await world.make.partnership()
    const operator = { kind: 'operator' as const, partnershipId, name: 'Command line' }
    const link = await addAccountWithLink(world.deps, operator, { ...NEW, role: 'administrator' })
    expect(heading(await world.visitor().get(new URL(link ?? '').pathname))).toBe('Choose a password')
    expect(await addAccountWithLink(world.deps, operator, { ...NEW, role: 'viewer' })).toBeNull()
    expect(await rows(world.db, `select 1 from messages`)).toHaveLength(0)
  }),
)
