import { deepStrictEqual } from 'node:assert/strict'
import { lookAtKept } from '../../src/features/keptCounts/actions.ts'

/**
 * From now on whatever a page of this test file is given as it was kept is counted once more, in the same moment: every act of every test
 * is a way in which a count could have changed. @throws, so that the page fails, when the two differ
 */
export function recountKept(): void {
  lookAtKept(async ({ what, kept, work }) => {
    const counted: unknown = JSON.parse(JSON.stringify(await work()))
    deepStrictEqual(kept, counted, `“${what}” was kept, and is not what it counts any more`)
  })
}
