import type { Cell, Publication, Relation } from './publication.ts'

/**
 * A publication in parts that tell nothing of each other: counts hang together by a relation in which both are open. What is fixed is
 * known whatever is covered, so it parts what it stands between, and is in each of them.
 */
export function independentParts({ cells, relations }: Publication): Publication[] {
  const known = new Map(cells.map(cell => [cell.id, cell]))
  const leader = new Map<string, string>()
  const leaderOf = (id: string): string => {
    let at = id
    for (let next = leader.get(at); next !== undefined; next = leader.get(at)) at = next
    return at
  }
  const openIn = ({ total, parts }: Relation) => [total, ...parts].filter(id => known.get(id)?.as !== 'fixed')
  for (const relation of relations) {
    const [first, ...others] = openIn(relation)
    for (const other of others) {
      const [one, two] = [leaderOf(first ?? other), leaderOf(other)]
      if (one !== two) leader.set(two, one)
    }
  }
  const open = Map.groupBy(
    cells.filter(({ as }) => as !== 'fixed'),
    ({ id }) => leaderOf(id),
  )
  const between = Map.groupBy(relations, relation => {
    const [first] = openIn(relation)
    return first === undefined ? '' : leaderOf(first)
  })
  return [...open].map(([part, own]): Publication => {
    const mine = between.get(part) ?? []
    const fixed = new Set(mine.flatMap(({ total, parts }) => [total, ...parts]).filter(id => known.get(id)?.as === 'fixed'))
    return { cells: [...own, ...[...fixed].flatMap((id): Cell | never[] => known.get(id) ?? [])], relations: mine }
  })
}
