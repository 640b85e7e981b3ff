import type { Id } from '../../platform/id.ts'

/** What staff write of a theme. */
export type ThemeText = {
  title: string
  /** What the audit said. */
  statement: string
  /** Where it was heard, when no finding says it; blank otherwise. */
  heard: string
  findingIds: Id<'finding'>[]
}

/** One thing that an audit said, with the findings that it rests on. */
export type Theme = ThemeText & {
  id: Id<'theme'>
  roundId: Id<'round'>
  position: number
  changedBy: string
  changedAt: Date
  version: number
}

/** An order with one of them a place further up or down; undefined where there is no such place. */
export function movedIn<Of>(ids: readonly Of[], id: Of, direction: 'up' | 'down'): Of[] | undefined {
  const at = ids.indexOf(id)
  const to = at + (direction === 'up' ? -1 : 1)
  if (at < 0 || to < 0 || to >= ids.length) return undefined
  const order = ids.filter(other => other !== id)
  order.splice(to, 0, id)
  return order
}
