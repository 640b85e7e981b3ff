import { day } from './readRow.ts'
import { UnusableFile } from './unusableFile.ts'

/** A link as the register writes it: what the other establishment is to the first. */
export type LinkRow = { urn: string; linkUrn: string; name: string; type: string; linkedOn: string | null }

export type LinkColumns = { width: number; urn: number; linkUrn: number; name: number; type: number; linkedOn: number }

/** Where the columns of a file of links stand. @throws UnusableFile when it is another file */
export function linkColumns(cells: readonly string[]): LinkColumns {
  const names = cells.map(cell => cell.trim().toLowerCase())
  const [urn, linkUrn, name, type, linkedOn] = ['urn', 'linkurn', 'linkname', 'linktype', 'linkestablisheddate'].map(wanted =>
    names.indexOf(wanted),
  ) as [number, number, number, number, number]
  if (urn < 0 || linkUrn < 0 || type < 0)
    throw new UnusableFile('This is not the file of links: its first line does not name URN, LinkURN and LinkType.')
  return { width: cells.length, urn, linkUrn, name, type, linkedOn }
}

/** One link. Many have no date. */
export function readLink(columns: LinkColumns, cells: readonly string[]): LinkRow | { fault: string } {
  const cell = (at: number) => (at < 0 ? '' : (cells[at] ?? '').trim())
  if (cells.length < columns.width) return { fault: `It has ${cells.length} of the ${columns.width} fields that it should have` }
  const [urn, linkUrn, type] = [cell(columns.urn), cell(columns.linkUrn), cell(columns.type)]
  for (const [name, value] of [
    ['URN', urn],
    ['LinkURN', linkUrn],
  ] as const)
    if (!/^[1-9]\d{5}$/.test(value)) return { fault: `${name} is “${value.slice(0, 60)}”, which is not a number of 6 digits` }
  if (type === '') return { fault: 'LinkType is blank' }
  const linkedOn = day(cell(columns.linkedOn))
  if (linkedOn === undefined) return { fault: `LinkEstablishedDate is “${cell(columns.linkedOn).slice(0, 60)}”, which is not a date` }
  return { urn, linkUrn, name: cell(columns.name).slice(0, 300), type: type.slice(0, 100), linkedOn }
}
