import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SOCKET_PORT } from './address.ts'
import { waitForServer } from './contact.ts'
import type { Home } from './home.ts'
import { isAlive, processesServing, servesFolder, signal } from './processes.ts'
import { shutDown, type Installation } from './server.ts'

/**
 * Finds out what an earlier run left of its server. A living one is joined (true). Of a dead one the remains are cleared away, so
 * that a new one may start and recover what was committed. Call under the lock, where nobody starts or stops a server beside us.
 */
export async function takeOver(installation: Installation): Promise<boolean> {
  const { home, log } = installation
  const pid = recordedServer(home)
  const state = await waitForServer(home, () => pid !== undefined && isAlive(pid), log)
  // Whoever answers on the socket in the data folder serves it, also when its process is out of our sight, in another container.
  if (state === 'ready') return true
  if (state === 'stuck' && pid !== undefined) {
    log(`The database server (process ${pid}) lives but does not answer: ending it`)
    await shutDown(pid, installation)
  }
  await endOrphans(home, log)
  clearMarks(home)
  return false
}

/** The living server that the data folder names; not another process that has been given the number of a dead one. */
export function recordedServer(home: Home): number | undefined {
  const pid = pidIn(join(home.data, 'postmaster.pid'))
  if (pid === undefined || !isAlive(pid)) return undefined
  return servesFolder(pid, home.data, home.clusterName) ? pid : undefined
}

/**
 * A killed postmaster's children notice and leave, except those in the middle of work. While one is attached to the shared memory no server may
 * start. They are ended hard: the next start recovers from the log in any case.
 */
async function endOrphans(home: Home, log: (line: string) => void): Promise<void> {
  const signals = [undefined, undefined, 'SIGQUIT', undefined, undefined, 'SIGKILL'] as const
  for (let round = 0; ; round++) {
    const orphans = processesServing(home.data, home.clusterName)
    if (orphans.length === 0) return
    const force = round < signals.length ? signals[round] : round % 10 === 0 ? 'SIGKILL' : undefined
    if (force) {
      log(`Ending what an earlier run left of the database server (processes ${orphans.join(', ')})`)
      for (const pid of orphans) signal(pid, force)
    }
    await sleep(round < 2 ? 100 : 250)
  }
}

/** The server trusts a number in these files to be another server while some process has it: they go, now that none serves this folder. */
function clearMarks(home: Home): void {
  const files = ['postmaster.pid', ...(home.transport === 'socket' ? [`.s.PGSQL.${SOCKET_PORT}.lock`, `.s.PGSQL.${SOCKET_PORT}`] : [])]
  if (recordedServer(home) !== undefined) return
  for (const file of files) rmSync(join(home.data, file), { force: true })
}

function pidIn(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
