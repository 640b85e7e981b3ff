import { Worker } from 'node:worker_threads'
import type { Report } from '../report.ts'

/** A report as a Word file, written in a thread of its own: it takes a second, in which the process serves everybody else. */
export function writeWord(report: Report): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('wordThread.ts', import.meta.url), {
      workerData: report,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    thread.once('message', (file: Uint8Array) => resolve(Buffer.from(file)))
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the thread that writes a Word file ended without one')))
  })
}
