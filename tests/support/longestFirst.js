import { globSync, statSync } from 'node:fs'
import Sequencer from '@jest/test-sequencer'

/** Programs that are started, killed and waited for: the processors have time for others meanwhile. */
const WAITS = /\/tests\/(faults|platform\/(looking|mail|postgres))\//
/** Other files that work while one waits: as many as the processors, and one more because theirs end sooner. */
const BESIDE = 3
/** What takes longest by far for what is written of it. */
const LONG =
  /\/(awkwardUploads|demo|exports|killedWhileIssuing|longTexts(Planted)?|oddInput|permissions|replay|schoolPages|staff(Nonsense|Pages|Pairs))\.test/
const LONGER_THAN_ANY = 1_000_000

/**
 * Begins with the files that take longest, so that no worker is left with one at the end, and spreads those that mostly wait among
 * those that work. A file that stands for a folder (tests/support/together.ts) counts by all of it.
 */
export default class LongestFirst extends Sequencer {
  /** @param {readonly { path: string }[]} tests */
  sort(tests) {
    const sizes = new Map(tests.map(({ path }) => [path, sizeOf(path)]))
    const sorted = [...tests].sort((one, other) => sizes.get(other.path) - sizes.get(one.path))
    const waiting = sorted.filter(({ path }) => WAITS.test(path))
    const working = sorted.filter(({ path }) => !WAITS.test(path))
    const spread = waiting.flatMap((one, at) => [one, ...working.slice(at * BESIDE, (at + 1) * BESIDE)])
    return [...spread, ...working.slice(waiting.length * BESIDE)]
  }
}

/** @param {string} path */
function sizeOf(path) {
  const ofFolder = globSync(`${path.replace(/\.test\.ts$/, '')}/**/*.test.ts`)
  const bytes = [path, ...ofFolder].reduce((sum, file) => sum + statSync(file).size, 0)
  return LONG.test(path) ? bytes + LONGER_THAN_ANY : bytes
}
