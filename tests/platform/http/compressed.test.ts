import { expect, test } from '@jest/globals'
import { csrfToken } from '../../../src/platform/http/csrf.ts'
import { inRollback, type TestWorld } from '../../support/app.ts'

/** A member of staff's list of rounds, and the token in its forms. */
async function roundsPage({ make, staff }: TestWorld, encoding: string) {
  const partnership = await make.partnership()
  const browser = await staff((await make.account({ partnership_id: partnership.id, role: 'coordinator' })).id)
  const response = await browser.get('/rounds').set('Accept-Encoding', encoding)
  return { browser, response, token: /name="_csrf" value="([^"]+)"/.exec(response.text)?.[1] ?? '' }
}

test(
  'a page is sent compressed to a browser that asks for it, and as it is to any other',
  inRollback(async world => {
    const { response: compressed } = await roundsPage(world, 'gzip')
    expect(compressed.headers['content-encoding']).toBe('gzip')
    expect(compressed.headers['vary']).toContain('Accept-Encoding')
    expect(compressed.text).toContain('</html>')
    const { response: plain } = await roundsPage(world, 'identity')
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.text).toContain('</html>')
  }),
)

test(
  'the token of a session looks different on every page, and each is good',
  inRollback(async world => {
    const { browser, token } = await roundsPage(world, 'gzip')
    const again = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/rounds')).text)?.[1] ?? ''
    expect(token).toHaveLength(86)
    expect(again).not.toBe(token)
    for (const one of [token, again]) expect((await browser.post('/rounds/new', { _csrf: one })).status).toBe(422)
  }),
)

test(
  'a token of another session, a cut one and none are refused',
  inRollback(async world => {
    const { browser, token } = await roundsPage(world, 'gzip')
    for (const forged of [csrfToken(world.deps.secret, 'another'), token.slice(0, 43), token.slice(0, -2), `${token}A`, 'A'.repeat(86), ''])
      expect((await browser.post('/rounds/new', { _csrf: forged })).status).toBe(403)
  }),
)
