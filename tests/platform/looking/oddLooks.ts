import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { defineLook } from '../../../src/platform/looking/look.ts'
import { serveLooks } from '../../../src/platform/looking/serveLooks.ts'

type Nothing = Record<string, never>
const text = z.string()

/** Looks that go wrong, or try what they may not. */
export const spins = defineLook({
  name: 'odd.spins',
  seconds: 1,
  finding: text,
  run(_file, _question: Nothing): Promise<string> {
    for (;;) if (Date.now() === 0) return Promise.resolve('never')
  },
})
export const waits = defineLook({
  name: 'odd.waits',
  seconds: 1,
  finding: text,
  run: (_file, _question: Nothing) => new Promise<string>(() => undefined),
})
export const fills = defineLook({
  name: 'odd.fills',
  seconds: 60,
  finding: text,
  run(_file, _question: Nothing): Promise<string> {
    const all: object[] = []
    for (;;) all.push(Array.from({ length: 1000 }, (_, at) => ({ at })))
  },
})
export const ends = defineLook({
  name: 'odd.ends',
  seconds: 60,
  finding: text,
  run: (_file, _question: Nothing): Promise<string> => process.exit(3),
})
export const throws = defineLook({
  name: 'odd.throws',
  seconds: 60,
  finding: text,
  run: (_file, _question: Nothing): Promise<string> => Promise.reject(new Error('a fault of ours')),
})
export const lies = defineLook({
  name: 'odd.lies',
  seconds: 60,
  finding: text,
  run: (_file, _question: Nothing) => Promise.resolve({ not: 'a text' } as unknown as string),
})
export const tellsAll = defineLook({
  name: 'odd.tellsAll',
  seconds: 60,
  finding: z.object({ pid: z.int(), settings: z.array(text), file: text, elsewhere: text, written: text, started: text }),
  async run(file, { elsewhere }: { elsewhere: string }) {
    const tried = (work: Promise<unknown>) => work.then(String, (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'failed')
    return {
      pid: process.pid,
      settings: Object.keys(process.env),
      file: await tried(readFile(file, 'utf8')),
      elsewhere: await tried(readFile(elsewhere, 'utf8')),
      written: await tried(writeFile(file, 'changed')),
      started: await tried(import('node:child_process').then(({ execFileSync }) => execFileSync(process.execPath, ['--version']))),
    }
  },
})

// Tests import this file for the looks alone.
if (process.argv[1] === import.meta.filename) serveLooks([spins, waits, fills, ends, throws, lies, tellsAll])
