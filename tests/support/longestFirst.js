import { globSync, statSync } from 'node:fs'
import path from 'node:path'
import Sequencer from '@jest/test-sequencer'
import { ROOMS } from '../rooms/rooms.ts'

/** Programs that are started, killed and waited for: the processors have time for others meanwhile. */
const WAITS = /\/tests\/(faults|platform\/(looking|mail|postgres))\//
/** Other files that work while one waits: as many as the processors, and one more because theirs end sooner. */
const BESIDE = 3
/** What takes longest by far for what is written of it, longest first. */
const LONG =
  `schoolPages staffPages staffNonsense longTexts oddInput sources reports unit reviews evidence permissions exports replay awkwardUploads issuing demo staffPairs
  figures answering whatRolesSee`.split(/\s+/)
const LONGER_THAN_ANY = 1_000_000

/**
 * Begins with the files that take longest, so that no worker is left with one at the end, and spreads those that mostly wait among
 * those that work. A file that stands for a folder (tests/support/together.ts) counts by all of it.
 */
export default class LongestFirst extends Sequencer {
  /** @param {readonly { path: string }[]} tests */
  sort(tests) {
    const sizes = new Map(tests.map(({ path: file }) => [file, sizeOf(file)]))
    const sorted = [...tests].sort((one, other) => sizes.get(other.path) - sizes.get(one.path))
    const waiting = sorted.filter(({ path: file }) => WAITS.test(file))
    const working = sorted.filter(({ path: file }) => !WAITS.test(file))
    const spread = waiting.flatMap((one, at) => [one, ...working.slice(at * BESIDE, (at + 1) * BESIDE)])
    return [...spread, ...working.slice(waiting.length * BESIDE)]
  }
}

/** @param {string} file */
function sizeOf(file) {
  const all = partsOf(file).flatMap(part => globSync(`${part}{.test.ts,/**/*.test.ts}`))
  const bytes = all.reduce((sum, one) => sum + statSync(one).size, 0)
  const at = LONG.indexOf(path.basename(file, '.test.ts'))
  return at < 0 ? bytes : LONGER_THAN_ANY * (LONG.length - at) + bytes
}

/**
 * The files and folders that a file stands for, without their ending.
 *
 * @param {string} file
 */
function partsOf(file) {
  const own = file.replace(/\.test\.ts$/, '')
  if (!path.dirname(file).endsWith('/tests/rooms')) return [own]
  return ROOMS[/** @type {keyof typeof ROOMS} */ (path.basename(own))].map(room => path.join(path.dirname(file), '..', room))
}
