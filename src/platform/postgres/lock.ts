import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'

const SQLITE_BUSY = 5

/**
 * Does the work while no other process does work under the same lock file. The lock is the operating system's own (taken through SQLite, which
 * knows how on every platform), so it ends with its holder, however that ended: there is no stale lock to judge.
 */
export async function underLock<T>(file: string, work: () => Promise<T>, onWait: () => void = () => undefined): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    const since = Date.now()
    let told = false
    while (!take(lock)) {
      await sleep(25 + Math.random() * 25)
      if (told || Date.now() - since < 5_000) continue
      onWait()
      told = true
    }
    return await work()
  } finally {
    lock.close()
  }
}

function take(lock: DatabaseSync): boolean {
  try {
    // In memory: nothing is ever written under the lock, and no journal file shall say otherwise, least of all on a full disk.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false
    throw error
  }
}
