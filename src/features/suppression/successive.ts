import { isSmall, type Bounds, type Cell, type Publication, type Relation, type Why } from './publication.ts'

/** What was published before, with what was covered of it, and its threshold. */
export type Earlier = { publication: Publication; covered: readonly (readonly [id: string, why: Why])[]; threshold: number }

/**
 * A publication beside those before it: what was printed then is known whatever is covered now, and what lies between two numbers of the
 * same name is a number too. Who reads both must learn neither what was covered then nor what a few said who came since.
 */
export function withEarlier(publication: Publication, earlier: readonly Earlier[]): Publication {
  const added = earlier.map((before, at) => beside(publication, before, `before ${at + 1} `))
  return {
    cells: [...publication.cells, ...added.flatMap(({ cells }) => cells)],
    relations: [...publication.relations, ...added.flatMap(({ relations }) => relations)],
  }
}

function beside(publication: Publication, before: Earlier, prefix: string): Publication {
  const covered = new Map(before.covered)
  const named = (id: string) => `${prefix}${id}`
  const cells = before.publication.cells.map(cell => ({
    ...asItWasPrinted(cell, covered.get(cell.id), before.threshold),
    id: named(cell.id),
  }))
  const relations = before.publication.relations.map(({ total, parts }) => ({ total: named(total), parts: parts.map(named) }))
  const known = new Map(before.publication.cells.map(cell => [cell.id, cell]))
  const between = publication.cells.flatMap((cell): { cell: Cell; relation: Relation }[] => {
    const old = known.get(cell.id)
    if (!old || (old.as === 'fixed' && cell.as === 'fixed')) return []
    const difference = `${prefix}to ${cell.id}`
    const relation =
      cell.value >= old.value
        ? { total: cell.id, parts: [named(old.id), difference] }
        : { total: named(old.id), parts: [cell.id, difference] }
    return [{ cell: { id: difference, value: Math.abs(cell.value - old.value), as: 'hidden', block: cell.block }, relation }]
  })
  return { cells: [...cells, ...between.map(({ cell }) => cell)], relations: [...relations, ...between.map(({ relation }) => relation)] }
}

/** A number of an earlier publication: it stands there, or it was covered, and more cannot be covered of it. */
function asItWasPrinted(cell: Cell, why: Why | undefined, threshold: number): Cell {
  const { id, value, block } = cell
  if (cell.as === 'hidden') return cell
  if (why === undefined) return { id, value, block, as: 'fixed' }
  return { id, value, block, as: 'hidden', ...(why === 'small' || why === 'beside' ? { told: toldOf(value, threshold) } : {}) }
}

const toldOf = (value: number, threshold: number): Bounds =>
  isSmall(value, { threshold }) ? { least: 1, most: threshold - 1 } : { least: threshold, most: Infinity }
