import type { Place, Unit } from './document.ts'

/** How many places are named, before the rest is only counted. */
const NAMED = 8

/** "pages 2 and 4 to 7", "C2 to C31 of the sheet “Register”": where something stands, in few words. */
export function sayPlaces(places: readonly Place[]): string[] {
  const groups = new Map<string, { first: Place; numbers: Set<number> }>()
  for (const place of places) {
    // Only cells of a sheet are told by their column as well.
    const key = `${place.unit}/${place.unit === 'cell' ? (place.column ?? 0) : ''}/${place.within}`
    const group = groups.get(key) ?? { first: place, numbers: new Set<number>() }
    group.numbers.add(place.number)
    groups.set(key, group)
  }
  const said = [...groups.values()].map(({ first, numbers }) =>
    sayGroup(
      first,
      [...numbers].sort((one, other) => one - other),
    ),
  )
  return said.length <= NAMED ? said : [...said.slice(0, NAMED), `${said.length - NAMED} other places`]
}

function sayGroup({ unit, column, within }: Place, numbers: readonly number[]): string {
  const runs = runsOf(numbers)
  const shown = runs
    .slice(0, NAMED)
    .map(([from, to]) => (from === to ? nameOf(from, unit, column) : `${nameOf(from, unit, column)} to ${nameOf(to, unit, column)}`))
  const rest = runs.length > NAMED ? ` and ${runs.length - NAMED} more` : ''
  const where = within === '' ? '' : unit === 'cell' ? ` of ${within}` : `${within}, `
  const list = `${shown.join(', ')}${rest}`
  if (unit === 'cell') return `${list}${where}`
  return `${where}${unit}${numbers.length === 1 ? '' : 's'} ${list}`
}

const nameOf = (number: number, unit: Unit, column = 0): string => (unit === 'cell' ? `${lettersOf(column)}${number}` : String(number))

/** 1, 2, 3 and 7 are 1 to 3 and 7 to 7. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && number <= last[1] + 1) last[1] = number
    else runs.push([number, number])
  }
  return runs
}

/** 0 is column A, 26 is AA. */
function lettersOf(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}
