import { cover, type Cell, type Publication, type Relation, type Rule } from '../suppression/index.ts'

/**
 * Counts of groups in columns that come to the whole of each group, such as how many of each phase have completed. How large a group is,
 * and the sums of the columns where they are printed elsewhere, are known whatever is covered.
 *
 * @param more.sums whether the columns come to sums that are known
 * @returns the same counts, covered ones as null; all of them where covering single ones is not enough
 */
export function coverGrid(rows: readonly (readonly number[])[], rule: Rule, { sums }: { sums: boolean }): (number | null)[][] {
  const id = (row: number, column: number) => `${row}|${column}`
  const columns = [...(rows[0] ?? []).keys()]
  const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  const fixed = (name: string, value: number): Cell => ({ id: name, value, as: 'fixed', block: 'grid' })
  const cells: Cell[] = [
    ...rows.flatMap((counts, row) => counts.map((value, column): Cell => ({ id: id(row, column), value, as: 'shown', block: 'grid' }))),
    ...rows.map((counts, row) => fixed(`group ${row}`, sumOf(counts))),
    ...(sums ? columns.map(column => fixed(`column ${column}`, sumOf(rows.map(counts => counts[column] ?? 0)))) : []),
  ]
  const relations: Relation[] = [
    ...rows.map((_, row) => ({ total: `group ${row}`, parts: columns.map(column => id(row, column)) })),
    ...(sums ? columns.map(column => ({ total: `column ${column}`, parts: rows.map((_, row) => id(row, column)) })) : []),
  ]
  const publication: Publication = { cells, relations }
  const { covered, exposed } = cover(publication, rule)
  return rows.map((counts, row) => counts.map((count, column) => (exposed.length > 0 || covered.has(id(row, column)) ? null : count)))
}

/** One count of a whole that is known: covered when it, or what is left of the whole, is small. */
export const coverPart = (count: number, whole: number, rule: Rule): number | null =>
  coverGrid([[count, whole - count]], rule, { sums: false })[0]?.[0] ?? null
