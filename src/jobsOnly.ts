import { parseConfig } from './config.ts'
import { jobs } from './jobs.ts'
import { startWorker } from './platform/jobs/worker.ts'
import { openProgram } from './program.ts'
import { runUntilStopped } from './running.ts'

/** The process of the worker on its own: does jobs and serves no pages. */
await runUntilStopped(async (onStop, { inFlight }) => {
  const program = await openProgram(parseConfig(process.env))
  onStop(program.close)
  const worker = await startWorker(program.deps, jobs, inFlight)
  onStop(worker.stop)
  return { log: program.deps.log }
})
