import { parentPort, workerData } from 'node:worker_threads'
import type { Pack } from '../pack.ts'
import { wordFile } from './word.ts'

parentPort?.postMessage(await wordFile(workerData as Pack))
