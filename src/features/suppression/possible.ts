import type { Ledger } from './ledger.ts'

/** How often something is supposed for one count, before it is given up: then it must not be published. */
const MOST_SUPPOSED = 500

/** Between what each count can be; they narrow as more is supposed. */
type Ranges = { least: number[]; most: number[] }
type Problem = { relations: { total: number; parts: number[] }[]; of: number[][]; values: number[]; left: number }

/**
 * Whether a count can be so many with every printed number as it is. It looks for any such counts, not for those that need the least
 * covered: the last resort, where all that hangs together is covered already and `findShift` has lost its way.
 */
export function canBe(ledger: Ledger, id: string, value: number): boolean {
  const cells = [...ledger.places.values()].map(({ cell }) => cell)
  const index = new Map(cells.map((cell, at) => [cell.id, at]))
  const numbered = ledger.relations.map(relation => relation.map(cell => index.get(cell) ?? -1))
  const relations = numbered.map(([total = -1, ...parts]) => ({ total, parts }))
  const of: number[][] = cells.map(() => [])
  for (const [at, relation] of numbered.entries()) for (const cell of relation) of[cell]?.push(at)
  const bounds = cells.map(cell => (ledger.isUnknown(cell) ? ledger.bounds(cell) : { least: cell.value, most: cell.value }))
  const left = Math.min(MOST_SUPPOSED, ledger.patience)
  const problem: Problem = { relations, of, values: cells.map(cell => cell.value), left }
  const ranges = { least: bounds.map(({ least }) => least), most: bounds.map(({ most }) => most) }
  const found = suppose(problem, ranges, index.get(id) ?? -1, value)
  ledger.try(left - problem.left)
  ledger.patience -= left - problem.left
  return found
}

/** One count is so many: then what else follows, and whether the rest can be found. */
function suppose(problem: Problem, before: Ranges, at: number, value: number): boolean {
  if (value < (before.least[at] ?? 0) || value > (before.most[at] ?? 0) || (problem.left -= 1) < 0) return false
  const ranges = { least: before.least.with(at, value), most: before.most.with(at, value) }
  if (!narrow(problem, ranges, problem.of[at] ?? [])) return false
  const next = nextIn(problem, ranges)
  if (next < 0) return true
  const [least, most] = [ranges.least[next] ?? 0, ranges.most[next] ?? 0]
  // What it is comes first: where other counts fit, some are close to the true ones.
  const from = nearest(problem, ranges, next)
  for (let step = 0; problem.left > 0 && (from - step >= least || from + step <= most); step += 1)
    for (const tried of step === 0 ? [from] : [from - step, from + step]) if (suppose(problem, ranges, next, tried)) return true
  return false
}

const nearest = ({ values }: Problem, { least, most }: Ranges, at: number): number =>
  Math.min(Math.max(values[at] ?? 0, least[at] ?? 0), most[at] ?? 0)

/** The narrowest open count of a relation that the true counts, as near as they may be, do not fit; -1 when they fit all. */
function nextIn(problem: Problem, ranges: Ranges): number {
  const width = (at: number) => (ranges.most[at] ?? 0) - (ranges.least[at] ?? 0)
  let next = -1
  for (const { total, parts } of problem.relations) {
    if (parts.reduce((sum, part) => sum + nearest(problem, ranges, part), 0) === nearest(problem, ranges, total)) continue
    for (const at of [total, ...parts]) if (width(at) > 0 && (next < 0 || width(at) < width(next))) next = at
  }
  return next
}

/** Narrows by every relation that is touched until nothing moves. @returns false when nothing is possible */
function narrow({ relations, of }: Problem, { least, most }: Ranges, touched: readonly number[]): boolean {
  const open = new Set(touched)
  for (const relation of open) {
    open.delete(relation)
    const { total, parts } = relations[relation] ?? { total: -1, parts: [] }
    const low = (at: number) => least[at] ?? 0
    const high = (at: number) => most[at] ?? 0
    const others = (part: number, bound: (at: number) => number) => parts.reduce((sum, at) => (at === part ? sum : sum + bound(at)), 0)
    const fit = (at: number, from: number, to: number) => {
      if (from <= low(at) && to >= high(at)) return
      least[at] = Math.max(low(at), from)
      most[at] = Math.min(high(at), to)
      for (const next of of[at] ?? []) open.add(next)
    }
    fit(total, others(-1, low), others(-1, high))
    for (const part of parts) fit(part, low(total) - others(part, high), high(total) - others(part, low))
    if ([total, ...parts].some(at => low(at) > high(at))) return false
  }
  return true
}
