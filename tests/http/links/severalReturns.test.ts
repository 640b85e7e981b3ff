import { expect, test } from '@jest/globals'
import supertest, { type Response } from 'supertest'
import { openAuditLink } from '../../support/openAuditLink.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { answering } from '../answering/answering.ts'
import { program } from '../../../src/features/history/index.ts'
import { revokeLink } from '../../../src/features/links/index.ts'
import { row } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'

const RATINGS = '/sections/ratings'

/** A browser that keeps its cookies and sends what stands in the forms of the pages that it was shown. */
function browserOf({ server }: TestWorld) {
  const agent = supertest.agent(server)
  const dress = (test: supertest.Test) => test.set('Origin', 'http://audit.test').set('Sec-Fetch-Site', 'same-origin')
  const get = (url: string) => dress(agent.get(url))
  const send = (url: string, fields: Record<string, string>) => dress(agent.post(url)).type('form').send(fields)
  return {
    get,
    /** Sends the form of a page with this address, changed in these fields. */
    press(page: Response, action: string, changed: Record<string, string> = {}) {
      const form = new RegExp(`<form method="post" action="(${action})"[\\s\\S]*?</form>`).exec(page.text)
      if (!form) throw new Error(`the page has no form for ${action}`)
      const hidden = [...form[0].matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']): [string, string] => [name, value],
      )
      return send(form[1] ?? '', { ...Object.fromEntries(hidden), ...changed })
    },
    async enter(link: string, name: string) {
      const started = await send(link, {})
      if (started.status !== 303) throw new Error(`the link was answered ${started.status}: ${pageText(started)}`)
      const who = await get('/return/who')
      return this.press(who, '/return/who', { person: 'other', name, role: 'dsl' })
    },
  }
}

async function twoSchools(world: TestWorld) {
  const cherry = await answering(world, {}, { name: 'Cherry Bank Primary School' })
  const beck = await answering(world, {}, { name: 'Beckside Primary School' })
  for (const { partnership, establishment } of [cherry, beck])
    await world.make.contact({
      partnership_id: partnership.id,
      establishment_id: establishment.id,
      email: `dsl@${establishment.id}.example`,
    })
  // Nobody has come in yet but by the links that follow.
  await world.db.raw('update invitations set revoked_at = now()')
  const linkOf = async ({ partnership, auditReturn }: typeof cherry) =>
    new URL((await openAuditLink(world.deps, partnership.id, auditReturn.id)) ?? '').pathname
  return { cherry, beck, links: { cherry: await linkOf(cherry), beck: await linkOf(beck) } }
}

const comment = async (school: Awaited<ReturnType<typeof twoSchools>>['cherry'], question = 'lettings') =>
  (await school.answers()).get(question)

test(
  'two schools are open in one browser, each with addresses of its own, and what was typed for one goes to no other',
  inRollback(async world => {
    const { cherry, beck, links } = await twoSchools(world)
    const browser = browserOf(world)
    expect((await browser.enter(links.cherry, 'Ruth Ainsworth')).headers.location).toBe('/return')
    // The first tab is drawn before anybody thinks of a second school.
    const firstTab = await browser.get(`/return${RATINGS}`)
    expect(firstTab.text).toContain('action="/return/sections/ratings"')

    const second = await browser.enter(links.beck, 'Ruth Ainsworth')
    const beckPath = String(second.headers.location)
    expect(beckPath).toMatch(/^\/return\/\d+$/)
    const secondTab = await browser.get(beckPath + RATINGS)
    expect(secondTab.text).toContain('Beckside Primary School')
    expect(secondTab.text).not.toMatch(/="\/return(?:"|\/(?!\d))/)

    // The first tab is saved where it belongs, and goes on there.
    const saved = await browser.press(firstTab, '/return/sections/ratings', { 'a.lettings': 'met', 'c.lettings': 'Words of Cherry Bank' })
    expect(saved.status).toBe(303)
    expect(await comment(cherry)).toMatchObject({ comment: 'Words of Cherry Bank', by_name: 'Ruth Ainsworth' })
    expect(await comment(beck)).toBeUndefined()
    const next = await browser.get(String(saved.headers.location))
    expect(next.text).toContain('Cherry Bank Primary School')
    expect(next.text).not.toContain('Beckside Primary School')

    const other = await browser.press(secondTab, beckPath + RATINGS, { 'a.lettings': 'not_met', 'c.lettings': 'Words of Beckside' })
    expect(other.headers.location).toMatch(new RegExp(`^${beckPath}/sections/`))
    expect(await comment(beck)).toMatchObject({ comment: 'Words of Beckside' })
    expect(await comment(cherry)).toMatchObject({ comment: 'Words of Cherry Bank' })
  }),
)

test(
  'an address that names neither of two returns asks which, and no other browser comes to either',
  inRollback(async world => {
    const { links } = await twoSchools(world)
    const browser = browserOf(world)
    await browser.enter(links.cherry, 'Ruth Ainsworth')
    const path = String((await browser.enter(links.beck, 'Ruth Ainsworth')).headers.location)
    for (const address of ['/return', `/return${RATINGS}`, '/return/check', '/return/whole'])
      expect([address, (await browser.get(address)).headers.location]).toEqual([address, '/return/mine'])
    const mine = await browser.get('/return/mine')
    expect(heading(mine)).toBe('Your returns in this browser')
    expect(pageText(mine)).toMatch(/Beckside Primary School.*Cherry Bank Primary School/)
    expect(mine.text).toContain(`href="${path}"`)
    expect((await browser.get(path)).text).toContain('href="/return/mine"'.replace('/return', path))
    // A number in an address opens nothing by itself.
    expect((await browserOf(world).get(path)).status).toBe(403)
    const stranger = browserOf(world)
    await stranger.enter(links.cherry, 'Omar Aziz')
    expect((await stranger.get(path)).status).toBe(403)
    expect((await stranger.get('/return/999999999')).status).toBe(403)
    expect((await stranger.get('/return')).status).toBe(200)
    expect((await browserOf(world).get('/return/mine')).status).toBe(403)
  }),
)

test(
  'what somebody typed stands under their name, whoever came after them to the same return in another tab',
  inRollback(async world => {
    const { cherry, links } = await twoSchools(world)
    const browser = browserOf(world)
    await browser.enter(links.cherry, 'Stephen Taylor')
    const stephens = await browser.get(`/return${RATINGS}`)
    const who = await browser.get('/return/who')
    expect((await browser.press(who, '/return/who', { person: 'other', name: 'Priya Nair', role: 'head' })).headers.location).toBe(
      '/return',
    )
    const saved = await browser.press(stephens, '/return/sections/ratings', { 'a.lettings': 'met', 'c.lettings': 'As Stephen sees it' })
    expect(saved.status).toBe(303)
    expect(await comment(cherry)).toMatchObject({ comment: 'As Stephen sees it', by_name: 'Stephen Taylor' })
    // The browser is Priya's still: her pages need no number, for there is one return.
    expect((await browser.get('/return')).text).toContain('Priya Nair')
    // What Stephen left open can be sent; he is nobody to go on as.
    const stephen = /value="[\w-]+\.(\d+)"/.exec(stephens.text)?.[1] ?? ''
    expect((await browser.get(`/return/${stephen}`)).status).toBe(403)
    expect(pageText(await browser.get('/return/mine'))).not.toContain('Stephen')
  }),
)

test(
  'the link of one of two returns is ended: its forms are refused and keep what was typed, and the other goes on',
  inRollback(async world => {
    const { cherry, beck, links } = await twoSchools(world)
    const browser = browserOf(world)
    await browser.enter(links.cherry, 'Ruth Ainsworth')
    const firstTab = await browser.get(`/return${RATINGS}`)
    const path = String((await browser.enter(links.beck, 'Ruth Ainsworth')).headers.location)
    const link = await row<{ id: Id<'invitation'> }>(world.db, 'select id from invitations where return_id = ? and revoked_at is null', [
      cherry.auditReturn.id,
    ])
    await revokeLink(world.db, program(cherry.partnership.id), { returnId: cherry.auditReturn.id, invitationId: link!.id, reason: 'left' })
    const refused = await browser.press(firstTab, '/return/sections/ratings', { 'a.lettings': 'met', 'c.lettings': 'Typed too late' })
    expect(refused.status).toBe(403)
    expect(await comment(cherry)).toBeUndefined()
    expect(await comment(beck)).toBeUndefined()
    expect((await browser.get(path)).status).toBe(200)
    expect(pageText(await browser.get('/return/mine'))).not.toContain('Cherry Bank')
  }),
)

test(
  'leaving ends all that is open in the browser',
  inRollback(async world => {
    const { links } = await twoSchools(world)
    const browser = browserOf(world)
    await browser.enter(links.cherry, 'Ruth Ainsworth')
    const path = String((await browser.enter(links.beck, 'Ruth Ainsworth')).headers.location)
    const left = await browser.press(await browser.get(path), `${path}/leave`)
    expect(pageText(left)).toContain('You have also left the other returns that were open in this browser.')
    for (const address of ['/return', path, '/return/mine']) expect((await browser.get(address)).status).toBe(403)
  }),
)
