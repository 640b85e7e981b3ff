import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startMark } from './processes.ts'

/** Notes in the users folder that this process uses the database. Hands back the note, to be removed on leaving. Call under the lock. */
export function enter(folder: string): string {
  const note = join(folder, `${process.pid}.${startMark(process.pid) ?? 'unknown'}.${randomBytes(4).toString('hex')}`)
  writeFileSync(note, '')
  return note
}

/** Takes the note away and says how many other uses there are, by this or any other living process; notes of the dead are swept. Call under the lock. */
export function leave(folder: string, note: string): number {
  rmSync(note, { force: true })
  let others = 0
  for (const name of readdirSync(folder)) {
    if (isUser(name)) others++
    else rmSync(join(folder, name), { force: true })
  }
  return others
}

function isUser(name: string): boolean {
  const [pid = '', mark] = name.split('.')
  if (!/^\d+$/.test(pid) || !isAlive(Number(pid))) return false
  const now = startMark(Number(pid))
  return now === undefined || mark === 'unknown' || now === mark
}
