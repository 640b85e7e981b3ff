import { independentParts } from './independent.ts'
import { Ledger } from './ledger.ts'
import { isSmall, type Bounds, type Cell, type Publication, type Rule, type Why } from './publication.ts'
import { canBe } from './possible.ts'
import { findShift } from './shift.ts'

/** What is covered, and what still gives somebody away: that must not be published. */
export type Covering = {
  covered: ReadonlyMap<string, Why>
  /** Counts that what is fixed gives away whatever is covered, as when an earlier publication printed their neighbours. */
  exposed: readonly string[]
}

/**
 * What has to be covered of a publication.
 *
 * First: counts from 1 to one below the threshold, and the answers of a small group who all said the same. The Office for National
 * Statistics covers both in tables of counts ("Low counts and zeros" and "Class disclosure" in the Secure Research Service's Output
 * Checking Guidance, 2022, sections 6.1 and 6.2; so does A. Hundepool and others, Handbook on Statistical Disclosure Control, chapter 5,
 * "Frequency tables", under group attribute disclosure). A nought is shown otherwise: it says of nobody what they answered.
 *
 * Second: for every count that is to be protected, two other sets of counts are looked for in which everything printed is the same, one
 * with 1 in its place and one with the threshold less one. Whatever they change is covered, the cheapest that will do. So a reader who
 * knows this program, the rule and which counts were covered first learns of each no more than that it is small.
 */
export function cover(publication: Publication, rule: Rule): Covering {
  const steps = coverInSteps(publication, rule)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/**
 * The same, in steps: whoever takes them can let others have their turn between two. One count is protected in each, so no step grows with
 * the publication.
 *
 * @yields how much was tried for a count
 */
export function* coverInSteps(publication: Publication, rule: Rule): Generator<number, Covering> {
  const covered = new Map<string, Why>()
  const exposed: string[] = []
  // Each by itself: how much is supposed for one of them leaves no less for another.
  for (const part of independentParts(publication)) {
    const covering = yield* coverPart(part, rule)
    for (const [id, why] of covering.covered) covered.set(id, why)
    exposed.push(...covering.exposed)
  }
  return { covered, exposed }
}

function* coverPart(publication: Publication, rule: Rule): Generator<number, Covering> {
  const ledger = new Ledger(publication, rule)
  const same = ledger.sameAnswers()
  for (const { parts } of same) for (const id of parts) if (ledger.at(id).cell.as === 'shown') ledger.cover(id, 'same')
  const exposed = new Set<string>()
  // The smallest tables first: what they need is often enough for the others.
  for (const { said, parts } of same) {
    if (!protectSame(ledger, said, parts)) exposed.add(said)
    yield ledger.triedSince()
  }
  for (const cell of publication.cells) {
    if (cell.as === 'fixed' || !isSmall(cell.value, rule)) continue
    if (!protect(ledger, cell.id, needOf(ledger, cell))) exposed.add(cell.id)
    yield ledger.triedSince()
  }
  return { covered: ledger.covered, exposed: [...exposed] }
}

/** What all of a small group said: one of them may have said something else; or, where nobody could have, may not have said it. */
function protectSame(ledger: Ledger, said: string, parts: readonly string[]): boolean {
  const { value, as } = ledger.at(said).cell
  if (as === 'fixed') return true
  const others = parts.filter(id => id !== said && ledger.at(id).cell.as !== 'fixed')
  return others.some(id => coverBeside(ledger, id, { least: 0, most: 1 })) || protect(ledger, said, { least: value - 1, most: value })
}

/** From 1 to one below the threshold, or to as many as there are; of a few who all said the same, that one of them may not have. */
function needOf(ledger: Ledger, { id, value, told }: Cell): Bounds {
  const ceiling = ledger.ceiling(id)
  return { least: value === ceiling && !told ? value - 1 : 1, most: Math.min(ledger.rule.threshold - 1, ceiling) }
}

/** Covers what has to be covered beside a count; the whole table where that is not enough, and then what hangs together with it. */
function protect(ledger: Ledger, id: string, need: Bounds): boolean {
  const isOpen = () => [need.least, need.most].every(value => canBe(ledger, id, value))
  if (coverBeside(ledger, id, need) || isOpen()) return true
  if (ledger.coverWhole(ledger.at(id).cell.block) && (coverBeside(ledger, id, need) || isOpen())) return true
  for (const block of linkedBlocks(ledger, id)) if (ledger.coverWhole(block) && isOpen()) return true
  return false
}

/** @returns false, with nothing covered, when there are no such other counts */
function coverBeside(ledger: Ledger, id: string, { least, most }: Bounds): boolean {
  const { value } = ledger.at(id).cell
  const beside: string[] = []
  for (const amount of [Math.min(least - value, 0), Math.max(most - value, 0)]) {
    const shift = findShift(ledger, id, amount)
    if (!shift) {
      ledger.uncover(beside)
      return false
    }
    const shown = [...shift.keys()].filter(moved => !ledger.isUnknown(ledger.at(moved).cell))
    for (const moved of shown) ledger.cover(moved, 'beside')
    beside.push(...shown)
  }
  return true
}

/** The blocks of all counts that hang together with one by relations. */
function linkedBlocks(ledger: Ledger, from: string): Set<string> {
  const blocks = new Set<string>()
  const seen = new Set([from])
  for (const id of seen) {
    const { cell, in: places } = ledger.at(id)
    if (cell.as !== 'fixed') blocks.add(cell.block)
    else if (id !== from) continue
    for (const { relation } of places) for (const next of ledger.relations[relation] ?? []) seen.add(next)
  }
  return blocks
}
