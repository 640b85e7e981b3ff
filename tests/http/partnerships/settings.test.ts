import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'

const SENT = {
  name: 'Northmoor Safeguarding Children Partnership',
  shortName: 'Northmoor',
  contactName: 'Priya Shah',
  contactEmail: 'audit@northmoor.example',
  contactPhone: '01632 960 111',
  concernLine: 'Northmoor children’s services on 01632 960 222',
  laCodes: '888, 889',
  keepEvidenceMonths: '12',
  keepContactsMonths: '',
  keepAnswersMonths: '72',
  smallestShown: '5',
  leastForWords: '10',
  keepMessagesMonths: '',
}
const versionOn = async (browser: Browser) => /name="version" value="(\d+)"/.exec((await browser.get('/settings')).text)?.[1] ?? ''

async function administrator(world: TestWorld) {
  const actor = await world.make.staffActor(undefined, 'administrator')
  return { actor, browser: await world.staff(actor.accountId) }
}

test(
  'an administrator changes what pages and letters say of the partnership, and the history says what it was and is',
  inRollback(async world => {
    const { browser } = await administrator(world)
    const version = await versionOn(browser)
    expect((await browser.post('/settings', { ...SENT, version })).headers.location).toBe('/settings')
    const page = await browser.get('/settings')
    for (const value of Object.values(SENT).filter(text => text !== '')) expect(page.text).toContain(`value="${value}"`)
    expect(pageText(await world.visitor().get('/privacy'))).toContain('Priya Shah')
    expect(pageText(await browser.get('/history'))).toContain('Documents: months after the round closes: “12”, was “”')
    // Sent a second time it changes nothing, and says so.
    await browser.post('/settings', { ...SENT, version })
    expect((await browser.get('/settings')).text).toContain('Nothing was changed')
    expect(await rows(world.db, `select 1 from events where verb = 'partnership.settings_changed'`)).toHaveLength(1)
  }),
)

test(
  'the second of two administrators is told who was first, and keeps what they typed',
  inRollback(async world => {
    const { browser } = await administrator(world)
    const version = await versionOn(browser)
    await browser.post('/settings', { ...SENT, version })
    const second = await browser.post('/settings', { ...SENT, version, contactPhone: '01632 960 999' })
    expect(second.status).toBe(409)
    expect(pageText(second)).toContain('changed the settings at')
    expect(second.text).toContain('value="01632 960 999"')
  }),
)

test(
  'what cannot be is refused at its box, and nothing is changed',
  inRollback(async world => {
    const { browser } = await administrator(world)
    const refused = await browser.post('/settings', {
      ...SENT,
      version: '1',
      contactEmail: 'nobody',
      keepEvidenceMonths: '0',
      laCodes: 'Northmoor',
    })
    expect(refused.status).toBe(422)
    for (const box of ['contactEmail', 'keepEvidenceMonths', 'laCodes']) expect(refused.text).toContain(`href="#${box}"`)
    expect(await rows(world.db, `select 1 from events where verb = 'partnership.settings_changed'`)).toEqual([])
  }),
)

test(
  'a coordinator has no settings',
  inRollback(async world => {
    const actor = await world.make.staffActor(undefined, 'coordinator')
    const browser = await world.staff(actor.accountId)
    expect((await browser.get('/settings')).status).toBe(403)
    expect((await browser.get('/rounds')).text).not.toContain('href="/settings"')
  }),
)
