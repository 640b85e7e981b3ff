import type { Id } from '../../platform/id.ts'
import { idIn, wholeNumberIn } from '../../platform/forms/fields.ts'

/** More returns than any partnership has, and as many as fit into a form. */
const MOST_RETURNS = 100_000

/**
 * The returns that a form is about, in one field: the lowest id, and from each to the next how far it is, said once for all that lie
 * equally far apart: "501,+1x299,+7". Thirty thousand fit into a few characters where a round was filled at once.
 */
export function packed(ids: readonly Id<'return'>[]): string {
  const sorted = [...new Set(ids)].sort((one, other) => one - other)
  const steps: { by: number; times: number }[] = []
  for (const [at, id] of sorted.entries()) {
    if (at === 0) continue
    const by = id - (sorted[at - 1] ?? 0)
    const last = steps.at(-1)
    if (last?.by === by) last.times += 1
    else steps.push({ by, times: 1 })
  }
  return [...sorted.slice(0, 1).map(String), ...steps.map(({ by, times }) => (times === 1 ? `+${by}` : `+${by}x${times}`))].join(',')
}

/** The ids in the field. What is no id, and no step from one, is left out; more than any partnership has are cut off. */
export function unpacked(field: string): Id<'return'>[] {
  const ids = new Set<Id<'return'>>()
  let last: Id<'return'> | undefined
  for (const part of field.split(',')) {
    if (ids.size >= MOST_RETURNS) break
    if (!part.startsWith('+')) {
      last = idIn<'return'>(part) ?? last
      if (last !== undefined) ids.add(last)
      continue
    }
    const [by = '', times = '1'] = part.slice(1).split('x')
    const step = wholeNumberIn(by)
    const most = wholeNumberIn(times)
    if (step === undefined || step === 0 || most === undefined || last === undefined) continue
    // A text of fifteen characters can ask for as many as there may be.
    for (let at = 0; at < most && ids.size < MOST_RETURNS; at += 1) {
      const next: Id<'return'> | undefined = idIn<'return'>(String(last + step))
      if (next === undefined) break
      ids.add(next)
      last = next
    }
  }
  return [...ids]
}
