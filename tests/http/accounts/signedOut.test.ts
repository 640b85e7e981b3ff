import { expect, test } from '@jest/globals'
import { row } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { csrfOf, PASSWORD, signIn, staffWithPassword } from './people.ts'

const HOURS = 3_600_000
const NOTE = 'The policy names the wrong chair.\nThe training log stops in March; seen by N. Shah.'

test(
  'staff stay signed in for twelve hours, used or not, and then sign in again',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id, role: 'administrator' })
    const began = Date.now()
    let later = 0
    world.deps.now = () => new Date(began + later)
    const browser = world.visitor()
    await signIn(browser, priya.email, priya.code())
    for (later of [6 * HOURS, 12 * HOURS - 60_000]) expect((await browser.get('/account')).status).toBe(200)
    later = 12 * HOURS
    expect((await browser.get('/account')).headers.location).toBe('/sign-in?next=%2Faccount')
    expect((await signIn(browser, priya.email, priya.code())).headers.location).toBe('/rounds')
    expect((await browser.get('/account')).status).toBe(200)
  }),
)

test(
  'a change that asks for the password alone does not make the day longer',
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    const priya = await staffWithPassword(world, { partnership_id })
    const began = Date.now()
    let later = 0
    world.deps.now = () => new Date(began + later)
    const browser = world.visitor()
    await signIn(browser, priya.email, priya.code())
    later = 11 * HOURS
    const password = 'forty slow mute swans'
    const _csrf = await csrfOf(browser, '/account/password')
    expect((await browser.post('/account/password', { _csrf, current: PASSWORD, password, again: password })).status).toBe(303)
    expect((await browser.get('/account')).status).toBe(200)
    later = 12 * HOURS
    expect((await browser.get('/account')).status).toBe(303)
  }),
)

test(
  'a school stays with its return for longer, also in a browser in which staff were signed in',
  inRollback(async world => {
    const { accountId, partnershipId } = await world.make.staffActor()
    const { contributorId } = await world.make.contributorActor(await world.make.auditReturn({ partnership_id: partnershipId }))
    const browser = await world.signedIn({
      staff: { accountId, epoch: 1, since: Date.now() - 13 * HOURS },
      contributor: { contributorId },
    })
    expect((await browser.get('/account')).status).toBe(303)
    expect((await browser.get('/return')).status).toBe(200)
  }),
)

test(
  'what staff typed before their day ended is shown, to be copied, with the way back to the form',
  inRollback(async world => {
    const { accountId, partnershipId } = await world.make.staffActor()
    const auditReturn = await world.make.auditReturn({ partnership_id: partnershipId })
    const browser = await world.staff(accountId, 1, Date.now() - 12 * HOURS)
    const form = `/returns/${auditReturn.id}/chases`
    const sent = { kind: 'telephone', said: NOTE, _key: 'c0ffee00-0000-4000-8000-000000000000', returns: '12,15' }
    const late = await browser.post(form, sent).set('Referer', `http://audit.test${form}?from=sheet`)
    expect([late.status, heading(late)]).toEqual([403, 'You are no longer signed in'])
    expect(pageText(late)).toContain(NOTE.replace('\n', ' '))
    expect(late.text).not.toMatch(/c0ffee00|12,15|>telephone</)
    const back = /href="(\/sign-in[^"]*)"/.exec(late.text)?.[1] ?? ''
    expect(new URL(back, 'http://audit.test').searchParams.get('next')).toBe(`${form}?from=sheet`)
    expect(await row(world.db, 'select count(*)::int as n from chases where return_id = ?', [auditReturn.id])).toEqual({ n: 0 })

    const withFiles = await browser.postFiles(`/returns/${auditReturn.id}/evidence`, { note: NOTE }, 'files', [
      { name: 'policy.pdf', content: 'bytes of a file' },
    ])
    expect(pageText(withFiles)).toContain(NOTE.replace('\n', ' '))
    expect(withFiles.text).not.toContain('bytes of a file')
  }),
)

test(
  'what staff chose or narrowed a list by is not shown as something that they typed',
  inRollback(async world => {
    const { accountId, partnershipId } = await world.make.staffActor()
    const round = await world.make.round({ partnership_id: partnershipId })
    const browser = await world.staff(accountId, 1, Date.now() - 12 * HOURS)
    const filters = { search: 'St Mary’s', phase: 'Primary', type: 'Community school', la: 'Northmoor', set: 'A', contact: '' }
    const sets = await browser.post(`/rounds/${round.id}/establishments/sets`, { ...filters, which: 'all', chosenSet: 'by type' })
    const resent = await browser.post(`/rounds/${round.id}/resend`, { all: '1', q: 'St Mary’s', phase: 'Primary', set: 'B', subject: NOTE })
    expect(pageText(resent)).toContain(NOTE.replace('\n', ' '))
    for (const late of [sets, resent]) {
      expect([late.status, heading(late)]).toEqual([403, 'You are no longer signed in'])
      expect(late.text.match(/app-typed/g) ?? []).toHaveLength(late === sets ? 0 : 1)
    }
  }),
)

test(
  'a note sent from a page of an earlier session is shown, to be copied',
  inRollback(async world => {
    const { accountId, partnershipId } = await world.make.staffActor()
    const auditReturn = await world.make.auditReturn({ partnership_id: partnershipId })
    const stale = await (await world.staff(accountId)).post(`/returns/${auditReturn.id}/chases`, { _csrf: 'of yesterday', said: NOTE })
    expect(stale.status).toBe(403)
    expect(pageText(stale)).toContain(NOTE.replace('\n', ' '))
  }),
)

test(
  'passwords and codes are never shown again, whoever sends them and however late',
  inRollback(async world => {
    const { accountId } = await world.make.staffActor()
    const secrets = { current: PASSWORD, password: 'Forty slow mute swans', again: 'Forty slow mute swans', code: '123 456' }
    const late = await (await world.staff(accountId, 1, 0)).post('/account/password', secrets)
    const halfway = await world.visitor().post('/sign-in/code', secrets)
    const stale = await (await world.staff(accountId)).post('/account/password', { ...secrets, _csrf: 'of yesterday' })
    for (const page of [late, halfway, stale]) {
      expect(page.status).toBeGreaterThanOrEqual(400)
      expect(page.text).not.toMatch(/harriers|swans|123 456/)
    }
  }),
)
