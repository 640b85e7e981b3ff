import { randomBytes } from 'node:crypto'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, type Response } from 'express'
import type { Store } from 'express-session'
import helmet from 'helmet'
import { pinoHttp } from 'pino-http'
import { allows, isSignedIn, isStaffPermission, loadStaff, SIGNED_IN_HOURS, type Permission } from './features/accounts/index.ts'
import type { Actor } from './features/history/index.ts'
import { loadContributor } from './features/invitations/index.ts'
import { dressShell, type Known } from './shell.ts'
import { serveAssets } from './platform/http/assets.ts'
import { cleanForm, parseQuery } from './platform/http/cleanInput.ts'
import { checkCsrf, sameOrigin } from './platform/http/csrf.ts'
import { FORM_BYTES, formTooLarge, Refusal, REFUSAL_STATUS, notFound } from './platform/http/refusal.ts'
import { renderPage } from './platform/http/renderPage.ts'
import type { Page, Route } from './platform/http/routes.ts'
import { prolongSession, sessions } from './platform/http/session.ts'
import { answersOnly, typedByStaff, typedTexts, type FormReaders } from './platform/http/typedTexts.ts'
import { takeUpload } from './platform/http/uploads.ts'
import type { Deps } from './platform/deps.ts'
import { routes } from './routes.ts'

/** Whether the program may be sent work. Turned off before it stops. */
export type Readiness = { ready: boolean }

/**
 * The web application: middleware, then every feature's routes, then what happens when something goes wrong.
 *
 * @param sessionStore where sessions live; tests bring their own
 */
export function createApp(deps: Deps, sessionStore: Store, temporary: string, readiness: Readiness = { ready: true }): Express {
  const app = express()
  app.disable('x-powered-by')
  // Nothing but the assets may be kept by a browser, so nobody would ever send one back.
  app.disable('etag')
  app.set('trust proxy', deps.config.TRUST_PROXY)
  app.set('query parser', parseQuery)

  app.get('/healthz', (_req, res) => void res.type('text').send('ok'))
  app.get(
    '/readyz',
    (_req, res) =>
      void res
        .status(readiness.ready ? 200 : 503)
        .type('text')
        .send(readiness.ready ? 'ready' : 'stopping'),
  )
  app.use(requestLog(deps))
  app.use('/assets', serveAssets)
  app.use(compressPages)
  app.use(securityHeaders(deps.config.SECURE_COOKIES))
  app.use(sameOrigin(deps.baseUrl))
  app.use(sessions(deps.config, deps.secret, sessionStore), prolongSession)
  const urlencoded = express.urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: 5000 })

  for (const name of idParams())
    app.param(name, (_req, _res, next, value: string) => next(/^[1-9]\d{0,14}$/.test(value) ? undefined : 'route'))
  for (const route of routes) {
    const reader = route.upload ? takeUpload(route.upload, temporary, deps.config.UPLOAD_LIMIT_MB) : urlencoded
    const body = route.method === 'get' ? [] : [reader, cleanForm]
    app[route.method](route.path, admit(deps, route), ...body, answer(deps, route))
  }

  app.use((_req, _res, next) => next(notFound()))
  const multipart = takeUpload({ field: 'none', files: 0, each: true }, temporary, 0)
  app.use(errorPages(deps, { urlencoded, multipart }))
  return app
}

/** The parts of paths that are ids (`:roundId`, `:id`): a route does not answer to an address with anything else in their place. */
const idParams = (): Set<string> =>
  new Set(routes.flatMap(({ path }) => [...path.matchAll(/:((?:\w+I|i)d)\b/g)].map(match => match[1] ?? '')))

/** Lets a request through to a route when the person holds the permission that the route names. */
function admit(deps: Deps, route: Route): RequestHandler {
  const needs = route.needs as Permission
  return async (req, res, next) => {
    res.locals.needs = needs
    const known = await whoAsks(deps, needs, req)
    const actor = known?.actor ?? null
    if (!allows(actor, needs)) {
      turnAway(actor, needs, req, res)
      return
    }
    res.locals.actor = actor
    dressShell(req, res, known, deps.secret)
    next()
  }
}

/**
 * Each permission says which of a browser's two possible identities counts: staff and contributor can be signed in side by side.
 * A session forgets an identity that was ended, so that its browser is a visitor's again.
 */
async function whoAsks(deps: Deps, needs: Permission, req: Request): Promise<Known | null> {
  const { staff, contributor } = req.session
  if (needs === 'return.complete') {
    const known = contributor && (await loadContributor(deps.db, contributor.contributorId))
    if (contributor && !known) delete req.session.contributor
    return known ?? null
  }
  const known = staff && isSignedIn(staff, deps.now()) ? await loadStaff(deps.db, staff.accountId, staff.epoch) : undefined
  if (staff && !known) delete req.session.staff
  return known ?? null
}

function turnAway(actor: Actor | null, needs: Permission, req: Request, res: Response): void {
  if (actor !== null) throw notAllowed()
  if (!isStaffPermission(needs)) throw sessionEnded()
  if (req.method === 'POST') throw signedOut(signInTo(pageOfForm(req)))
  res.redirect(303, signInTo(req.originalUrl))
}

/** The page on which somebody filled in the form that they send; the page of signing in goes only where it may. */
const pageOfForm = (req: Request): string => {
  const page = URL.parse(req.get('referer') ?? '')
  return page ? `${page.pathname}${page.search}` : '/'
}

const signInTo = (next: string): string => `/sign-in?next=${encodeURIComponent(next)}`

/** Runs the page of a route: for a form, only with the token of the session that was given the form. */
function answer(deps: Deps, route: Route): RequestHandler {
  const page = route.page as Page<Actor | null>
  return async (req, res) => {
    const actor = res.locals.actor as Actor | null
    if (route.method === 'post' && actor !== null) checkCsrf(deps.secret, req)
    await page({ ...deps, actor }, req, res)
  }
}

const sessionEnded = () =>
  new Refusal(
    'forbidden',
    'no_session',
    'Open your audit link again',
    [
      'To see a return, open the link in the email that your partnership sent you and say who you are.',
      'Everything that was saved is still there.',
    ],
    [{ text: 'I do not have a link', href: '/audit/lost-link' }],
  )

const signedOut = (signIn: string) =>
  new Refusal(
    'forbidden',
    'signed_out',
    'You are no longer signed in',
    [`You stay signed in for ${SIGNED_IN_HOURS} hours, unless you or an administrator end it before. What you just sent changed nothing.`],
    [{ text: 'Sign in and go back to the form', href: signIn }],
  )

const notAllowed = () =>
  new Refusal('forbidden', 'not_allowed', 'Your account cannot do this', ['Ask an administrator of your partnership if you need to.'])

/** Pages are a fifth as long compressed. Files are sent as they are: most are compressed already, and each is its sender's. */
const compressPages: RequestHandler = compression({
  filter: (_req, res) => String(res.getHeader('Content-Type')).startsWith('text/html'),
})

/** A policy without any exception: nothing runs or is drawn that this program did not send. */
function securityHeaders(secure: boolean): RequestHandler[] {
  const nonce: RequestHandler = (_req, res, next) => {
    res.locals.cspNonce = randomBytes(16).toString('base64')
    next()
  }
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", (_req, res) => `'nonce-${String((res as Response).locals.cspNonce)}'`],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  const uncached: RequestHandler = (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  }
  return [nonce, protect as RequestHandler, uncached]
}

/** One line per request, without links, cookies or anything typed. */
function requestLog(deps: Deps): RequestHandler {
  return pinoHttp({
    logger: deps.log,
    autoLogging: { ignore: req => req.url?.startsWith('/assets/') ?? false },
    serializers: {
      req: (req: { method: string; url: string }) => ({ method: req.method, url: withoutSecrets(req.url) }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  })
}

/** A path with its link tokens and its query taken out. */
const withoutSecrets = (url: string): string => url.replace(/\?.*$/, '').replace(/[A-Za-z0-9_-]{30,}/g, '[secret]')

function errorPages(deps: Deps, readers: FormReaders): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error)
      return
    }
    const refusal = asRefusal(error)
    if (!refusal) deps.log.error({ err: error, method: req.method, url: withoutSecrets(req.originalUrl) }, 'a request failed')
    res.status(refusal ? REFUSAL_STATUS[refusal.kind] : 500)
    const layout = (res.locals.layout as 'staff' | 'respondent' | undefined) ?? 'page'
    const needs = res.locals.needs as Permission | undefined
    // What is turned down before it came to any of our pages was no form of ours: it is not read.
    const typed = refusal && needs === undefined ? [] : await typedTexts(req, res, readers, mayShow(needs))
    renderPage(res, 'errors/error', { layout, ...(refusal ? wordsOf(refusal) : APOLOGY), typed })
  }
}

/** Passwords and codes are typed on pages for everybody and for one's own account: of those, and of what schools send, answers alone are shown. */
const mayShow = (needs: Permission | undefined) =>
  needs !== undefined && needs !== 'self' && isStaffPermission(needs) ? typedByStaff : answersOnly

const wordsOf = (refusal: Refusal) => ({ title: refusal.message, paragraphs: refusal.paragraphs, links: refusal.links })

const APOLOGY = {
  title: 'Sorry, there is a problem with this page',
  paragraphs: ['What you saved before is safe. What you just sent was not saved: go back, and try again in a minute.'],
  links: [],
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
