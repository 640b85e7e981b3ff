import type { IncomingMessage, ServerResponse } from 'node:http'
import express, { type Express, type RequestHandler } from 'express'
import type { Store } from 'express-session'
import helmet from 'helmet'
import { doors, formReaders, handlersOf } from './doors.ts'
import { errorAnswers, routeOf } from './errors.ts'
import type { Deps } from './platform/deps.ts'
import { idIn } from './platform/forms/fields.ts'
import { LONGEST } from './platform/forms/lengths.ts'
import { serveAssets } from './platform/http/assets.ts'
import { parseQuery } from './platform/http/cleanInput.ts'
import { notFound } from './platform/http/refusal.ts'
import type { Route } from './platform/http/routes.ts'
import { notNoted, type InFlight } from './platform/process/inFlight.ts'
import { takePersonFromPath } from './platform/http/personInPath.ts'
import { readyz, type Readiness } from './platform/http/ready.ts'
import { routes as everyRoute } from './routes.ts'

/** How the process stands: whether it may be sent work, and where it notes what it works on; tests add routes of their own. */
export type Process = { readiness?: Readiness; inFlight?: InFlight; routes?: readonly Route[] }

/**
 * The web application: middleware, then every feature's routes, then what happens when something goes wrong.
 *
 * @param sessionStore where sessions live; tests bring their own
 */
export function createApp(
  deps: Deps,
  sessionStore: Store,
  temporary: string,
  { readiness = { ready: true }, inFlight = notNoted, routes = everyRoute }: Process = {},
): Express {
  const app = express()
  app.disable('x-powered-by')
  // Nothing but the assets may be kept by a browser, so nobody would ever send one back.
  app.disable('etag')
  app.set('trust proxy', deps.config.TRUST_PROXY)
  app.set('query parser', parseQuery)

  app.use(lastOnItsConnection(readiness))
  app.get('/healthz', (_req, res) => void res.type('text').send('ok'))
  app.get('/readyz', readyz(deps, temporary, readiness))
  app.use('/assets', serveAssets)
  app.use(takePersonFromPath)
  app.use(requestLog(deps))
  if (deps.config.TRUST_PROXY === 0) app.use(warnOfProxy(deps))
  app.use(securityHeaders(deps.config.SECURE_COOKIES))

  for (const name of pathParts(routes)) app.param(name, (_req, _res, next, value: string) => next(mayBe(name, value) ? undefined : 'route'))
  const readers = formReaders(temporary)
  const door = doors(deps, sessionStore, temporary, readers)
  for (const route of routes) app[route.method](route.path, noted(inFlight, route), ...handlersOf(deps, route, door[route.answers]))

  app.use((_req, _res, next) => next(notFound()))
  app.use(errorAnswers(deps, readers))
  return app
}

/** The parts of paths that differ from one address to another (`:roundId`, `:section`). */
const pathParts = (routes: readonly Route[]): Set<string> =>
  new Set(routes.flatMap(({ path }) => [...path.matchAll(/:(\w+)/g)].map(match => match[1] ?? '')))

/** A route does not answer to an address with anything else than an id in the place of one, or with more than a key is long. */
const mayBe = (name: string, value: string): boolean =>
  /^(?:\w+I|i)d$/.test(name) ? idIn(value) !== undefined : value.length <= LONGEST.key

/** Notes by its route, never by its address, that a request is being answered. */
function noted(inFlight: InFlight, { method, path }: Route): RequestHandler {
  const what = `${method.toUpperCase()} ${path}`
  return (_req, res, next) => {
    res.once('close', inFlight(what))
    next()
  }
}

/** A policy without any exception: nothing runs or is drawn that this program did not send. */
function securityHeaders(secure: boolean): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
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
  const headers = [...headersOf(protect), ['Cache-Control', 'no-store'] as const]
  return (_req, res, next) => {
    for (const [name, value] of headers) res.setHeader(name, value)
    next()
  }
}

/** What a middleware puts on every response, found out once: it is the same each time. */
function headersOf(middleware: (req: IncomingMessage, res: ServerResponse, next: () => void) => void): Map<string, string> {
  const seen = new Map<string, string>()
  const response = { setHeader: (name: string, value: string) => seen.set(name, value), removeHeader: () => undefined }
  middleware(undefined as never, response as never, () => undefined)
  return seen
}

/** Before the program stops, whoever holds a connection open is told with each answer to send nothing more by it. */
function lastOnItsConnection(readiness: Readiness): RequestHandler {
  return (_req, res, next) => {
    if (!readiness.ready) res.set('Connection', 'close')
    next()
  }
}

/** Behind a proxy that the settings do not know, all visitors are one to every limit. Said once. */
function warnOfProxy({ log }: Deps): RequestHandler {
  let isSaid = false
  return (req, _res, next) => {
    if (!isSaid && req.headers['x-forwarded-for'] !== undefined) {
      isSaid = true
      log.warn(
        'A request came through a proxy (X-Forwarded-For), but TRUST_PROXY is 0: all visitors count as one, and are soon slowed down together. Set TRUST_PROXY to the number of proxies in front.',
      )
    }
    next()
  }
}

/**
 * One line per request: the pattern of its route, how it ended and how long it took. Never an address, which may hold a link in whatever
 * pieces a mail program broke it into, and nothing that was typed.
 */
function requestLog({ log }: Deps): RequestHandler {
  return (req, res, next) => {
    const began = performance.now()
    res.once('close', () => {
      const { statusCode: status } = res
      const line = {
        req: { method: req.method },
        res: { status },
        responseTime: Math.round(performance.now() - began),
        route: routeOf(res),
      }
      log[status < 500 ? 'info' : 'error'](line, res.writableFinished ? 'request completed' : 'request aborted')
    })
    next()
  }
}
