import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'
import { changed } from '../db.ts'
import type { Deps } from '../deps.ts'
import { within } from '../outage.ts'

/** Whether the program may be sent work. Turned off before it stops. */
export type Readiness = { ready: boolean }

/** A proxy that hears nothing for longer takes us for dead. */
const DEADLINE = 3_000
/** Proxies may ask ten times a second: one look serves all of them. */
const KEPT = 1_000

/**
 * Answers `/readyz`: ready while the program is not stopping and what it needs can be written to. What is wrong is named, in a word or
 * two, and stands in the log once.
 */
export function readyz(deps: Deps, temporary: string, readiness: Readiness): RequestHandler {
  let last: { at: number; found: Promise<string[]> } | undefined
  let said = ''
  const look = () => {
    const at = performance.now()
    if (last === undefined || at - last.at > KEPT) last = { at, found: whatFails(deps, temporary) }
    return last.found
  }
  return async (_req, res) => {
    const faults = readiness.ready ? await look() : ['stopping']
    const now = faults.join(', ')
    if (now !== said && readiness.ready) deps.log[now === '' ? 'info' : 'error']({ faults }, now === '' ? 'ready again' : 'not ready')
    said = now
    res
      .status(now === '' ? 200 : 503)
      .type('text')
      .send(now === '' ? 'ready' : now)
  }
}

/** Every place that an answer or a file is written to. */
async function whatFails(deps: Deps, temporary: string): Promise<string[]> {
  const places: [string, () => Promise<unknown>][] = [
    ['the database cannot be written to', () => writeRow(deps)],
    ['the folder of uploads cannot be written to', () => writeFile(deps.config.UPLOADS_DIR)],
    ['the data folder cannot be written to', () => writeFile(temporary)],
  ]
  const results = await Promise.allSettled(places.map(([what, write]) => within(DEADLINE, what, write())))
  return places.filter((_, at) => results[at]?.status === 'rejected').map(([what]) => what)
}

/** Reading works on a full disk and on a server that only follows another: neither keeps an answer. */
const writeRow = ({ db }: Deps): Promise<number> =>
  changed(
    db,
    `insert into rate_limits (key, points, expire) values ('readyz', 0, extract(epoch from now()) * 1000)
     on conflict (key) do update set expire = excluded.expire`,
  )

/** As much as a disk gives out at once: a folder may be made, and an empty file written, on one that is full. */
const BYTES = randomBytes(4096)
/** Processes may share a folder, and in containers a process number as well. */
const NAME = `.ready-${randomBytes(8).toString('hex')}`

async function writeFile(folder: string): Promise<void> {
  const file = path.join(path.resolve(folder), NAME)
  try {
    const handle = await open(file, 'w', 0o600)
    try {
      await handle.writeFile(BYTES)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } finally {
    await rm(file, { force: true })
  }
}
