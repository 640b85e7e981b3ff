import { Worker } from 'node:worker_threads'
import type { Pack } from '../pack.ts'

/** A pack as a Word file, written in a thread of its own, so that nobody waits for it but whoever asked. */
export function writeWord(pack: Pack): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('wordThread.ts', import.meta.url), {
      workerData: pack,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    })
    thread.once('message', (file: Uint8Array) => resolve(Buffer.from(file)))
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the thread that writes a Word file ended without one')))
  })
}
