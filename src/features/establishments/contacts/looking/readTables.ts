import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { TableRow } from '../../../../platform/spreadsheets/reading/sheetRows.ts'
import { openCsv } from '../../register/looking/openFile.ts'
import { csvRows } from '../../register/looking/readRows.ts'
import { isWorkbook, sheetsOf } from '../../register/looking/workbook.ts'
import { UnusableFile } from '../../register/unusableFile.ts'

/** The tables of a file: a CSV file holds one without a name, a workbook one for each sheet. */
export type Tables = { sha256: string; tables: { name: string; rows: TableRow[] }[] }

/** More than this is no list of people. */
const MOST = { rows: 50_000, columns: 200, characters: 8_000_000 }

/**
 * Reads a file of contacts, CSV (also in a zip) or workbook. It runs in the looker for whatever comes over the web.
 *
 * @throws UnusableFile
 */
export async function readTables(file: string): Promise<Tables> {
  const found = (await isWorkbook(file)) ? await fromWorkbook(file) : await fromCsv(file)
  const tables = found.tables.filter(({ rows }) => rows.length > 0)
  if (tables.length === 0) throw new UnusableFile('This file is empty: no cell of it says anything.')
  refuseTooMuch(tables)
  return { ...found, tables }
}

async function fromWorkbook(file: string): Promise<Tables> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) hash.update(part)
  return { sha256: hash.digest('hex'), tables: await sheetsOf(file) }
}

async function fromCsv(file: string): Promise<Tables> {
  const source = await openCsv(file, 'contacts')
  const rows: TableRow[] = []
  try {
    for await (const row of csvRows(source)) {
      rows.push(row)
      if (rows.length > MOST.rows) throw tooManyRows()
    }
  } finally {
    source.close()
  }
  return { sha256: source.sha256, tables: [{ name: '', rows }] }
}

function refuseTooMuch(tables: Tables['tables']): void {
  let rows = 0
  let characters = 0
  for (const table of tables)
    for (const { line, cells } of table.rows) {
      rows += 1
      if (rows > MOST.rows) throw tooManyRows()
      if (cells.length > MOST.columns)
        throw new UnusableFile(`Line ${line} has ${cells.length} columns: far more than any list of people has.`)
      for (const cell of cells) characters += cell.length + 4
      if (characters > MOST.characters) throw new UnusableFile('This file holds far more text than any list of people has.')
    }
}

const tooManyRows = () => new UnusableFile(`This file has more than ${MOST.rows} rows: far more than a register has contacts.`)
