/** A list in which one thing has moved one step; undefined where it stands at that end already, or is not in the list. */
export function stepped<T>(list: readonly T[], moved: T, direction: 'up' | 'down'): T[] | undefined {
  const at = list.indexOf(moved)
  const to = at + (direction === 'up' ? -1 : 1)
  if (at < 0 || to < 0 || to >= list.length) return undefined
  return list.toSpliced(at, 1).toSpliced(to, 0, moved)
}
