import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals'
import { openHome, type Home, type Transport } from '../../../src/platform/postgres/home.ts'
import { processesServing, signal } from '../../../src/platform/postgres/processes.ts'
import type { ServerSettings } from '../../../src/platform/postgres/server.ts'
import { Program } from './openProgram.ts'

/** What a kill takes is not what only a power cut takes: without waiting for the disk, the tests take a fraction of the time. */
const HASTY: ServerSettings = { fsync: 'off' }

type How = { dataDir?: string; transport?: Transport; settings?: ServerSettings }

/** A data folder for each test, and what the test opens in it; when the test is over, nothing of it is left. */
export class Place {
  folder = ''
  #programs: Program[] = []
  #homes: Home[] = []

  /** Call in the body of a test file. Where the first start is not what is tested, each folder begins as a copy of one with an empty database. */
  static forEachTest({ withDatabase }: { withDatabase: boolean }): Place {
    // Twenty seconds are plenty, unless the machine's disk is busy: every start waits for it.
    jest.setTimeout(60_000)
    const [place, model] = [new Place(), new Place()]
    if (withDatabase) {
      beforeAll(async () => {
        model.#begin()
        await (await model.open()).stop()
      })
      afterAll(() => model.#end())
    }
    beforeEach(() => {
      place.#begin()
      if (withDatabase) execFileSync('cp', ['-a', join(model.folder, 'postgres'), place.folder])
    })
    afterEach(() => place.#end())
    return place
  }

  #begin(): void {
    // Closed to all others, as a clone in a folder of mktemp's is: for root, whose server runs as nobody, this is the hard case.
    this.folder = mkdtempSync(join(realpathSync(tmpdir()), 'embedded-'))
  }

  async #end(): Promise<void> {
    for (const program of this.#programs) await program.kill()
    while (this.servers().length > 0) {
      for (const pid of this.servers()) signal(pid, 'SIGKILL')
      await sleep(20)
    }
    rmSync(this.folder, { recursive: true, force: true })
    this.#programs = []
    this.#homes = []
  }

  /** Starts another program that uses the database of this folder. */
  async open({ dataDir = this.folder, transport = 'socket', settings = HASTY }: How = {}): Promise<Program> {
    await this.home(dataDir, transport)
    const program = await Program.open({ dataDir, transport, settings })
    this.#programs.push(program)
    return program
  }

  async home(dataDir = this.folder, transport: Transport = 'socket'): Promise<Home> {
    const home = await openHome(dataDir, transport)
    this.#homes.push(home)
    return home
  }

  /** The processes of every server that the test had started. */
  servers(): number[] {
    return [...new Set(this.#homes.flatMap(home => processesServing(home.data, home.clusterName)))]
  }

  postmaster(): number {
    return Number(readFileSync(join(this.folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
  }
}

export async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await met())) {
    if (Date.now() > end) throw new Error('It did not happen in time')
    await sleep(25)
  }
}
