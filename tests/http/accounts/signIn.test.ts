import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { csrfOf, PASSWORD, signIn, staffWithPassword } from './people.ts'

test(
  'staff sign in with their password and a code from their authenticator app, and go where they were going',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id, role: 'administrator' })
    const browser = world.visitor()
    const asked = await browser.get('/sign-in?next=%2Fsign-out')
    expect(heading(asked)).toBe('Sign in')
    const halfway = await browser.post('/sign-in', { email: priya.email.toUpperCase(), password: PASSWORD, next: '/rounds?status=open' })
    expect(halfway.headers.location).toBe('/sign-in/code')
    expect(heading(await browser.get('/sign-in/code'))).toBe('Enter the code from your authenticator app')
    expect(pageText(await browser.get('/sign-out'))).toContain('You have signed out')
    const entered = await browser.post('/sign-in/code', { code: priya.code().replace(/^.../, '$& ') })
    expect(entered.headers.location).toBe('/rounds?status=open')
    expect(heading(await browser.get('/sign-out'))).toBe('Sign out')
    const events = await rows(world.db, `select actor_name, verb, details from events where partnership_id = ?`, [partnership_id])
    expect(events).toEqual([{ actor_name: 'Priya Shah', verb: 'account.signed_in', details: { by: 'password' } }])
  }),
)

test(
  'a wrong password, an unknown address, a disabled account and one without a password are all told the same',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id })
    const gone = await staffWithPassword(world, { partnership_id, disabled_at: new Date() })
    const invited = await world.make.account({ partnership_id })
    const told = []
    for (const [email, password] of [
      [priya.email, 'not the password'],
      ['nobody@northmoor.example', PASSWORD],
      [gone.email, PASSWORD],
      [invited.email, PASSWORD],
    ] as const) {
      const response = await world.visitor().post('/sign-in', { email, password })
      expect(response.status).toBe(422)
      told.push(pageText(response))
      expect(response.text).not.toContain(password)
    }
    expect(new Set(told).size).toBe(1)
    expect(told[0]).toContain('The email address or the password is not right')
  }),
)

test(
  'each code works once, and not the one before it afterwards',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id })
    const now = Date.now()
    world.deps.now = () => new Date(now)
    expect((await signIn(world.visitor(), priya.email, priya.code())).status).toBe(303)
    expect((await signIn(world.visitor(), priya.email, priya.code())).status).toBe(422)
    expect((await signIn(world.visitor(), priya.email, priya.code(-30))).status).toBe(422)
    expect((await signIn(world.visitor(), priya.email, priya.code(30))).status).toBe(303)
    expect((await signIn(world.visitor(), priya.email, priya.code(90))).status).toBe(422)
  }),
)

test(
  'the password alone opens nothing',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id })
    const browser = world.visitor()
    await browser.post('/sign-in', { email: priya.email, password: PASSWORD })
    expect((await browser.post('/sign-in/code', { code: '12345' })).status).toBe(422)
    expect(heading(await browser.get('/sign-out'))).toBe('You have signed out')
    const cold = await world.visitor().get('/sign-in/code')
    expect([cold.status, heading(cold)]).toEqual([410, 'Start signing in again'])
  }),
)

test(
  'a code asked for more than ten minutes ago means starting again',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id })
    const browser = world.visitor()
    await browser.post('/sign-in', { email: priya.email, password: PASSWORD })
    world.deps.now = () => new Date(Date.now() + 11 * 60_000)
    expect((await browser.post('/sign-in/code', { code: priya.code() })).status).toBe(410)
  }),
)

test(
  'the session after signing in is not the one before',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id })
    const browser = world.visitor()
    const sessionOf = (response: { headers: Record<string, unknown> }) =>
      /safeguarding_audit=([^;]+)/.exec(String(response.headers['set-cookie']))?.[1]
    const before = sessionOf(await browser.post('/sign-in', { email: priya.email, password: PASSWORD }))
    const after = sessionOf(await browser.post('/sign-in/code', { code: priya.code() }))
    expect(before).toBeDefined()
    expect(after).toBeDefined()
    expect(after).not.toBe(before)
  }),
)

test(
  'somebody who works for two partnerships is asked which, once the password is known to be right',
  inRollback(async world => {
    const northmoor = await world.make.partnership({ name: 'Northmoor Partnership' })
    const southfen = await world.make.partnership({ name: 'Southfen Partnership' })
    const email = 'both@agency.example'
    await staffWithPassword(world, { partnership_id: northmoor.id, email })
    const there = await staffWithPassword(world, { partnership_id: southfen.id, email })
    const browser = world.visitor()
    const asked = await browser.post('/sign-in', { email, password: PASSWORD })
    expect(asked.headers.location).toBe('/sign-in/partnership')
    const page = pageText(await browser.get('/sign-in/partnership'))
    expect(page).toContain('Northmoor Partnership')
    expect(page).toContain('Southfen Partnership')
    expect((await browser.post('/sign-in/code', { code: there.code() })).headers.location).toBe('/sign-in/partnership')
    expect((await browser.post('/sign-in/partnership', { account: '0' })).status).toBe(422)
    await browser.post('/sign-in/partnership', { account: String(there.id) })
    expect((await browser.post('/sign-in/code', { code: there.code() })).status).toBe(303)
    expect((await browser.get('/sign-out')).text).toContain('Southfen Partnership')
  }),
)

test(
  'guessing is slowed for a stranger, while the account’s owner still gets in from a browser that it knows',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id })
    const now = Date.now()
    world.deps.now = () => new Date(now)
    const owner = world.visitor()
    await signIn(owner, priya.email, priya.code(-30))
    const stranger = world.visitor()
    for (let tries = 0; tries < 10; tries += 1)
      expect((await stranger.post('/sign-in', { email: priya.email, password: `guess ${tries}` })).status).toBe(422)
    const refused = await stranger.post('/sign-in', { email: priya.email, password: PASSWORD })
    expect([refused.status, heading(refused)]).toEqual([429, 'There were too many attempts to sign in'])
    const colleague = await staffWithPassword(world, { partnership_id })
    expect((await signIn(world.visitor(), colleague.email, colleague.code())).status).toBe(303)
    const _csrf = await csrfOf(owner, '/sign-out')
    await owner.post('/sign-out', { _csrf })
    expect((await signIn(owner, priya.email, priya.code())).headers.location).toBe('/rounds')
  }),
)

test(
  'a demonstration link shows whom it is for, changes nothing until the button is pressed, and signs in once',
  inRollback(async world => {
    const { demonstrationLink } = await import('../../../src/features/accounts/index.ts')
    const { id: partnership_id } = await world.make.partnership({ demonstration: true })
    const sam = await world.make.account({ partnership_id, name: 'Sam Marsh', role: 'administrator', demonstration: true })
    const link = await demonstrationLink(world.deps, sam.id)
    const path = new URL(link).pathname
    const token = path.split('/').at(-1) ?? ''
    const kept = await row<{ all: string }>(world.db, `select l::text as all from sign_in_links l where account_id = ?`, [sam.id])
    expect(kept?.all).not.toContain(token)
    for (let look = 0; look < 3; look += 1) expect(heading(await world.visitor().get(path))).toBe('Look around as Sam Marsh')
    const browser = world.visitor()
    expect((await browser.post(path)).headers.location).toBe('/rounds')
    expect(heading(await browser.get('/sign-out'))).toBe('Sign out')
    const again = await world.visitor().post(path)
    expect([again.status, heading(again)]).toEqual([410, 'This link cannot be used any more'])
    expect((await world.visitor().get(path)).status).toBe(410)
  }),
)

test(
  'no link can be made for an account of a real partnership, nor for a real account of a demonstration partnership',
  inRollback(async world => {
    const { demonstrationLink } = await import('../../../src/features/accounts/index.ts')
    const real = await world.make.partnership()
    const demonstration = await world.make.partnership({ demonstration: true })
    const accounts = [
      await world.make.account({ partnership_id: real.id, demonstration: true }),
      await world.make.account({ partnership_id: demonstration.id }),
      await world.make.account({ partnership_id: demonstration.id, demonstration: true, disabled_at: new Date() }),
    ]
    for (const { id } of accounts) await expect(demonstrationLink(world.deps, id)).rejects.toThrow('only a demonstration account')
  }),
)

test(
  'a link that has run out signs nobody in',
  inRollback(async world => {
    const { demonstrationLink } = await import('../../../src/features/accounts/index.ts')
    const { id: partnership_id } = await world.make.partnership({ demonstration: true })
    const { id } = await world.make.account({ partnership_id, demonstration: true })
    const { pathname } = new URL(await demonstrationLink(world.deps, id))
    await world.db.raw(`update sign_in_links set expires_at = now() where account_id = ?`, [id])
    expect((await world.visitor().post(pathname)).status).toBe(410)
  }),
)

test(
  'signing out ends the session, and needs the token of its pages',
  inRollback(async world => {
    const actor = await world.make.staffActor()
    const browser = await world.staff(actor.accountId)
    expect((await browser.post('/sign-out', { _csrf: 'guessed' })).status).toBe(403)
    expect(heading(await browser.get('/sign-out'))).toBe('Sign out')
    expect((await browser.post('/sign-out')).headers.location).toBe('/sign-out')
    expect(heading(await browser.get('/sign-out'))).toBe('You have signed out')
  }),
)
