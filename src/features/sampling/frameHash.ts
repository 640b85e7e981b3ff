import { createHash } from 'node:crypto'
import type { Candidate } from './draw.ts'

/**
 * The SHA-256 of whom a sample is drawn from, so that anybody can tell whether a list is the one of the draw. It is of the salt on a line of
 * its own, and of a line for each of the frame in the order of the keys: key, tab, group (docs/decisions/0010-reproducible-draws.md).
 *
 * @param salt a random text, kept with the frame: without it, whoever has the hash of a list of few finds out who is in it by trying
 */
export function frameHash(population: readonly Candidate[], salt: string): string {
  const lines = population.map(({ key, stratum }) => ({ key, line: `${key}\t${stratum}\n` }))
  const sorted = lines.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ line }) => line)
  return createHash('sha256')
    .update(`${salt}\n${sorted.join('')}`, 'utf8')
    .digest('hex')
}
