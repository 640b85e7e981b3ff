import { parseConfig } from './config.ts'
import { jobs } from './jobs.ts'
import { startWorker } from './platform/jobs/queue.ts'
import { openProgram } from './program.ts'
import { runUntilStopped } from './running.ts'

/** The worker on its own, beside web processes that run with WORKER=false. */
await runUntilStopped(async onStop => {
  const program = await openProgram(parseConfig(process.env))
  onStop(program.close)
  const worker = await startWorker(program.deps, jobs)
  onStop(worker.stop)
})
