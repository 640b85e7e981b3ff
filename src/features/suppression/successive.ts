import { leftOpen, type Cell, type Publication, type Relation, type Why } from './publication.ts'

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
  const relations = before.publication.relations.map(({ total, parts, telling = [] }) => ({
    total: named(total),
    parts: parts.map(named),
    telling: telling.map(named),
  }))
  const known = new Map(before.publication.cells.map(cell => [cell.id, cell]))
  const both = publication.cells.flatMap(cell => {
    const old = known.get(cell.id)
    return old ? [{ now: cell, then: old }] : []
  })
  // Where nothing has moved a reader may know it, as of a round that is closed: then what is printed of now is what was covered then.
  const stands = both.every(({ now, then }) => now.value === then.value)
  const between = both.map(one => difference(one, { prefix, isKnown: stands }))
  return {
    cells: [...cells, ...between.map(({ cell }) => cell)],
    relations: [...relations, ...between.map(({ relation }) => relation), ...sumsOfGrowth(publication, between, prefix)],
  }
}

type Between = { cell: Cell; relation: Relation; of: string; grew: boolean }

/** What lies between a number of then and the same of now. */
function difference({ now, then }: { now: Cell; then: Cell }, { prefix, isKnown }: { prefix: string; isKnown: boolean }): Between {
  const grew = now.value >= then.value
  const id = differenceOf(prefix, now.id)
  const [total, part] = grew ? [now.id, `${prefix}${then.id}`] : [`${prefix}${then.id}`, now.id]
  return {
    cell: {
      id,
      value: Math.abs(now.value - then.value),
      as: isKnown || (then.as === 'fixed' && now.as === 'fixed') ? 'fixed' : 'hidden',
      block: now.block,
    },
    relation: { total, parts: [part, id] },
    of: now.id,
    grew,
  }
}

const differenceOf = (prefix: string, id: string): string => `${prefix}to ${id}`

/**
 * Where all of a sum have grown, those who came since add up as well: so many of them said this, so many that. They are a group like
 * any other, small as a rule, and may all have said the same.
 */
function sumsOfGrowth({ relations }: Publication, between: readonly Between[], prefix: string): Relation[] {
  const grown = new Set(between.filter(({ grew }) => grew).map(({ of }) => of))
  const named = (ids: readonly string[]) => ids.map(id => differenceOf(prefix, id))
  return relations
    .filter(({ total, parts }) => [total, ...parts].every(id => grown.has(id)))
    .map(({ total, parts, telling = [] }) => ({ total: differenceOf(prefix, total), parts: named(parts), telling: named(telling) }))
}

/** A number of an earlier publication: it stands there, or it was covered, and more cannot be covered of it. */
function asItWasPrinted(cell: Cell, why: Why | undefined, threshold: number): Cell {
  const { id, value, block } = cell
  if (cell.as === 'hidden') return cell
  if (why === undefined) return { id, value, block, as: 'fixed' }
  return { id, value, block, as: 'hidden', ...(isTold(why) ? { told: leftOpen(value, why, { threshold }) } : {}) }
}

/** A publication as whoever reads it knows it: what is not covered is known, and of what is covered no more than is said of it. */
export const asPrinted = ({ cells, relations }: Publication, covered: ReadonlyMap<string, Why>, threshold: number): Publication => ({
  cells: cells.map(cell => (cell.as === 'shown' ? asItWasPrinted(cell, covered.get(cell.id), threshold) : cell)),
  relations,
})

const isTold = (why: Why): boolean => why === 'small' || why === 'beside'
