import type { AnyLook, Answered, Asked } from './look.ts'

/**
 * The looker's side: answers for one file at a time until the program that started it is gone.
 *
 * @param looks all that it can do
 */
export function serveLooks(looks: readonly AnyLook[]): void {
  process.on('message', (asked: Asked) => {
    void answer(looks, asked).then(answered => {
      process.send?.(answered)
      // Decoders take their memory as a whole: two photographs of 48 million points were a gigabyte before the collector came by itself.
      const { heapUsed, external } = process.memoryUsage()
      if (heapUsed + external > MUCH) globalThis.gc?.()
    })
  })
  process.once('disconnect', () => process.exit(0))
  // Ctrl-C reaches every process of a terminal: a program that is ending still waits for the looks of its last requests.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
}

/** So much is no garbage of a small file: to collect that takes as long as to look into it. */
const MUCH = 64 * 1024 * 1024

async function answer(looks: readonly AnyLook[], { look: name, file, question }: Asked): Promise<Answered> {
  try {
    const look = looks.find(one => one.name === name)
    if (!look) return { fault: `there is no look called ${name}` }
    return { finding: await look.run(file, question as never) }
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
