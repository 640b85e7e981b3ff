import { open } from 'node:fs/promises'
import { readZip } from '../../../../platform/files/zip.ts'
import { readWorkbook, UnreadableWorkbook, type Sheet } from '../../../../platform/spreadsheets/reading/readWorkbook.ts'
import type { TableRow } from '../../../../platform/spreadsheets/reading/sheetRows.ts'
import { namesColumns } from '../header.ts'
import { UnusableFile } from '../unusableFile.ts'

/** Whether a file is an Excel workbook, by what it holds and not by its name. */
export async function isWorkbook(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => undefined)
  const start = await handle?.read(Buffer.alloc(4), 0, 4, 0).catch(() => undefined)
  await handle?.close()
  if (start?.buffer.toString('latin1') !== 'PK\x03\x04') return false
  return (await readZip(file))?.directory.names.includes('[Content_Types].xml') ?? false
}

/** The sheets of a workbook that say something. @throws UnusableFile */
export async function sheetsOf(file: string): Promise<Sheet[]> {
  return readWorkbook(file).catch((error: unknown) => {
    throw error instanceof UnreadableWorkbook ? new UnusableFile(error.message) : error
  })
}

/** As much as a few thousand establishments with every column. */
const MOST_CHARACTERS = 16_000_000

/** The sheet of a workbook that names the columns of the register, as the text of a CSV file whose lines are the rows of the sheet. @throws UnusableFile */
export async function workbookAsCsv(file: string): Promise<string> {
  const sheets = (await sheetsOf(file)).filter(({ rows }) => rows.length > 0)
  const chosen = sheets.find(({ rows }) => rows.slice(0, 20).some(({ cells }) => namesColumns(cells))) ?? sheets[0]
  if (!chosen) throw new UnusableFile('This file is empty: no cell of it says anything.')
  return asCsv(chosen.rows)
}

function asCsv(rows: readonly TableRow[]): string {
  const lines: string[] = []
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  let characters = 0
  for (const { line, cells } of rows) {
    while (lines.length < line - 1) lines.push('')
    // Cells at the end of a row that say nothing are not in the file: the row is none the shorter.
    const text = Array.from({ length: width }, (_, at) => quoted(cells[at] ?? '')).join(',')
    characters += text.length
    if (characters > MOST_CHARACTERS)
      throw new UnusableFile('This workbook holds far more than one authority’s establishments. Choose the CSV file as it was downloaded.')
    lines.push(text)
  }
  return `${lines.join('\n')}\n`
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll(/[\r\n]+/g, ' ').replaceAll('"', '""')}"` : cell)
