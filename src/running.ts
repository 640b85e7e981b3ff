import { CannotStart } from './platform/cannotStart.ts'

/**
 * Runs a long-lived process until it is told to stop (Ctrl-C, SIGTERM), then lets go of what it opened, the last first.
 * Told so while it is still starting, it finishes the start and then stops: nothing is left running behind it.
 *
 * @param begin opens things, and names for each how to close it as soon as it is open
 */
export async function runUntilStopped(begin: (onStop: (close: () => Promise<unknown>) => void) => Promise<void>): Promise<void> {
  const closers: (() => Promise<unknown>)[] = []
  let asked = false
  let started = false
  const stop = async (code: number) => {
    for (const close of closers.reverse()) await close()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!asked && started) void stop(0)
      asked = true
    })
  }
  try {
    await begin(close => closers.push(close))
    started = true
    if (asked) await stop(0)
  } catch (error) {
    console.error(error instanceof CannotStart ? error.message : error)
    await stop(1)
  }
}
