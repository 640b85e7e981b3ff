import { RowSplitter, TooLongRow, UnclosedQuote, type CsvRow } from '../../../platform/csv/splitRows.ts'
import { textField, UTF8_MARK } from '../../../platform/csv/rowCsv.ts'
import { drawSample, type Candidate, type Draw, type DrawMethod } from '../draw.ts'
import { frameHash } from '../frameHash.ts'
import { drawFrom, type Frame } from '../population.ts'
import { sizeIn, sizeText } from '../sizeText.ts'
import type { DipSample } from '../store.ts'

/** What a draw needs, by the names that the data set of frames has too. */
const COLUMNS = ['key', 'stratum', 'drawn', 'method', 'size', 'seed'] as const
/** What a file may have besides: the names, the salt of the hash and, of several samples, which. */
const MORE = ['name', 'establishment_name', 'frame_salt', 'sample_id'] as const
type Column = (typeof COLUMNS)[number] | (typeof MORE)[number]
const METHODS = ['all', 'simple', 'stratified'] as const

/** The frame of a sample as a file with which anybody draws it again: a row for each that could be drawn, and in each row how it was drawn. */
export function frameFile(frame: Pick<Frame, 'population'>, { plan, seed, frameSalt }: FramedSample): string {
  const positions = new Map(drawFrom(frame, plan, seed).members.map(({ key, position }) => [key, String(position)]))
  const how = [plan.method, sizeText(plan.size), seed, frameSalt ?? '']
  const lines = frame.population.map(({ key, stratum, name }) => [key, stratum, name, positions.get(key) ?? '', ...how])
  return UTF8_MARK + [HEADINGS, ...lines].map(fields => `${fields.map(asField).join(',')}\r\n`).join('')
}

const HEADINGS = ['key', 'stratum', 'name', 'drawn', 'method', 'size', 'seed', 'frame_salt'] as const satisfies Column[]
type FramedSample = Pick<DipSample, 'plan' | 'seed' | 'frameSalt'>

/** What a file of a frame cannot be read for. */
export class UnreadableFrame extends Error {
  override name = 'UnreadableFrame'
}

/** @property frameSha256 of the list in the file; null where the file has no salt, as older ones have none */
export type RepeatedDraw = { draw: Draw; names: ReadonlyMap<string, string>; seed: string; same: boolean; frameSha256: string | null }

/**
 * Draws again from the file of a frame, with nothing but the file: the one from the page of a sample, or the sheet “Sample frame” saved as CSV.
 *
 * @param more.seed another seed than the file names
 * @param more.sample which sample, by its number, where the file has the frames of several
 * @throws UnreadableFrame in words
 */
export function repeatDraw(text: string, { seed, sample }: { seed?: string | undefined; sample?: string | undefined } = {}): RepeatedDraw {
  const rows = ofOneSample(rowsOf(text), sample)
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
  const salt = one('frame_salt')
  const frameSha256 = salt === '' ? null : frameHash(candidates, salt)
  return { draw, names: new Map(rows.map(row => [row.key, row.name || row.establishment_name])), seed: used, same, frameSha256 }
}

type Row = Record<Column, string> & { line: number }

function ofOneSample(rows: readonly Row[], sample: string | undefined): readonly Row[] {
  const there = [...new Set(rows.map(row => row.sample_id))]
  if (sample === undefined && there.length > 1)
    throw new UnreadableFrame(`The file has the frames of the samples ${there.slice(0, 20).join(', ')}. Name one with --sample.`)
  if (sample === undefined) return rows
  if (!there.includes(sample)) throw new UnreadableFrame(`The file has no sample ${sample.slice(0, 20)}.`)
  return rows.filter(row => row.sample_id === sample)
}

function rowsOf(text: string): Row[] {
  const [head, ...lines] = recordsOf(text.replace(/^\uFEFF/, ''))
  const headings = head?.cells ?? []
  const missing = COLUMNS.filter(column => !headings.includes(column))
  if (missing.length > 0)
    throw new UnreadableFrame(
      `The file has no column ${missing.join(', ')}. Take it from the page of the sample, or save the sheet “Sample frame” as CSV.`,
    )
  return lines.map(({ line, cells }) => {
    const fields = Object.fromEntries([...COLUMNS, ...MORE].map(column => [column, asText(cells[headings.indexOf(column)] ?? '')]))
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
  if (kind === 'all') return { kind }
  const many = sizeIn(size)
  if (many === undefined) throw new UnreadableFrame(`“${size}” is no size of a sample. Sizes look like 12, 10% or 95% +/- 5.`)
  return { kind, size: many }
}

function firstDouble(rows: readonly Row[]): string | undefined {
  const seen = new Set<string>()
  return rows.find(({ key }) => seen.size === seen.add(key).size)?.key
}

/** A text that begins with an apostrophe gets another, so that the one that spreadsheets need is told from it. */
const asField = (text: string): string => textField(text.startsWith("'") ? `'${text}` : text)
const asText = (field: string): string => (/^'['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(field) ? field.slice(1) : field)
