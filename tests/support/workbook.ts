import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { EVERYTHING, type Choice } from '../../src/features/datasets/index.ts'
import { workbook } from '../../src/features/exports/sinks/workbook.ts'
import { writeRound } from '../../src/features/exports/writeActions.ts'
import { findRound } from '../../src/features/rounds/index.ts'
import type { Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'

/** A value as an analyst's program reads it. */
export type ReadCell = string | number | boolean | Date | null
export type ReadSheet = { columns: string[]; rows: Record<string, ReadCell>[]; sheet: ExcelJS.Worksheet }

/** Writes the workbook of a round and reads it back, by the names of its sheets. */
export async function workbookOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
  chosen: Partial<Choice> = {},
): Promise<(name: string) => ReadSheet> {
  const round = await findRound(db, partnershipId, roundId)
  if (!round) throw new Error('there is no such round')
  const folder = mkdtempSync(path.join(tmpdir(), 'sa-export-'))
  const file = path.join(folder, 'round.xlsx')
  const partnership = { id: partnershipId, name: 'Northmoor Safeguarding Children Partnership' }
  try {
    await writeRound(db, workbook, { partnership, round, choice: { ...EVERYTHING, ...chosen }, folder }, createWriteStream(file))
    const sheets = await readWorkbook(file)
    return name => {
      const sheet = sheets.get(name)
      if (!sheet) throw new Error(`there is no sheet ${name} among ${[...sheets.keys()].join(', ')}`)
      return sheet
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A workbook read back, sheet by sheet: the first row is the header of each. */
export async function readWorkbook(file: string | Buffer): Promise<Map<string, ReadSheet>> {
  const workbook = new ExcelJS.Workbook()
  if (typeof file === 'string') await workbook.xlsx.readFile(file)
  else await workbook.xlsx.load(file as unknown as ArrayBuffer)
  return new Map(workbook.worksheets.map(sheet => [sheet.name, readSheet(sheet)]))
}

function readSheet(sheet: ExcelJS.Worksheet): ReadSheet {
  const columns = cellsOf(sheet.getRow(1)).map(String)
  const rows: ReadSheet['rows'] = []
  sheet.eachRow((row, number) => {
    if (number === 1) return
    const cells = cellsOf(row)
    rows.push(Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? null])))
  })
  return { columns, rows, sheet }
}

/** @throws when a cell holds anything but a plain value: a formula, a link, an error */
function cellsOf(row: ExcelJS.Row): ReadCell[] {
  return (row.values as ExcelJS.CellValue[]).slice(1).map(value => {
    if (value === undefined || value === null) return null
    if (typeof value === 'object' && !(value instanceof Date)) {
      if ('text' in value && row.worksheet.name === 'About') return value.text
      throw new Error(`${row.worksheet.name} row ${row.number} holds ${JSON.stringify(value)}`)
    }
    return value
  })
}
