import { fork, type ChildProcess } from 'node:child_process'
import { realpathSync } from 'node:fs'
import type { Socket } from 'node:net'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { CouldNotLook, type AnyLook, type Answered, type Asked, type Look, type Looking, type WhyNot } from './look.ts'

type Settings = {
  /** The script of the looker, which calls `serveLooks`. */
  script: string
  /** Where the program lies: its code and the packages are what the looker may read of it. */
  root: string
  /** The folder of the uploads, which it may read as well. */
  folder: string
  log: Logger
  limits?: Partial<typeof LIMITS>
}

const LIMITS = {
  /** Of its own objects. A national register file needs 40, a workbook with 20,000 entries 60. */
  megabytes: 192,
  /** How many files may wait, and for how long: a form is answered while its sender still looks. */
  waiting: 100,
  patienceSeconds: 60,
  /** Its 100 MB are given back when nobody sends files. */
  idleSeconds: 60,
  /** A look that nobody waits for begins when no form has sent a file for so long; at the latest after so many seconds. */
  pauseSeconds: 0.2,
  yieldSeconds: 20,
}

/**
 * Looks into files in a process of its own (docs/decisions/0021-looking-into-files.md): started at the first file, used for
 * the next ones, ended with whatever takes too long or too much, and started anew after that.
 */
export function openLooking({ script, root, folder, log, limits: given = {} }: Settings): Looking {
  const limits = { ...LIMITS, ...given }
  let looker: Looker | undefined
  let idle: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let stopping = false
  let inFront = 0
  let lastInFront = -Infinity

  const rest = () => {
    idle = setTimeout(() => void endLooker(), limits.idleSeconds * 1000)
    idle.unref()
  }
  const endLooker = async () => {
    const ending = looker
    looker = undefined
    await ending?.end()
  }
  const answered = async (look: AnyLook, file: string, question: unknown, since: number): Promise<unknown> => {
    if (stopping) throw new CouldNotLook('stopping', 'the program is stopping')
    if (performance.now() - since > limits.patienceSeconds * 1000) throw new CouldNotLook('busy', 'the file waited too long')
    clearTimeout(idle)
    looker ??= startLooker(script, [script, ...ownCode(root), folder], limits.megabytes)
    try {
      return await looker.ask({ look: look.name, file, question }, look.seconds)
    } catch (error) {
      if (!looker?.stillWorks()) await endLooker()
      throw error
    } finally {
      rest()
    }
  }
  const letOthersGoFirst = async () => {
    const until = performance.now() + limits.yieldSeconds * 1000
    const isBusy = () => inFront > 0 || performance.now() - lastInFront < limits.pauseSeconds * 1000
    while (!stopping && isBusy() && performance.now() < until) await sleep(limits.pauseSeconds * 250, undefined, { ref: false })
  }
  const told = (look: string, started: number) => (error: unknown) => {
    const why: WhyNot = error instanceof CouldNotLook ? error.why : 'failed'
    const fault = error instanceof Error ? error.message : String(error)
    log[why === 'failed' ? 'error' : 'warn'](
      { look, why, fault, ms: Math.round(performance.now() - started) },
      'a file could not be looked into',
    )
    throw error instanceof CouldNotLook ? error : new CouldNotLook('failed', fault)
  }

  const inTurn = async <Question, Finding>(look: Look<Question, Finding>, file: string, question: Question): Promise<Finding> => {
    const since = performance.now()
    if (waiting >= limits.waiting) return told(look.name, since)(new CouldNotLook('busy', `${waiting} files are waiting`))
    waiting += 1
    const mine = turn.then(async () => look.finding.parse(await answered(look as AnyLook, file, question, since)))
    turn = mine.catch(() => undefined)
    try {
      return await mine.catch(told(look.name, since))
    } finally {
      waiting -= 1
    }
  }

  return {
    async look<Question, Finding>(look: Look<Question, Finding>, file: string, question: Question): Promise<Finding> {
      if (look.behind === true) await letOthersGoFirst()
      else inFront += 1
      try {
        return await inTurn(look, file, question)
      } finally {
        if (look.behind !== true) {
          inFront -= 1
          lastInFront = performance.now()
        }
      }
    },
    async close() {
      stopping = true
      await turn
      clearTimeout(idle)
      await endLooker()
    },
  }
}

type Looker = {
  ask(asked: Asked, seconds: number): Promise<unknown>
  /** Whether the last answer came. */
  stillWorks(): boolean
  end(): Promise<void>
}

/** How long the start of a process may take on a machine that is very busy: its first answer comes when it has read its code. */
const START_SECONDS = 30
const NOTHING: Asked = { look: '', file: '', question: null }

function startLooker(script: string, readable: readonly string[], megabytes: number): Looker {
  const child = fork(script, [], {
    execArgv: [`--max-old-space-size=${megabytes}`, '--expose-gc', '--no-warnings', '--permission', ...mayRead(readable)],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (part: Buffer) => (said = `${said}${part.toString()}`.slice(0, 2000)))
  let hasEnded = false
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  void ended.then(() => (hasEnded = true))
  letRest(child)
  let isReady: Promise<unknown> | undefined
  let works = true
  const answer = (asked: Asked, seconds: number) => {
    works = false
    return answerOf(child, asked, seconds, () => said).then(answered => {
      works = true
      return answered
    })
  }
  return {
    async ask(asked, seconds) {
      keepAwake(child)
      try {
        // Its code is ours: what it cannot read or load says nothing of the file.
        await (isReady ??= answer(NOTHING, START_SECONDS).catch((error: unknown) => {
          throw new CouldNotLook('failed', error instanceof Error ? error.message : String(error))
        }))
        const answered = await answer(asked, seconds)
        if ('fault' in answered) throw new CouldNotLook('failed', answered.fault)
        return answered.finding
      } finally {
        if (!hasEnded) letRest(child)
      }
    },
    stillWorks: () => works && !hasEnded,
    async end() {
      if (hasEnded) return
      keepAwake(child)
      child.kill('SIGKILL')
      await ended
    },
  }
}

function answerOf(child: ChildProcess, asked: Asked, seconds: number, said: () => string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void) => {
      clearTimeout(deadline)
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
      work()
    }
    const onMessage = (answer: unknown) => settle(() => resolve(answer as Answered))
    const onExit = (code: number | null, signal: string | null) =>
      settle(() => reject(new CouldNotLook('too_much', `the looker ended with ${signal ?? code ?? 'nothing'}: ${said()}`)))
    const onError = (error: Error) => settle(() => reject(new CouldNotLook('failed', error.message)))
    const deadline = setTimeout(() => settle(() => reject(new CouldNotLook('too_long', `no answer within ${seconds} s`))), seconds * 1000)
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
    child.send(asked, error => {
      if (error) onError(error)
    })
  })
}

/** Not the folder of the database, the secret and the store, which lie beside them. */
const ownCode = (root: string): string[] => ['src', 'node_modules', 'package.json'].map(name => path.join(root, name))

/** Places are compared as they are written: where one is a link, by both of its names. */
const mayRead = (places: readonly string[]): string[] =>
  [...new Set(places.flatMap(place => [place, realpathSync(place)]))].map(place => `--allow-fs-read=${place}`)

/** A process that waits for the next file keeps neither the program nor a test of it from ending. */
function letRest(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
  ;(child.stderr as Socket | null)?.unref()
}

function keepAwake(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}
