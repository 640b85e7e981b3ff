import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import ExcelJS from 'exceljs'
import { pdfSaying } from './pages.ts'

/** A Word document of these paragraphs, and a table below them. */
export async function word(lines: readonly string[], table?: readonly (readonly string[])[]): Promise<Buffer> {
  // As people type: a line is rarely one run.
  const runs = (line: string) => [new TextRun(line.slice(0, 7)), new TextRun(line.slice(7))]
  const rows = table?.map(cells => new TableRow({ children: cells.map(text => new TableCell({ children: [new Paragraph(text)] })) }))
  const children = [...lines.map(line => new Paragraph({ children: runs(line) })), ...(rows ? [new Table({ rows })] : [])]
  return Buffer.from(await Packer.toBuffer(new Document({ sections: [{ children }] })))
}

/** A workbook with these rows in its first sheet, or in a hidden second one. */
export async function workbook(rows: readonly (readonly (string | Date)[])[], isHidden = false): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  if (isHidden) book.addWorksheet('Summary').addRows([['Totals for governors'], ['Year 5', 28]])
  const sheet = book.addWorksheet('Sheet 1', isHidden ? { state: 'hidden' } : {})
  sheet.addRows(rows.map(row => [...row]))
  return Buffer.from(await book.xlsx.writeBuffer())
}

export const csv = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map(row => row.map(cell => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n'))
export const pdf = (lines: readonly string[]): Promise<Buffer> => Promise.resolve(pdfSaying([['A page before'], lines]))
