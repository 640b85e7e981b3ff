import { randomBytes } from 'node:crypto'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, startMark } from './processes.ts'

/** Notes in the users folder that this process uses the database. Hands back the note, to be removed on leaving. Call under the lock. */
export async function enter(folder: string): Promise<string> {
  const note = join(folder, `${process.pid}.${startMark(process.pid) ?? 'unknown'}.${randomBytes(4).toString('hex')}`)
  await writeFile(note, '')
  return note
}

/** Takes the note away and says how many other uses there are, by this or any other living process; notes of the dead are swept. Call under the lock. */
export async function leave(folder: string, note: string): Promise<number> {
  await rm(note, { force: true })
  let others = 0
  for (const name of await readdir(folder)) {
    if (isUser(name)) others++
    else await rm(join(folder, name), { force: true })
  }
  return others
}

function isUser(name: string): boolean {
  const [pid = '', mark] = name.split('.')
  if (!/^\d+$/.test(pid) || !isAlive(Number(pid))) return false
  const now = startMark(Number(pid))
  return now === undefined || mark === 'unknown' || now === mark
}
