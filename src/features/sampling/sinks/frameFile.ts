import { RowSplitter, TooLongRow, UnclosedQuote, type CsvRow } from '../../../platform/csv/splitRows.ts'
import { textField, UTF8_MARK } from '../../../platform/csv/rowCsv.ts'
import { drawSample, type Candidate, type Draw, type DrawMethod, type SampleSize } from '../draw.ts'
import { drawFrom, type Frame, type SamplePlan } from '../population.ts'
import { CONFIDENCES } from '../size.ts'

const COLUMNS = ['key', 'stratum', 'name', 'drawn', 'method', 'size', 'seed'] as const
type Column = (typeof COLUMNS)[number]
const METHODS = ['all', 'simple', 'stratified'] as const

/** The frame of a sample as a file with which anybody draws it again: a row for each that could be drawn, and in each row how it was drawn. */
export function frameFile(frame: Pick<Frame, 'population'>, plan: SamplePlan, seed: string): string {
  const positions = new Map(drawFrom(frame, plan, seed).members.map(({ key, position }) => [key, String(position)]))
  const how = [plan.method, plan.size === null ? '' : sizeText(plan.size), seed]
  const lines = frame.population.map(({ key, stratum, name }) => [key, stratum, name, positions.get(key) ?? '', ...how])
  return UTF8_MARK + [COLUMNS, ...lines].map(fields => `${fields.map(asField).join(',')}\r\n`).join('')
}

/** What a file of a frame cannot be read for. */
export class UnreadableFrame extends Error {
  override name = 'UnreadableFrame'
}

export type RepeatedDraw = { draw: Draw; names: ReadonlyMap<string, string>; seed: string; same: boolean }

/**
 * Draws again from the file of a frame, with nothing but the file.
 *
 * @param seed another seed than the file names
 * @throws UnreadableFrame in words
 */
export function repeatDraw(text: string, seed?: string): RepeatedDraw {
  const rows = rowsOf(text)
  const [first] = rows
  if (!first) throw new UnreadableFrame('The file has no rows: there is nobody to draw from.')
  const one = (column: Column): string => {
    const odd = rows.find(row => row[column] !== first[column])
    if (odd) throw new UnreadableFrame(`Line ${odd.line} has another ${column} than line ${first.line}. A file is of one draw.`)
    return first[column]
  }
  const candidates: Candidate[] = rows.map(({ key, stratum }) => ({ key, stratum }))
  const double = firstDouble(rows)
  if (double !== undefined) throw new UnreadableFrame(`${double} is in the file twice.`)
  const used = seed ?? one('seed')
  if (used === '') throw new UnreadableFrame('The file names no seed. Give one with --seed.')
  const draw = drawSample(candidates, methodOf(one('method'), one('size')), used)
  const drawn = rows
    .filter(row => row.drawn !== '')
    .toSorted((a, b) => Number(a.drawn) - Number(b.drawn))
    .map(({ key }) => key)
  const same = drawn.length === draw.members.length && draw.members.every(({ key }, at) => key === drawn[at])
  return { draw, names: new Map(rows.map(({ key, name }) => [key, name])), seed: used, same }
}

type Row = Record<Column, string> & { line: number }

function rowsOf(text: string): Row[] {
  const [head, ...lines] = recordsOf(text.replace(/^\uFEFF/, ''))
  const headings = head?.cells ?? []
  const missing = COLUMNS.filter(column => !headings.includes(column))
  if (missing.length > 0) throw new UnreadableFrame(`The file has no column ${missing.join(', ')}. Take it from the page of the sample.`)
  return lines.map(({ line, cells }) => {
    const fields = Object.fromEntries(COLUMNS.map(column => [column, asText(cells[headings.indexOf(column)] ?? '')]))
    const row = { ...(fields as Record<Column, string>), line }
    if (row.key === '') throw new UnreadableFrame(`Line ${line} has no key.`)
    return row
  })
}

function recordsOf(text: string): CsvRow[] {
  try {
    return [...new RowSplitter(',', LONGEST_LINE).take(text, true)].filter(({ cells }) => cells.some(cell => cell !== ''))
  } catch (error) {
    if (error instanceof UnclosedQuote) throw new UnreadableFrame(`Line ${error.line}: a quotation mark is not closed.`)
    if (error instanceof TooLongRow) throw new UnreadableFrame(`Line ${error.line} is too long.`)
    throw error
  }
}

const LONGEST_LINE = 10_000

function methodOf(method: string, size: string): DrawMethod {
  const kind = METHODS.find(known => known === method)
  if (kind === undefined) throw new UnreadableFrame(`“${method}” is no method of a draw: ${METHODS.join(', ')}.`)
  return kind === 'all' ? { kind } : { kind, size: sizeIn(size) }
}

/** "12", "10%", "95% +/- 5". */
const sizeText = (size: SampleSize): string =>
  'count' in size ? String(size.count) : 'percent' in size ? `${size.percent}%` : `${size.confidence}% +/- ${size.margin}`

function sizeIn(text: string): SampleSize {
  const [, number = '', percent, margin] = /^(\d{1,5})(%)?(?: \+\/- (\d{1,2}(?:\.\d)?))?$/.exec(text) ?? []
  const confidence = CONFIDENCES.find(known => known === Number(number))
  if (margin !== undefined && percent && confidence !== undefined && Number(margin) > 0) return { confidence, margin: Number(margin) }
  if (margin === undefined && Number(number) > 0) return percent ? { percent: Number(number) } : { count: Number(number) }
  throw new UnreadableFrame(`“${text}” is no size of a sample. Sizes look like 12, 10% or 95% +/- 5.`)
}

function firstDouble(rows: readonly Row[]): string | undefined {
  const seen = new Set<string>()
  return rows.find(({ key }) => seen.size === seen.add(key).size)?.key
}

/** A text that begins with an apostrophe gets another, so that the one that spreadsheets need is told from it. */
const asField = (text: string): string => textField(text.startsWith("'") ? `'${text}` : text)
const asText = (field: string): string => (/^'['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(field) ? field.slice(1) : field)
