import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { idIn } from '../forms/fields.ts'
import type { Id } from '../id.ts'
import { Refusal } from './refusal.ts'
import { CSRF_FIELD } from './renderPage.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

// Turning the secret into a key takes longer than the rest of a token, and every page has one.
const keys = new WeakMap<Buffer, KeyObject>()
function keyOf(secret: Buffer): KeyObject {
  const known = keys.get(secret) ?? createSecretKey(secret)
  keys.set(secret, known)
  return known
}

/**
 * Turns away a form that another site posts, before any of its body is read: a browser says where a request comes
 * from in Sec-Fetch-Site or Origin. A caller that says neither is no browser and has no business posting forms.
 */
export function sameOrigin(baseUrl: string): RequestHandler {
  const expected = new URL(baseUrl).host
  return (req, _res, next) => {
    if (SAFE.has(req.method) || comesFromUs(req, expected)) next()
    else next(foreign())
  }
}

function comesFromUs(req: Request, expected: string): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = req.get('origin')
  const host = origin === undefined ? undefined : URL.parse(origin)?.host
  return host !== undefined && (host === expected || host === req.get('host'))
}

const LENGTH = 32

/** A person by whom several may be in one session: their forms are theirs alone. */
type Whose = Id<'contributor'> | undefined

/**
 * A token for the forms of a session: derived from the session's id, so nothing is stored and none can be guessed. It
 * looks different on every page, behind a mask that it brings along: pages are compressed, and the length of a
 * compressed page would otherwise tell a listener, letter by letter, what stands in it every time (the BREACH attack).
 *
 * @param whose the contributor for whom the form is drawn: the token says so, and holds for them alone (decision 0064)
 */
export function csrfToken(secret: Buffer, sessionId: string, whose?: Whose): string {
  const token = randomBytes(2 * LENGTH)
  const bytes = tokenOf(secret, sessionId, whose)
  for (let at = 0; at < LENGTH; at += 1) token[LENGTH + at] = (bytes[at] ?? 0) ^ (token[at] ?? 0)
  return token.toString('base64url') + (whose === undefined ? '' : `.${whose}`)
}

/** The session by whose id the tokens of this one are made. */
export const formsOf = ({ session, sessionID }: Request): string => session.formsOf ?? sessionID

const tokenOf = (secret: Buffer, sessionId: string, whose: Whose): Buffer =>
  createHmac('sha256', keyOf(secret))
    .update(`csrf:${sessionId}${whose === undefined ? '' : `:${whose}`}`)
    .digest()

const masked = (bytes: Buffer, mask: Buffer): Buffer => Buffer.from(bytes.map((byte, at) => byte ^ (mask[at] ?? 0)))

/** @throws Refusal when the posted token is not the session's, and that person's; call it once the body is read */
export function checkCsrf(secret: Buffer, req: Request, whose?: Whose): void {
  const [posted = '', named] = postedToken(req).split('.')
  const given = Buffer.from(posted, 'base64url')
  if (given.length !== 2 * LENGTH || named !== (whose === undefined ? undefined : String(whose))) throw stale()
  const token = masked(given.subarray(LENGTH), given.subarray(0, LENGTH))
  if (!timingSafeEqual(token, tokenOf(secret, formsOf(req), whose))) throw stale()
}

/** For whom the form was drawn that was posted, as it says itself: `checkCsrf` holds it against the token. */
export const whoseForm = (req: Request): Whose => idIn<'contributor'>(postedToken(req).split('.')[1])

/** A form's field; a script brings the token of its page in a header. */
function postedToken(req: Request): string {
  const posted = req.get('x-csrf-token') ?? (req.body as Record<string, unknown> | undefined)?.[CSRF_FIELD]
  return typeof posted === 'string' ? posted.slice(0, LONGEST_TOKEN) : ''
}
const LONGEST_TOKEN = 200

const foreign = () =>
  new Refusal('forbidden', 'foreign_form', 'This form was not sent from our pages', ['Open the page again and send the form from there.'])

const stale = () =>
  new Refusal('forbidden', 'stale_form', 'This page was opened too long ago, or in another session', [
    'Nothing was saved. Go back and copy what you typed. Then open the page again, check that it is the right one, and paste it in.',
  ])
