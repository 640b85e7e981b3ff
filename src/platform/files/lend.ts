import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

/**
 * Lays a copy of what is stored where the looker may read, for as long as the work with it lasts: it may not read the store, in
 * which everybody's files are.
 *
 * @param temporary the folder that the looker reads
 */
export async function lend<Outcome>(temporary: string, body: Readable, work: (file: string) => Promise<Outcome>): Promise<Outcome> {
  const place = path.join(temporary, `lent-${randomBytes(16).toString('hex')}`)
  try {
    await writeFile(place, body, { flag: 'wx', mode: 0o600 })
    return await work(place)
  } finally {
    await rm(place, { force: true })
  }
}
