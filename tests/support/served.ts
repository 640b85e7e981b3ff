import { createServer, type Server } from 'node:http'
import path from 'node:path'
import type { Express } from 'express'
import session from 'express-session'
import { createApp } from '../../src/app.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Route } from '../../src/platform/http/routes.ts'
import { routes } from '../../src/routes.ts'
import { listening } from './listening.ts'

/** The program as a world has it: its pages, the server in front of them, and where its sessions live. */
export type Served = { app: Express; server: Server; store: session.MemoryStore }
type Lent = Served & { serve: (deps: Deps) => void }

/** A program of a world's own. Nothing listens on its server, unless `listening` is asked to. */
export function served(deps: Deps, more: readonly Route[] = []): Served {
  const store = new session.MemoryStore()
  const app = createApp(deps, store, path.join(process.env.SA_TEST_FOLDER ?? '', 'incoming'), { routes: [...routes, ...more] })
  return { app, server: createServer(app), store }
}

/** The programs that no test uses at the moment, by their settings: 300 routes take longer to set up than most tests. */
const spare = new Map<string, Lent[]>()

/** Lends a program with these settings, which is made where none is spare; it works with what it is given here until it is given back. */
export async function lend(settings: object, deps: Deps): Promise<{ lent: Served; giveBack: () => void }> {
  const key = JSON.stringify(settings)
  const lent = spare.get(key)?.pop() ?? (await made(deps))
  lent.serve(deps)
  return {
    lent,
    giveBack() {
      lent.store.clear()
      spare.set(key, [...(spare.get(key) ?? []), lent])
    },
  }
}

async function made(first: Deps): Promise<Lent> {
  let current = first
  const names = Object.keys(first) as (keyof Deps)[]
  const deps = Object.defineProperties({}, Object.fromEntries(names.map(name => [name, { enumerable: true, get: () => current[name] }])))
  const own = served(deps as Deps)
  await listening(own.server)
  return { ...own, serve: given => void (current = given) }
}
