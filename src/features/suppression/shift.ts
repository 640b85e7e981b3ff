import type { Ledger } from './ledger.ts'
import type { Cell } from './publication.ts'

/** How many ways are tried for one shift: hundreds are enough for tables of groups, and thousands would hold everybody up. */
const MOST_STEPS = 600

/** By how much counts would be others, together: every relation holds as before. */
export type Shift = ReadonlyMap<string, number>

/**
 * The counts as they could be as well, with one of them more or less by `amount`, so that everything that is printed stays as it is: what
 * is covered already costs nothing, and of what is shown the smaller is cheaper. It is a proof: a reader cannot tell these counts from
 * the true ones. Where no one count beside it can be so much more or less, it goes by ones, each over others.
 *
 * @returns undefined when none was found: more has to be covered
 */
export function findShift(ledger: Ledger, id: string, amount: number): Shift | undefined {
  const atOnce = step(ledger, id, amount, new Map())
  if (atOnce || Math.abs(amount) < 2) return atOnce
  let moved: Shift = new Map()
  for (let left = Math.abs(amount); left > 0; left -= 1) {
    const next = step(ledger, id, Math.sign(amount), moved)
    if (!next) return undefined
    moved = next
  }
  return moved
}

/** One count more or less by `amount`, on top of what has moved before. */
function step(ledger: Ledger, id: string, amount: number, before: Shift): Shift | undefined {
  const search: Search = { ledger, before, moved: new Map(), open: new Map(), steps: 0, best: undefined, bestCost: Infinity }
  if (!allows(search, ledger.at(id).cell, amount)) return undefined
  move(search, id, amount)
  extend(search, 0)
  if (!search.best) return undefined
  const all = new Map(before)
  for (const [cell, by] of search.best) all.set(cell, (all.get(cell) ?? 0) + by)
  return all
}

type Search = {
  ledger: Ledger
  before: Shift
  moved: Map<string, number>
  /** What is missing in a relation that does not hold at the moment. */
  open: Map<number, number>
  steps: number
  best: Shift | undefined
  bestCost: number
}

function extend(search: Search, cost: number): void {
  if (cost >= search.bestCost || search.steps > MOST_STEPS) return
  search.steps += 1
  search.ledger.try()
  const tightest = nextRelation(search)
  if (tightest === undefined) {
    search.best = new Map(search.moved)
    search.bestCost = cost
    return
  }
  for (const { id, by, cost: more } of tightest) {
    move(search, id, by)
    extend(search, cost + more)
    move(search, id, -by)
    search.moved.delete(id)
  }
}

type Candidate = { id: string; by: number; cost: number; order: number }

/** The ways to mend the relation that has the fewest; undefined when all hold. */
function nextRelation(search: Search): Candidate[] | undefined {
  let fewest: Candidate[] | undefined
  for (const [relation, missing] of search.open) {
    const found = candidates(search, relation, missing)
    if (fewest === undefined || found.length < fewest.length) fewest = found
    if (fewest.length <= 1) break
  }
  return fewest?.sort((one, other) => one.order - other.order)
}

function candidates(search: Search, relation: number, missing: number): Candidate[] {
  const { ledger, before, moved, open } = search
  const found: Candidate[] = []
  for (const id of ledger.relations[relation] ?? []) {
    if (moved.has(id)) continue
    const { cell, in: places } = ledger.at(id)
    const sign = places.find(place => place.relation === relation)?.sign ?? 1
    const by = -missing * sign
    if (!allows(search, cell, by)) continue
    const cost = ledger.isUnknown(cell) || before.has(id) ? 0 : 1 + Math.log2(cell.value)
    // What mends two relations at once leads home; what opens new ones leads away.
    const away = places.reduce((sum, place) => sum + (open.get(place.relation) === -by * place.sign ? -1 : 1), 0)
    found.push({ id, by, cost, order: cost + 2 * away })
  }
  return found
}

/** Whether a count could be so much more or less for all that a reader knows, or would if it were covered. */
function allows({ ledger, before }: Search, cell: Cell, by: number): boolean {
  if (!ledger.isUnknown(cell) && !ledger.mayBeCovered(cell)) return false
  const { least, most } = ledger.bounds(cell)
  const value = cell.value + (before.get(cell.id) ?? 0) + by
  return value >= least && value <= most
}

function move({ ledger, moved, open }: Search, id: string, by: number): void {
  moved.set(id, by)
  for (const { relation, sign } of ledger.at(id).in) {
    const missing = (open.get(relation) ?? 0) + sign * by
    if (missing === 0) open.delete(relation)
    else open.set(relation, missing)
  }
}
