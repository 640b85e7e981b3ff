import { FLOORS } from '../guards/house.ts'
import { pathOf, takenBy } from '../guards/names.ts'
import { featureOf, type Sources } from '../guards/sources.ts'

/** A feature as the drawing shows it. */
export type Room = { name: string; floor: number; files: number; taken: number }
/** One feature leans on another when it imports from it. */
export type Leaning = { from: string; to: string }

/** The features that there are, on their floors from the bottom up; a floor that nobody lives on yet is left out. */
export function roomsIn(sources: Sources): Room[] {
  const floors = FLOORS.map(floor => floor.filter(name => filesOf(sources, name).length > 0)).filter(floor => floor.length > 0)
  const taken = namesTaken(sources)
  return floors.flatMap((floor, at) =>
    floor.map(name => ({ name, floor: at, files: filesOf(sources, name).length, taken: taken.get(name)?.size ?? 0 })),
  )
}

const filesOf = (sources: Sources, feature: string): string[] => [...sources.keys()].filter(file => featureOf(file) === feature)

/** What each feature is asked for by everybody else, name by name. */
function namesTaken(sources: Sources): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>()
  for (const { feature, to, name } of crossings(sources)) if (feature !== to) taken.set(to, (taken.get(to) ?? new Set<string>()).add(name))
  return taken
}

/** Every import of a feature from outside it. */
function* crossings(sources: Sources): Generator<{ feature: string | undefined; to: string; name: string }> {
  for (const [file, tree] of sources)
    for (const { name, from } of takenBy(tree)) {
      const to = featureOf(pathOf(file, from) ?? '')
      if (to !== undefined) yield { feature: featureOf(file), to, name }
    }
}

/** Which features lean on which, sorted by name so that the same imports are always the same drawing. */
export function leaningsIn(sources: Sources): Leaning[] {
  const pairs = new Set<string>()
  for (const { feature, to } of crossings(sources)) if (feature !== undefined && feature !== to) pairs.add(`${feature} ${to}`)
  return [...pairs].sort().map(pair => {
    const [from = '', to = ''] = pair.split(' ')
    return { from, to }
  })
}

/**
 * Only the leanings that no others imply: who leans on `rounds` leans on all that `rounds` leans on, and one arrow says so. Two that
 * lean on each other stay joined: what goes one way is looked at first.
 */
export function withoutImplied(leanings: readonly Leaning[]): Leaning[] {
  const isMutual = ({ from, to }: Leaning) => leanings.some(other => other.from === to && other.to === from)
  let kept = [...leanings]
  for (const leaning of [...leanings.filter(one => !isMutual(one)), ...leanings.filter(isMutual)]) {
    const others = kept.filter(other => other !== leaning)
    if (reaches(others, leaning.from, leaning.to)) kept = others
  }
  return kept
}

function reaches(leanings: readonly Leaning[], from: string, to: string): boolean {
  const seen = new Set([from])
  for (const name of seen) for (const leaning of leanings) if (leaning.from === name) seen.add(leaning.to)
  return seen.has(to)
}
