import { daysIn, isOfChild } from './days.ts'
import type { Table } from './document.ts'
import type { Gathered } from './found.ts'
import { headingsOf, isOfChildren, looksLikeName, type HeadingKind } from './headings.ts'

/** Of the cells that are filled in, so many have to look like names. */
const NAMES = { atLeast: 2, share: 0.5 }

/** What the headings of a table say of its columns: names of children, their dates of birth, their numbers. */
export function columnsOfChildren(gathered: Gathered, table: Table, today: string): void {
  const headings = headingsOf(table)
  if (!headings) return
  const below = table.rows.slice(headings.row + 1)
  const isList = isOfChildren(headings)
  for (const [column, kind] of headings.kinds.entries()) {
    const cells = below.flatMap(({ number, cells }) => {
      const said = cells[column]?.trim() ?? ''
      return said === '' ? [] : [{ said, place: { within: table.within, unit: table.unit, number, column } }]
    })
    if (kind === 'birth') {
      for (const { said, place } of cells) if (isBirth(said, today)) gathered.add('birth', said.slice(0, 20), place)
    } else if (kind === 'upn') {
      // Under their own name they are pupil numbers also where one was mistyped.
      for (const { said, place } of cells) if (/^[a-z]\d{11}[\da-z]$/i.test(said)) gathered.add('upn', said.toUpperCase(), place)
    } else if (namesChildren(kind, isList)) {
      const names = cells.filter(({ said }) => looksLikeName(said))
      if (new Set(names.map(({ said }) => said)).size >= NAMES.atLeast && names.length >= cells.length * NAMES.share)
        for (const { said, place } of names) gathered.add('name', said, place)
    }
  }
}

const namesChildren = (kind: HeadingKind | undefined, isList: boolean): boolean => kind === 'childName' || (kind === 'name' && isList)

function isBirth(said: string, today: string): boolean {
  const [day] = daysIn(said.slice(0, 30))
  return day?.at === 0 && isOfChild(day, today)
}
