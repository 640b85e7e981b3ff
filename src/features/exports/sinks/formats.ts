import type { Format } from '../format.ts'
import { csv } from './csv.ts'
import { workbook } from './workbook.ts'

/** The kinds of files that a round can be exported to, the usual one first. */
export const FORMATS: readonly [Format, ...Format[]] = [workbook, csv]

/** @throws when no such format exists */
export function formatNamed(name: string): Format {
  const format = FORMATS.find(known => known.name === name)
  if (!format) throw new Error(`there is no format ${name}`)
  return format
}
