import type { CellValue } from './column.ts'

/** A line of what people read rather than compute with. */
export type PageLine =
  | { kind: 'title' | 'heading'; text: string }
  /** What stands over the lines that follow. */
  | { kind: 'heads'; cells: readonly string[] }
  /** `link` is the name of a part of the file that the first cell leads to. */
  | { kind: 'line'; cells: readonly CellValue[]; link?: string }
