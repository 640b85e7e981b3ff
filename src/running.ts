import type { Logger } from 'pino'
import { CannotStart } from './platform/cannotStart.ts'
import type { InFlight } from './platform/process/inFlight.ts'
import { supervision } from './platform/process/supervised.ts'

/** Opens what a process needs, and names for each thing how to close it as soon as it is open. */
type Begin = (onStop: (close: () => Promise<unknown>) => void, process: Process) => Promise<Running>

/** Where the process notes what it works on, and the sign that it is to stop without waiting for anybody. */
type Process = { inFlight: InFlight; hurry: AbortSignal }

/** The log of a process that runs, and what it says to whoever starts it by hand. */
export type Running = { log: Logger; greeting?: () => Promise<string[]> }

/**
 * Runs a long-lived process until it is told to stop (Ctrl-C, SIGTERM, or by the process that watches it), then lets go of what it opened, the last
 * first. Told so while it is still starting, it finishes the start and then stops: nothing is left running behind it.
 */
export async function runUntilStopped(begin: Begin): Promise<void> {
  const closers: (() => Promise<unknown>)[] = []
  let asked = false
  let started = false
  const stop = async (code: number) => {
    for (const close of closers.reverse()) await close()
    process.exit(code)
  }
  const hurry = new AbortController()
  const ask = (isUrgent: boolean) => {
    if (isUrgent) hurry.abort()
    if (!asked && started) void stop(0)
    asked = true
  }
  // Ctrl-C is somebody who watches; SIGTERM is a service manager, which may have put a proxy in front.
  process.on('SIGINT', () => ask(true)).on('SIGTERM', () => ask(false))
  const { why, inFlight, report } = supervision(ask)
  try {
    const { log, greeting } = await begin(close => closers.push(close), { inFlight, hurry: hurry.signal })
    started = true
    report()
    if (asked) await stop(0)
    // Whoever reads the log of a service needs no new links to sign in with.
    if (why !== undefined) log.warn(`serves again: ${why}`)
    else for (const line of (await greeting?.()) ?? []) console.log(line)
  } catch (error) {
    console.error(error instanceof CannotStart ? error.message : error)
    await stop(1)
  }
}
