import { withoutControls } from '../../forms/fields.ts'
import { shownNumber, type NumberFormat } from './formats.ts'
import { attribute, xmlParts } from './xml.ts'

/** A row of a table and its number in the file, counted from 1. */
export type TableRow = { line: number; cells: string[] }

/** What the cells of a sheet refer to. */
export type SharedParts = {
  strings: readonly string[]
  formats: readonly NumberFormat[]
  is1904: boolean
  asSeen: boolean
  percents: boolean
  /** Each cell says what stands in itself: nothing is filled into those that are merged or lead somewhere. */
  asWritten: boolean
}

/** More than this is no list that somebody keeps by hand. */
export const MOST_IN_SHEET = { rows: 50_000, columns: 200, cell: 10_000, written: 33_000, merged: 20_000 }

/** A sheet says more than any list does. */
export class TooMuch extends Error {}

/**
 * The rows of a sheet that say something, as their reader sees them: texts, days and numbers as shown, what stands in a cell that
 * is merged downwards in each of its rows; whole characters, and none that PostgreSQL refuses.
 *
 * @param xml of the sheet
 * @param links the addresses that cells of the sheet lead to, by the id of their link
 * @throws TooMuch, NotXml
 */
export function sheetRows(xml: string, shared: SharedParts, links: ReadonlyMap<string, string>): TableRow[] {
  const rows = new Map<number, string[]>()
  const longest = shared.asWritten ? MOST_IN_SHEET.written : MOST_IN_SHEET.cell
  const merges: string[] = []
  const linked: { cell: string; address: string }[] = []
  let line = 0
  let column = -1
  let cell: { type: string; style: number; text: string } | undefined
  let reads = false
  let phonetic = 0
  for (const part of xmlParts(xml)) {
    if (part.kind === 'text') {
      if (cell && reads && phonetic === 0 && cell.text.length <= longest) cell.text += part.text
      continue
    }
    const opens = part.kind === 'open'
    if (part.name === 'row' && opens) {
      line = Number(attribute(part.tag, 'r') ?? line + 1)
      column = -1
    } else if (part.name === 'c') {
      if (opens) {
        column = columnOf(attribute(part.tag, 'r')) ?? column + 1
        cell = { type: attribute(part.tag, 't') ?? 'n', style: Number(attribute(part.tag, 's') ?? 0), text: '' }
      }
      if (!opens || part.isEmpty) {
        if (cell && cell.text !== '') put(rows, { line, column, longest }, textOf(cell, shared))
        cell = undefined
      }
    } else if (part.name === 'v' || part.name === 't') reads = opens && !part.isEmpty
    else if (part.name === 'rPh' && !(opens && part.isEmpty)) phonetic += opens ? 1 : -1
    else if (part.name === 'mergeCell' && opens) merges.push(attribute(part.tag, 'ref') ?? '')
    else if (part.name === 'hyperlink' && opens)
      linked.push({ cell: attribute(part.tag, 'ref') ?? '', address: links.get(attribute(part.tag, 'r:id') ?? '') ?? '' })
  }
  if (merges.length > MOST_IN_SHEET.merged) throw new TooMuch(`It has more than ${MOST_IN_SHEET.merged} merged cells`)
  if (!shared.asWritten) {
    for (const { cell: at, address } of linked) addAddress(rows, at, address)
    for (const merge of merges) fillDown(rows, merge)
  }
  return [...rows]
    .filter(([, cells]) => cells.some(text => text.trim() !== ''))
    .sort(([one], [other]) => one - other)
    .map(([number, cells]) => ({ line: number, cells: Array.from(cells, text => withoutControls(text ?? '')) }))
}

function put(
  rows: Map<number, string[]>,
  { line, column, longest }: { line: number; column: number; longest: number },
  text: string,
): void {
  if (text.trim() === '') return
  if (column >= MOST_IN_SHEET.columns) throw new TooMuch(`Row ${line} has more than ${MOST_IN_SHEET.columns} columns`)
  if (text.length > longest) throw new TooMuch(`A cell of row ${line} holds more than ${longest} characters`)
  const cells = rows.get(line) ?? []
  cells[column] = text
  rows.set(line, cells)
  if (rows.size > MOST_IN_SHEET.rows) throw new TooMuch(`It has more than ${MOST_IN_SHEET.rows} rows`)
}

function textOf({ type, style, text }: { type: string; style: number; text: string }, { strings, formats, ...how }: SharedParts): string {
  if (type === 's') return strings[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  if (type === 'd') return text.slice(0, 10)
  return type === 'n' ? shownNumber(text, formats[style] ?? 'plain', how) : withoutEscapes(text)
}

/** Workbooks write a character that XML cannot hold as _x000D_. */
export const withoutEscapes = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([\da-f]{4})_/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text

/** A cell that shows a name and leads to an address by mail says both. */
function addAddress(rows: Map<number, string[]>, at: string, address: string): void {
  const place = placeOf(at.split(':')[0] ?? '')
  const cells = place && rows.get(place.line)
  const text = cells?.[place?.column ?? 0]
  if (!place || !cells || text === undefined || text.includes('@') || !/^mailto:[^@?]{1,100}@[^@?]/i.test(address)) return
  cells[place.column] = `${text} <${address.slice(0, 400)}>`
}

/** The cells of a sheet that hold a formula: "D5". @throws NotXml */
export function formulaCells(xml: string): string[] {
  const cells: string[] = []
  let at = ''
  for (const part of xmlParts(xml)) {
    if (part.kind !== 'open') continue
    if (part.name === 'c') at = (attribute(part.tag, 'r') ?? '').slice(0, 20)
    else if (part.name === 'f' && cells.length < MOST_IN_SHEET.merged) cells.push(withoutControls(at))
  }
  return cells
}

/** The ranges of a sheet that are merged: "B5:B9". @throws NotXml */
export function mergedRanges(xml: string): string[] {
  const ranges: string[] = []
  for (const part of xmlParts(xml))
    if (part.kind === 'open' && part.name === 'mergeCell' && ranges.length < MOST_IN_SHEET.merged)
      ranges.push(withoutControls((attribute(part.tag, 'ref') ?? '').slice(0, 20)))
  return ranges
}

/** Merged cells keep what they say in their first cell only: a school's number beside three people stands once. */
function fillDown(rows: Map<number, string[]>, merge: string): void {
  const [first, last] = merge.split(':').map(placeOf)
  if (!first || !last) return
  const text = rows.get(first.line)?.[first.column]
  if (text === undefined || last.line - first.line > 1000) return
  for (let line = first.line + 1; line <= last.line; line += 1) {
    const cells = rows.get(line)
    if (cells) cells[first.column] ??= text
  }
}

function placeOf(reference: string): { line: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference)
  return match ? { column: columnOf(match[1]) ?? 0, line: Number(match[2]) } : undefined
}

/** "C14" stands in the third column, which is number 2. */
function columnOf(reference: string | undefined): number | undefined {
  let column = 0
  let letters = 0
  for (const sign of (reference ?? '').toUpperCase()) {
    const value = sign.charCodeAt(0) - 64
    if (value < 1 || value > 26 || letters === 3) break
    column = column * 26 + value
    letters += 1
  }
  return letters === 0 ? undefined : column - 1
}
