import { parseConfig } from './config.ts'
import { jobs } from './jobs.ts'
import { startWorker } from './platform/jobs/queue.ts'
import { openProgram } from './program.ts'

/** The worker on its own, beside web processes that run with WORKER=false. */
const program = await openProgram(parseConfig(process.env))
const worker = await startWorker(program.deps, jobs)
const stop = async () => {
  await worker.stop()
  await program.close()
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
