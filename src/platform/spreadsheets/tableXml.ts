import { columnLetters } from '../tabular/cellPlace.ts'
import { attribute, spelledOut } from './cellXml.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const TABLE_RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/table'

/** Where a table stands in the package. */
export const tablePart = (number: number): string => `xl/tables/table${number}.xml`

/**
 * A table that formulas can name: `responses_long[code]`. Its columns are those of the header.
 *
 * @param rows how many the sheet has, its header among them. A table without a row of its own is none, so one is left blank for it.
 */
export function tableXml(number: number, name: string, columns: readonly string[], rows: number): string {
  const ref = `A1:${columnLetters(columns.length - 1)}${Math.max(rows, 2)}`
  const named = columns.map((column, at) => `<tableColumn id="${at + 1}" name="${attribute(spelledOut(column))}"/>`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<table xmlns="${MAIN}" id="${number}" name="${name}" displayName="${name}" ref="${ref}" totalsRowShown="0"><autoFilter ref="${ref}"/><tableColumns count="${columns.length}">${named.join('')}</tableColumns><tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`
}

/** What a sheet says of the table in it, by the number of its relation. */
export const tableParts = (relation: string): string => `<tableParts count="1"><tablePart r:id="${relation}"/></tableParts>`

/** What the list of the package's parts says of its tables. */
export const tableTypes = (tables: number): string =>
  Array.from(
    { length: tables },
    (_, at) =>
      `<Override PartName="/${tablePart(at + 1)}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"/>`,
  ).join('')
