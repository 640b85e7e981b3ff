import type { ErrorRequestHandler, Request, Response } from 'express'
import { events } from './events.ts'
import { identityFor, type Permission } from './features/accounts/index.ts'
import type { Deps } from './platform/deps.ts'
import { earlier, type Actor } from './features/history/index.ts'
import { idIn } from './platform/forms/fields.ts'
import { loggable } from './platform/loggable.ts'
import { isOutage } from './platform/outage.ts'
import { problemOf, sendProblem } from './platform/http/problem.ts'
import { formTooLarge, Refusal, REFUSAL_STATUS } from './platform/http/refusal.ts'
import { renderPage } from './platform/http/renderPage.ts'
import type { Route } from './platform/http/routes.ts'
import { answersOnly, typedByStaff, typedTexts, type FormReaders } from './platform/http/typedTexts.ts'

/** Says what went wrong in the form in which the route answers: a page to people, a problem to machines. */
export function errorAnswers(deps: Deps, readers: FormReaders): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error)
      return
    }
    const refusal = asRefusal(error)
    if (!refusal) deps.log.error({ err: loggable(error), method: req.method, route: routeOf(res) }, 'a request failed')
    const isDown = !refusal && isOutage(error)
    const route = res.locals.route as Route | undefined
    if (isDown) res.set('Retry-After', '60')
    if (route?.answers === 'json' || route?.answers === 'callback') {
      sendProblem(res, refusal ? problemOf(refusal) : isDown ? DOWN : FAILED)
      return
    }
    res.status(refusal ? REFUSAL_STATUS[refusal.kind] : isDown ? 503 : 500)
    const layout = (res.locals.layout as 'staff' | 'respondent' | undefined) ?? 'page'
    // What is turned down before it came to one of our pages, or comes from another site, was no form of ours: it is not read.
    const shown = route && mayShow(route.needs as Permission)
    const typed = shown === undefined || res.locals.isOurs !== true ? [] : await typedTexts(req, res, readers, shown)
    const kept = refusal && UNKNOWN_SENDER.has(refusal.code) && req.method === 'POST' ? await route?.keeps?.(deps, req, res) : null
    const words = { ...(refusal ? wordsOf(refusal) : isDown ? outageWords(req, res) : APOLOGY), ...kept }
    const last = refusal && req.method === 'POST' ? await lastChange(deps, refusal, res) : []
    const isLost = !kept && refusal && req.method === 'POST' && !('actor' in res.locals) && shown === answersOnly
    const lost = isLost && typed.length === 0 ? ['Nothing in the form that you just sent was saved.'] : []
    const paragraphs = [...words.paragraphs, ...lost, ...last]
    const links = words.links.length > 0 || refusal?.kind !== 'conflict' ? words.links : waysBack(res)
    renderPage(res, 'errors/error', {
      layout,
      ...words,
      paragraphs,
      links,
      typed: kept ? [] : typed,
      typedWords: shown === answersOnly ? TEXTS_ALONE : TYPED,
    })
  }
}

/** Why a form is turned back whose sender is not known any more. */
const UNKNOWN_SENDER = new Set(['no_session', 'stale_form'])

/** To staff who were not the first: what was done last to what the page is about, by whom and when. */
async function lastChange({ db }: Deps, { kind }: Refusal, { locals }: Response): Promise<string[]> {
  const actor = locals.actor as Actor | null | undefined
  if (actor?.kind !== 'staff' || (kind !== 'conflict' && kind !== 'not_found')) return []
  return earlier.lastChange(db, events, actor, { ...whereOf(locals), gone: kind === 'not_found' })
}

/** Where staff go on from who were not the first: to what the page is about. */
function waysBack({ locals }: Response): { text: string; href: string }[] {
  if ((locals.actor as Actor | null | undefined)?.kind !== 'staff') return []
  const { returnId, roundId, establishmentId } = whereOf(locals)
  if (returnId !== undefined) return [{ text: 'Go to the return', href: `/returns/${returnId}` }]
  if (roundId !== undefined) return [{ text: 'Go to the round', href: `/rounds/${roundId}` }]
  if (establishmentId !== undefined) return [{ text: 'Go to the establishment', href: `/register/establishments/${establishmentId}` }]
  return []
}

/** What the page of a route is about, by its address. */
const whereOf = ({ route, params = {} }: { route?: Route; params?: Record<string, string> }) => ({
  returnId: idIn<'return'>(params.returnId),
  roundId: idIn<'round'>(params.roundId),
  establishmentId: idIn<'establishment'>(params.establishmentId),
  inRegister: route?.path.startsWith('/register/') === true,
})

/** The pattern of the route that a response belongs to, for the log: `/audit/:token`, whoever’s token it was. */
export const routeOf = (res: object): string => (res as { locals?: { route?: Route } }).locals?.route?.path ?? 'none'

/** Passwords and codes are typed on pages for everybody and for one's own account: of those, and of what schools send, answers alone are shown. */
const mayShow = (needs: Permission) => (needs !== 'self' && identityFor(needs) === 'staff' ? typedByStaff : answersOnly)

const TYPED = { heading: 'What you typed', line: 'It was not saved. Copy it from here before you leave this page.' }
/** Of a form with answers: what was chosen is sent as codes, and numbers without their questions say nothing. */
const TEXTS_ALONE = {
  heading: 'The texts in your form',
  line: 'Nothing in the form was saved. Copy the texts from here before you leave this page. What you chose, and numbers and dates, are not shown: enter them again.',
}

const wordsOf = (refusal: Refusal) => ({ title: refusal.message, paragraphs: refusal.paragraphs, links: refusal.links })

/** An outage is neither the link's nor the password's fault. What was sent is lost for certain only when it had not come to its page. */
function outageWords({ method }: Request, { locals }: Response) {
  const sent =
    'actor' in locals
      ? 'We do not know whether what you just sent was saved. When the service works again, look before you send it again.'
      : 'What you just sent was not saved.'
  return {
    title: 'Sorry, the service is not available',
    paragraphs: [
      'The fault is ours. Your link, your account and everything you saved before are safe.',
      ...(method === 'GET' ? [] : [sent]),
      'Try again in a few minutes.',
    ],
    links: [],
  }
}

const DOWN = {
  type: 'urn:safeguarding-audit:problem:not_available',
  title: 'Sorry, the service is not available',
  status: 503,
  detail: 'The fault is ours. Try again in a few minutes, and look first whether what was sent was saved.',
}

const APOLOGY = {
  title: 'Sorry, there is a problem with this page',
  paragraphs: ['What you saved before is safe. What you just sent was not saved: go back, and try again in a minute.'],
  links: [],
}

const FAILED = {
  type: 'urn:safeguarding-audit:problem:failed',
  title: 'Sorry, something went wrong',
  status: 500,
  detail: 'What was sent was not saved. Try again in a minute.',
}

/** Errors of what reads addresses and bodies that are the sender's doing: they carry the status that they are to be answered with. */
function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  const status = (error as { status?: unknown }).status
  if (status === 413) return formTooLarge()
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Refusal('bad_request', 'broken_request', 'The request could not be read', ['Go back and try again.'])
  return undefined
}
