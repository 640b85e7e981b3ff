import type { Writable } from 'node:stream'
import type { CellValue, Column } from '../../platform/tabular/column.ts'
import type { Sink } from '../../platform/tabular/sink.ts'

/** What a file says of itself, where its rows may wait, and what stands in every row of the data sets that it adds itself. */
export type FileFacts = { title: string; created: Date; folder: string; everyRow: { column: Column; value: CellValue } }

/** A kind of file that a round can be exported to. A new one is a file in `sinks/` and a line in `formats.ts`. */
export type Format = {
  /** What programs call it: `export workbook`, and in the rows of `exports` for ever. */
  name: string
  /** What people call it. */
  title: string
  /** One word for a file of it: "Your workbook is ready". */
  noun: string
  /** What one part of it is called: a data set stands in it. */
  part: string
  extension: string
  mediaType: string
  open(to: Writable, facts: FileFacts): Promise<Sink>
}
