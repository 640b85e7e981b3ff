import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach } from '@jest/globals'
import { openHome, type Home, type Transport } from '../../../src/platform/postgres/home.ts'
import { processesServing } from '../../../src/platform/postgres/processes.ts'
import { Program } from './openProgram.ts'

/** A data folder for each test, and what the test opens in it; when the test is over, nothing of it is left. */
export class Place {
  folder = ''
  #programs: Program[] = []
  #homes: Home[] = []

  /** Call in the body of a test file. */
  static forEachTest(): Place {
    const place = new Place()
    beforeEach(() => {
      // Closed to all others, as a clone in a folder of mktemp's is: for root, whose server runs as nobody, this is the hard case.
      place.folder = mkdtempSync(join(realpathSync(tmpdir()), 'embedded-'))
    })
    afterEach(async () => {
      for (const program of place.#programs) await program.kill()
      for (const pid of place.servers()) killIfThere(pid)
      rmSync(place.folder, { recursive: true, force: true })
      place.#programs = []
      place.#homes = []
    })
    return place
  }

  /** Starts another program that uses the database of this folder. */
  async open(dataDir = this.folder, transport: Transport = 'socket'): Promise<Program> {
    this.#homes.push(await this.home(dataDir, transport))
    const program = await Program.open(dataDir, transport)
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

/** Ends a process. One of a server that has just lost its postmaster may end by itself between the listing and this. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

export async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 9_000
  while (!(await met())) {
    if (Date.now() > end) throw new Error('It did not happen in time')
    await sleep(25)
  }
}
