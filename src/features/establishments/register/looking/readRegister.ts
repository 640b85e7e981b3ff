import { Gathered, type Authority } from '../gathered.ts'
import { namesColumns, readHeader, type Header } from '../header.ts'
import type { CsvSource } from './openFile.ts'
import { readRow, type ReadRow } from '../readRow.ts'
import { csvRows } from './readRows.ts'
import type { CsvRow } from '../../../../platform/csv/splitRows.ts'

/**
 * Which rows are taken: whatever the file holds, or those of some authorities. Establishments of the register are followed to
 * another authority: all of them, or those that stand under these codes.
 */
export type Scope = 'all' | { codes: readonly number[]; follow: 'register' | 'codes' }
/** A scope, and the numbers of the establishments that are followed. */
export type Wanted = { codes: readonly number[] | 'all'; followed: ReadonlySet<string> }

export type WantedRow = Exclude<ReadRow, { outcome: 'outside' }>

const BATCH = 250
/** Titles and notes above the row that names the columns. */
const MOST_TITLES = 20

/** The rows of a register file that are wanted, 250 at a time. @throws UnusableFile */
export async function* batches(
  source: CsvSource,
  { codes, followed }: Wanted,
  gathered: Gathered,
  onHeader: (header: Header, row: CsvRow) => void,
): AsyncGenerator<WantedRow[]> {
  const isWanted = (laCode: number, identifier: string | undefined) =>
    codes === 'all' || codes.includes(laCode) || (identifier !== undefined && followed.has(identifier))
  const titles: string[][] = []
  let header: Header | undefined
  let batch: WantedRow[] = []
  for await (const { line, cells } of csvRows(source)) {
    if (!header) {
      if (!namesColumns(cells) && titles.push(cells) < MOST_TITLES) continue
      header = readHeader(namesColumns(cells) ? cells : (titles[0] ?? cells))
      onHeader(header, { line, cells })
      continue
    }
    const read = gathered.take(readRow(header, cells, line, isWanted))
    if (read.outcome === 'outside') continue
    batch.push(read)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (!header && titles[0]) readHeader(titles[0])
  if (batch.length > 0) yield batch
}

/** Which authorities a register file is about: reads all of it. @throws UnusableFile */
export async function authoritiesIn(source: CsvSource): Promise<Authority[]> {
  const gathered = new Gathered()
  let header: Header | undefined
  for await (const _batch of batches(source, { codes: [], followed: new Set() }, gathered, found => (header = found))) continue
  if (gathered.outside === 0) gathered.refuseNothing(header)
  return gathered.authorities()
}
