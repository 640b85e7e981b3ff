import { Gathered, type Authority } from '../gathered.ts'
import { readHeader, type Header } from '../header.ts'
import type { CsvSource } from './openFile.ts'
import { readRow, type ReadRow } from '../readRow.ts'
import { csvRows } from './readRows.ts'

/** Which authorities' rows are taken: these, or whatever the file holds. */
export type Scope = readonly number[] | 'all'

export type WantedRow = Exclude<ReadRow, { outcome: 'outside' }>

const BATCH = 250

/** The rows of a register file that are wanted, 250 at a time. @throws UnusableFile */
export async function* batches(
  source: CsvSource,
  scope: Scope,
  gathered: Gathered,
  onHeader: (header: Header) => void,
): AsyncGenerator<WantedRow[]> {
  const inScope = scope === 'all' ? () => true : (laCode: number) => scope.includes(laCode)
  let header: Header | undefined
  let batch: WantedRow[] = []
  for await (const { line, cells } of csvRows(source)) {
    if (!header) {
      header = readHeader(cells)
      onHeader(header)
      continue
    }
    const read = gathered.take(readRow(header, cells, line, inScope))
    if (read.outcome === 'outside') continue
    batch.push(read)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Which authorities a register file is about: reads all of it. @throws UnusableFile */
export async function authoritiesIn(source: CsvSource): Promise<Authority[]> {
  const gathered = new Gathered()
  let header: Header | undefined
  for await (const _batch of batches(source, [], gathered, found => (header = found))) continue
  if (gathered.outside === 0) gathered.refuseNothing(header)
  return gathered.authorities()
}
