import path from 'node:path'
import { pino } from 'pino'
import type { Looking } from '../../src/platform/looking/look.ts'
import { openLooking } from '../../src/platform/looking/openLooking.ts'

const root = path.resolve(import.meta.dirname, '../..')
/** What every looker of a test is opened with; a test of lookers names another script. */
export const LOOKER = { script: path.join(root, 'src/looker.ts'), root, log: pino({ level: 'silent' }) }

let looking: Looking | undefined

/** The looker that all tests of one file share. It may read the whole folder of the tests. */
export const sharedLooking = (): Looking => (looking ??= openLooking({ ...LOOKER, folder: process.env.SA_TEST_FOLDER ?? '' }))

export const endSharedLooking = async (): Promise<void> => looking?.close()
