import { setTimeout as sleep } from 'node:timers/promises'
import { addressOf } from './address.ts'
import { ask } from './contact.ts'
import type { Home } from './home.ts'
import { capLog } from './server.ts'
import { recordedServer } from './takeover.ts'

const PAUSE = { shortest: 500, longest: 30_000 }

/**
 * Looks twice a second whether the server lives, and has it brought back when it does not; after a failure it waits longer and longer before the
 * next attempt. Keeps no program from ending.
 */
export function watchOver(home: Home, bringBack: () => Promise<void>, log: (line: string) => void): { end: () => Promise<void> } {
  const ending = new AbortController()
  const watching = (async () => {
    for (let pause = PAUSE.shortest; await undisturbed(pause, ending.signal);) {
      try {
        await lookAfter(home, bringBack, log)
        pause = PAUSE.shortest
      } catch (error) {
        log((error as Error).message)
        pause = Math.min(pause * 2, PAUSE.longest)
      }
    }
  })()
  return {
    end: async () => {
      ending.abort()
      await watching
    },
  }
}

async function lookAfter(home: Home, bringBack: () => Promise<void>, log: (line: string) => void): Promise<void> {
  if (recordedServer(home) !== undefined || (await ask(home)) !== 'silent') {
    capLog(home)
    // A long name is reached by a link in a temporary folder, which a tidy machine may have swept.
    await addressOf(home, 'program')
    return
  }
  log('The database server has ended: starting it again')
  await bringBack()
}

async function undisturbed(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal, ref: false })
    return true
  } catch {
    return false
  }
}
