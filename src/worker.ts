import path from 'node:path'
import { supervise } from './platform/process/supervise.ts'

/** The worker on its own, beside web processes that run with WORKER=false: keeps its process running. */
await supervise(path.join(import.meta.dirname, 'jobsOnly.ts'))
