import { createHash } from 'node:crypto'
import { neededFor, type Precision } from './size.ts'

/** Somebody who can be drawn: `key` names it outside this program too (`urn:126416`), `stratum` is the group that it is drawn from. */
export type Candidate = { key: string; stratum: string }

/** How many: a number, a share of the population that is rounded up, or as many as it takes to be so sure. */
export type SampleSize = { count: number } | { percent: number } | Precision

export type DrawMethod =
  /** Everybody in the population. */
  | { kind: 'all' }
  /** All are equally likely. */
  | { kind: 'simple'; size: SampleSize }
  /** Shared out over the strata in proportion, and at least one from each. */
  | { kind: 'stratified'; size: SampleSize }

export type DrawnMember = Candidate & { position: number }
export type StratumCount = { stratum: string; population: number; drawn: number }
export type Draw = { members: DrawnMember[]; strata: StratumCount[] }

/**
 * Draws a sample that anybody can draw again (docs/decisions/0010-reproducible-draws.md).
 *
 * Each candidate's lot is the SHA-256 of the seed, a space and its key; the smallest lots are drawn. So the result hangs on
 * the seed and on who is in the population, and on nothing else: not on the order of rows, the machine or this language.
 *
 * @param population whom to draw from; the order does not matter
 * @returns the members in the order of the draw (by stratum, then by lot), and how many of how many each stratum gave
 * @throws Error when a key is there twice, or the size is not a number above nought
 */
export function drawSample(population: readonly Candidate[], method: DrawMethod, seed: string): Draw {
  refuseDoubles(population)
  const groups = grouped(population, method.kind === 'stratified')
  const sizes = allocate(
    groups.map(({ candidates }) => candidates.length),
    method.kind === 'all' ? population.length : sampleSize(population.length, method.size),
  )
  const members = groups.flatMap(({ candidates }, at) => byLot(candidates, seed).slice(0, sizes[at]))
  return { members: members.map((member, at) => ({ ...member, position: at + 1 })), strata: countStrata(population, members) }
}

/** The lot of a candidate, in hexadecimal: `printf '%s' 'SEED KEY' | sha256sum` gives the same. */
export const lotOf = (seed: string, key: string): string => createHash('sha256').update(`${seed} ${key}`, 'utf8').digest('hex')

/**
 * Who takes the place of somebody who drops out: the next lot of the same stratum, or of the whole population when the
 * stratum has nobody left. Undefined when there is nobody at all.
 *
 * @param taken the keys that were drawn already, those who dropped out included
 */
export function nextInLine<C extends Candidate>(
  population: readonly C[],
  taken: ReadonlySet<string>,
  stratum: string,
  seed: string,
): C | undefined {
  const left = byLot(population, seed).filter(({ key }) => !taken.has(key))
  return left.find(candidate => candidate.stratum === stratum) ?? left[0]
}

/** How many a size asks for in a population: never more than there are, and at least one where there is one. */
export function sampleSize(population: number, size: SampleSize): number {
  const wanted = wantedOf(population, size)
  if (!Number.isFinite(wanted) || wanted <= 0) {
    if (population === 0) return 0
    throw new Error('the size of a sample is a number above nought')
  }
  return Math.min(population, Math.ceil(wanted))
}

function wantedOf(population: number, size: SampleSize): number {
  if ('count' in size) return size.count
  const exact = 'percent' in size ? (population * size.percent) / 100 : neededFor(population, size)
  return Math.ceil(exact - 1e-9)
}

/**
 * Shares `wanted` seats out over groups in proportion to their sizes, by largest remainder; every group that has anybody
 * gets one. When there are fewer seats than groups, there are as many seats as groups: being represented comes first.
 *
 * @returns a number for each group, none larger than the group
 */
export function allocate(sizes: readonly number[], wanted: number): number[] {
  const open = new Set(sizes.keys().filter(at => (sizes[at] ?? 0) > 0))
  const seats = sizes.map(() => 0)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let left = Math.min(total, Math.max(wanted, open.size))
  // A group whose share is below one seat gets its one; the others share what is left. Each round settles at least one group.
  for (let tooSmall = smallest(sizes, open, left); tooSmall !== undefined; tooSmall = smallest(sizes, open, left)) {
    seats[tooSmall] = 1
    open.delete(tooSmall)
    left -= 1
  }
  for (const [at, share] of largestRemainder(sizes, open, left)) seats[at] = share
  return seats
}

/** The first group whose fair share is less than one seat. */
function smallest(sizes: readonly number[], open: ReadonlySet<number>, seats: number): number | undefined {
  const total = sumOf(sizes, open)
  return [...open].find(at => (sizes[at] ?? 0) * seats < total)
}

function largestRemainder(sizes: readonly number[], open: ReadonlySet<number>, seats: number): [at: number, seats: number][] {
  const total = sumOf(sizes, open)
  const shares = [...open].map(at => {
    const exact = (sizes[at] ?? 0) * seats
    return { at, whole: Math.floor(exact / total), rest: exact % total }
  })
  const spare = seats - shares.reduce((sum, { whole }) => sum + whole, 0)
  const lucky = new Set(
    shares
      .toSorted((one, other) => other.rest - one.rest || one.at - other.at)
      .slice(0, spare)
      .map(({ at }) => at),
  )
  return shares.map(({ at, whole }) => [at, whole + (lucky.has(at) ? 1 : 0)])
}

const sumOf = (sizes: readonly number[], of: ReadonlySet<number>): number => [...of].reduce((sum, at) => sum + (sizes[at] ?? 0), 0)

/** Strata in the order of their names; for the other methods the population as one. */
function grouped(population: readonly Candidate[], byStratum: boolean): { candidates: Candidate[] }[] {
  if (!byStratum) return [{ candidates: [...population] }]
  const strata = Map.groupBy(population, ({ stratum }) => stratum)
  return [...strata.entries()].sort(([one], [other]) => compare(one, other)).map(([, candidates]) => ({ candidates }))
}

function byLot<C extends Candidate>(candidates: readonly C[], seed: string): C[] {
  return candidates
    .map(candidate => ({ candidate, lot: lotOf(seed, candidate.key) }))
    .sort((one, other) => compare(one.lot, other.lot))
    .map(({ candidate }) => candidate)
}

function countStrata(population: readonly Candidate[], members: readonly Candidate[]): StratumCount[] {
  const drawn = Map.groupBy(members, ({ stratum }) => stratum)
  return [...Map.groupBy(population, ({ stratum }) => stratum).entries()]
    .map(([stratum, candidates]) => ({ stratum, population: candidates.length, drawn: drawn.get(stratum)?.length ?? 0 }))
    .sort((one, other) => compare(one.stratum, other.stratum))
}

function refuseDoubles(population: readonly Candidate[]): void {
  if (new Set(population.map(({ key }) => key)).size !== population.length) throw new Error('a key is in the population twice')
}

/** By code units, as every language can; a locale would order differently elsewhere. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
