import { capitalised, sayCount, sayList } from '../../../platform/say.ts'
import type { Authority, Moved } from './gathered.ts'

const named = ({ code, name }: { code: number | null; name: string }): string =>
  name === '' ? `authority ${code ?? ''}` : `${name} (${code ?? ''})`

/** The authorities that establishments of the register moved to, and that are none of the partnership's: each once. A partnership that has named none takes what it is given. */
export function newAuthorities(moved: readonly Moved[], ours: readonly number[]): Authority[] {
  if (ours.length === 0) return []
  const found = new Map<number, Authority>()
  for (const { code, name, rows } of moved) {
    const known = found.get(code)
    if (known) known.rows += rows
    else if (!ours.includes(code)) found.set(code, { code, name, rows })
  }
  return [...found.values()]
}

/** "Westmarsh (971) has become West Westmarsh (972) for 7 establishments and East Westmarsh (973) for 5." */
export function sayMoves(moved: readonly Moved[], ours: readonly number[]): string[] {
  const ofOthers = moved.filter(({ code }) => !ours.includes(code))
  return [...Map.groupBy(ofOthers, ({ from }) => from)].map(([from, several]) => {
    const [first] = several
    const places = several.map((to, at) => `${named(to)} for ${at === 0 ? sayCount(to.rows, 'establishment') : String(to.rows)}`)
    return from === null || first === undefined
      ? `${sayList(several.map(to => `${sayCount(to.rows, 'establishment')} of your register ${to.rows === 1 ? 'is' : 'are'} in ${named(to)}`))}.`
      : `${capitalised(named({ code: from, name: first.fromName }))} has become ${sayList(places)}.`
  })
}
