import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Connection } from '../../../src/platform/postgres/address.ts'
import type { Transport } from '../../../src/platform/postgres/home.ts'
import type { ServerSettings } from '../../../src/platform/postgres/server.ts'
import type { Order, Reply } from './program.ts'

/** Another program, in a process of its own, that uses the database of a data folder. */
export class Program {
  readonly said: string[] = []
  readonly connection: Connection
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, connection: Connection, said: string[]) {
    this.#child = child
    this.connection = connection
    this.said = said
  }

  /** @throws Error with the program's words when it cannot get its database */
  static async open(how: { dataDir: string; transport?: Transport; settings?: ServerSettings }): Promise<Program> {
    // In a group of processes of its own, as a shell at a terminal makes one for every command.
    const child = fork(new URL('./program.ts', import.meta.url), { execArgv: ['--no-warnings'], detached: true })
    const said: string[] = []
    child.on('message', (reply: Reply) => {
      if (reply.log !== undefined) said.push(reply.log)
    })
    try {
      const answer = await give(child, how)
      return new Program(child, answer as Connection, said)
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  async query<Row>(sql: string): Promise<Row[]> {
    return (await give(this.#child, { sql })) as Row[]
  }

  /** When the server was started: the same for two programs that share one. */
  async serverStart(): Promise<string> {
    const [row] = await this.query<{ at: string }>(`select extract(epoch from pg_postmaster_start_time())::text as at`)
    return row?.at ?? ''
  }

  insertForEver(table: string): void {
    this.#child.send({ insertForEver: table } satisfies Order)
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.send({ stop: true } satisfies Order)
    await ended
  }

  /** Ends like a program that met an error it did not foresee. */
  async exit(): Promise<void> {
    await this.#end(() => this.#child.send({ exit: true } satisfies Order))
  }

  async kill(): Promise<void> {
    await this.#end(() => this.#child.kill('SIGKILL'))
  }

  async pressCtrlC(): Promise<void> {
    await this.#end(() => process.kill(-this.pid, 'SIGINT'))
  }

  async #end(strike: () => void): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    strike()
    await ended
  }
}

async function give(child: ChildProcess, order: Order): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    const hear = (reply: Reply) => {
      if (reply.log !== undefined) return
      child.off('message', hear).off('exit', hear)
      if (reply.failure === undefined) resolve(reply.answer)
      else reject(new Error(reply.failure))
    }
    child.on('message', hear)
    child.once('exit', () => reject(new Error('The program ended before it answered')))
    child.send(order)
  })
}
