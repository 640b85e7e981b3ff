import path from 'node:path'
import { supervise } from './platform/process/supervise.ts'

/** The program: keeps the web process running. */
await supervise(path.join(import.meta.dirname, 'web.ts'))
