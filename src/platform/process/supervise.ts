import { fork, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEnd, SILENCE, type End } from './afterEnd.ts'
import { openNotes, type Notes } from './inFlight.ts'
import { heard, lookedAt, type Watch } from './silence.ts'
import type { Report } from './supervised.ts'

const LOOK_EVERY = 250

/**
 * V8 lets its heap grow to some four times what is in use before it collects what is not. While a workbook is written that was 80 MB of
 * 340 (1,000 returns), at the same speed.
 */
export const COLLECTS_SOONER = ['--heap-growing-percent=30']

/**
 * Runs a program of ours as a child, and keeps it running: one whose loop stands still is ended and started anew, also one that died. It is told to stop when
 * we are; our output is its own, and we end as it ended. We load nothing, so that what stops the child does not stop us.
 *
 * @param script the program, which calls `runUntilStopped`
 */
export async function supervise(script: string): Promise<void> {
  const notes = openNotes()
  const stopping = new AbortController()
  let child: ChildProcess | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopping.abort()
      if (child?.connected) child.send(signal === 'SIGINT' ? 'stop now' : 'stop')
    })
  }
  let why: string | undefined
  let failedStarts = 0
  for (let starts = 1; ; starts++) {
    child = fork(script, why === undefined ? [] : [why], {
      execArgv: [...process.execArgv, ...COLLECTS_SOONER],
      stdio: ['inherit', 'inherit', 'inherit', 'ipc', notes.file],
    })
    // Ended while it was stopping: started once more, only to let go of everything.
    if (stopping.signal.aborted) child.send('stop')
    const end = await endOf(child)
    const next = afterEnd(end, { asked: stopping.signal.aborted, starts, failedStarts })
    const work = notes.read()
    if (next.kind === 'end') {
      if (next.says !== undefined) process.stderr.write(`${next.says}\n`)
      endAs(end, notes)
      return
    }
    why = end.served === undefined || work.length === 0 ? next.why : `${next.why}, while working on ${work.join(', ')}`
    failedStarts = next.failedStarts
    process.stderr.write(`The program is started again: ${why}\n`)
    await sleep(next.pause, undefined, { signal: stopping.signal }).catch(() => undefined)
  }
}

/** Waits until the process ends, and ends it when it has served and then stands still. */
async function endOf(child: ChildProcess): Promise<End> {
  let since: number | undefined
  let watch: Watch | undefined
  let silent = false
  child.on('message', ({ debugged }: Report) => {
    since ??= performance.now()
    watch = heard(performance.now(), debugged)
  })
  const looking = setInterval(() => {
    if (watch === undefined || silent) return
    watch = lookedAt(watch, performance.now(), LOOK_EVERY)
    if (performance.now() - watch.heard < SILENCE) return
    silent = true
    child.kill('SIGKILL')
  }, LOOK_EVERY)
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('exit', (...how) => resolve(how)).once('error', reject)
  })
  clearInterval(looking)
  return { code, signal, served: since === undefined ? undefined : performance.now() - since, silent }
}

/** Hands on how the child ended to whoever started us. */
function endAs({ code, signal }: End, notes: Notes): void {
  notes.close()
  for (const name of ['SIGINT', 'SIGTERM']) process.removeAllListeners(name)
  if (signal !== null) process.kill(process.pid, signal)
  process.exitCode = code ?? 1
}
