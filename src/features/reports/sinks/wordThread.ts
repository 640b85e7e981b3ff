import { parentPort, workerData } from 'node:worker_threads'
import type { Report } from '../report.ts'
import { wordFile } from './word.ts'

parentPort?.postMessage(await wordFile(workerData as Report))
