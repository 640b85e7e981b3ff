import type { Place } from './document.ts'
import { sayPlaces } from './places.ts'

/** What could say who a child is. */
export const CHILD_DATA = ['upn', 'nhs', 'birth', 'name', 'pattern'] as const
export type ChildData = (typeof CHILD_DATA)[number]

/** What of that was found, how many different ones, where, and how some look with all but three signs hidden. */
export type Found = { kind: ChildData; count: number; places: string[]; masked: string[] }

/** How many of a kind are remembered with their places, and how many are shown masked. */
const MOST = { places: 2_000, counted: 20_000, masked: 3 }

/** Gathers what was found, kind by kind. */
export class Gathered {
  readonly #kinds = new Map<ChildData, { ids: Set<string>; places: Place[]; masked: string[] }>()

  /** @param isShown whether it says nothing of anybody by itself: "Child A" */
  add(kind: ChildData, said: string, place: Place, isShown = false): void {
    const group = this.#kinds.get(kind) ?? { ids: new Set(), places: [], masked: [] }
    this.#kinds.set(kind, group)
    const id = said.toLowerCase()
    if (!group.ids.has(id) && group.masked.length < MOST.masked) group.masked.push(isShown ? said.slice(0, 30) : masked(said))
    if (group.ids.size < MOST.counted) group.ids.add(id)
    if (group.places.length < MOST.places) group.places.push(place)
  }

  result(): Found[] {
    return CHILD_DATA.flatMap(kind => {
      const group = this.#kinds.get(kind)
      return group ? [{ kind, count: group.ids.size, places: sayPlaces(group.places), masked: group.masked }] : []
    })
  }
}

/** The first sign and the last two: enough to find it again in one's own file. */
function masked(said: string): string {
  const signs = Array.from(said.trim())
  return signs.length < 5 ? '…' : `${signs[0]}…${signs.slice(-2).join('')}`
}
