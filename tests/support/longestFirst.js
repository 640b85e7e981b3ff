import { globSync, statSync } from 'node:fs'
import Sequencer from '@jest/test-sequencer'

/** Programs that are started and killed take the longest by far for what is written of them. */
const FAULTS = 100_000

/**
 * Begins with the files that take longest, so that no worker is left with one at the end: the faults, then by size, a file that stands
 * for a folder (tests/support/together.ts) by all of it.
 */
export default class LongestFirst extends Sequencer {
  /** @param {readonly { path: string }[]} tests */
  sort(tests) {
    const sizes = new Map(tests.map(({ path }) => [path, sizeOf(path)]))
    return [...tests].sort((one, other) => sizes.get(other.path) - sizes.get(one.path))
  }
}

/** @param {string} path */
function sizeOf(path) {
  const ofFolder = globSync(`${path.replace(/\.test\.ts$/, '')}/*.test.ts`)
  const bytes = [path, ...ofFolder].reduce((sum, file) => sum + statSync(file).size, 0)
  return path.includes('/tests/faults/') ? bytes + FAULTS : bytes
}
