import { createRequire } from 'node:module'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type ExcelJS from 'exceljs'
import { cellText, daySerial, LONGEST_TEXT, spelledOut } from './cellXml.ts'
import { columnLetters } from '../tabular/cellPlace.ts'
import { LISTS } from '../tabular/sheetNames.ts'
import { WRAP } from './pageRows.ts'
import { linesOf } from './rowXml.ts'

/** What a cell is for, which decides how it looks and whether it can be filled in. */
export type FormCell = {
  look: 'title' | 'heading' | 'label' | 'strong' | 'quiet' | 'answer' | 'none'
  text?: string
  /** Of a cell to fill in: what it holds, so that a day is a day and a number a number. */
  type?: 'text' | 'number' | 'day'
  /** Of a cell to fill in: the only texts that it takes. */
  listed?: readonly string[]
}

export type FormSheet = {
  /** As `sheetNames` made it. */
  name: string
  isHidden?: boolean
  /** Of each column, in characters; 0 hides it. */
  widths: readonly number[]
  /** How many rows and columns stay in sight. */
  frozen?: { rows: number; columns: number }
  rows: readonly (readonly FormCell[])[]
}

/** Excel’s number for the paper. */
const A4 = { paperSize: 9 }

/** Of ExcelJS, what writes to a stream: see `container.ts`. */
const WRITER = 'exceljs/lib/stream/xlsx/workbook-writer.js'
const packages = createRequire(import.meta.url)
const BRAND = { argb: 'FF0C3B40' }
const FONT = { name: 'Calibri', size: 11 }
const LINE = { style: 'thin', color: { argb: 'FF8A9A9B' } } as const
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE } as const

const LOOKS: Record<FormCell['look'], Partial<ExcelJS.Style>> = {
  title: { font: { ...FONT, bold: true, size: 16, color: BRAND } },
  heading: {
    font: { ...FONT, bold: true, color: { argb: 'FFFFFFFF' } },
    fill: { type: 'pattern', pattern: 'solid', fgColor: BRAND },
    alignment: { ...WRAP, vertical: 'middle' },
  },
  label: { font: FONT, alignment: WRAP },
  strong: { font: { ...FONT, bold: true }, alignment: WRAP },
  quiet: { font: { ...FONT, size: 10, color: { argb: 'FF3D4F50' } }, alignment: WRAP },
  answer: {
    font: FONT,
    alignment: { ...WRAP, horizontal: 'left' },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF9DB' } },
    border: BORDER,
    protection: { locked: false },
  },
  none: {},
}
const FORMATS = { text: '@', number: 'General', day: 'dd/mm/yyyy' } as const

/**
 * A workbook to fill in: its sheets are locked, without a password, but for the cells that take an answer; these say what they take, and
 * offer it where it is a few texts. Texts are texts, whatever they begin with.
 *
 * @param facts what its properties say
 * @returns the file, a few hundred kilobytes at most
 */
export async function formWorkbook(
  sheets: readonly FormSheet[],
  { title, creator, created }: { title: string; creator: string; created: Date },
): Promise<Buffer> {
  const to = new PassThrough({ highWaterMark: 1 << 20 })
  const whole = buffer(to)
  const Writer = packages(WRITER) as new (given: object) => ExcelJS.stream.xlsx.WorkbookWriter
  const workbook = new Writer({ stream: to, useStyles: true, useSharedStrings: true })
  Object.assign(workbook, { title, creator, lastModifiedBy: creator, created, modified: created })
  workbook.views = [{ x: 0, y: 0, width: 28_000, height: 16_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }]
  const lists = new Map<string, { range: string; texts: readonly string[] }>()
  for (const sheet of sheets) await addSheet(workbook, sheet, lists)
  if (lists.size > 0) {
    const kept = [...lists.values()]
    const rows = Array.from({ length: Math.max(...kept.map(({ texts }) => texts.length)) }, (_, at) =>
      kept.map(({ texts }): FormCell => ({ look: 'label', text: texts[at] ?? '' })),
    )
    await addSheet(workbook, { name: LISTS, isHidden: true, widths: kept.map(() => 24), rows }, lists)
  }
  await workbook.commit()
  return whole
}

async function addSheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  { name, isHidden, widths, frozen, rows }: FormSheet,
  lists: Map<string, { range: string; texts: readonly string[] }>,
): Promise<void> {
  const sheet = workbook.addWorksheet(name, {
    state: isHidden ? 'hidden' : 'visible',
    views: [
      {
        showGridLines: false,
        ...(frozen ? { state: 'frozen', xSplit: frozen.columns, ySplit: frozen.rows } : { state: 'normal' }),
      },
    ],
    pageSetup: {
      ...{ orientation: 'landscape', ...A4, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      ...(frozen ? { printTitlesRow: `${frozen.rows}:${frozen.rows}` } : {}),
    },
    headerFooter: { oddFooter: '&L&A&R&P / &N' },
  }) as ExcelJS.Worksheet & { dataValidations: Validations }
  sheet.columns = widths.map(width => (width === 0 ? { width: 12, hidden: true } : { width }))
  for (const [at, cells] of rows.entries()) {
    const row = sheet.addRow([])
    for (const [column, cell] of cells.entries()) {
      if (cell.look === 'none') continue
      fill(row.getCell(column + 1), cell)
      const validation = validationOf(cell, lists)
      if (validation) sheet.dataValidations.add(`${columnLetters(column)}${at + 1}`, validation)
    }
    row.height = heightOf(cells, widths)
    row.commit()
  }
  await sheet.protect('', { formatColumns: true, formatRows: true, selectLockedCells: true, selectUnlockedCells: true })
  ;(sheet as unknown as { commit(): void }).commit()
}

type Validations = { add(address: string, validation: ExcelJS.DataValidation): void }

function fill(cell: ExcelJS.Cell, { look, text = '', type = 'text' }: FormCell): void {
  cell.style = look === 'answer' ? { ...LOOKS.answer, numFmt: FORMATS[type] } : LOOKS[look]
  if (text === '') return
  if (type === 'number' && look === 'answer' && Number.isFinite(Number(text))) cell.value = Number(text)
  else if (type === 'day' && daySerial(text) !== null) cell.value = new Date(`${text}T00:00:00Z`)
  else cell.value = spelledOut(cellText(text).slice(0, LONGEST_TEXT))
}

/** What a cell offers, or says about what it takes; a program that knows no drop-downs takes any text, which is judged when it comes back. */
function validationOf(
  { look, type, listed = [] }: FormCell,
  lists: Map<string, { range: string; texts: readonly string[] }>,
): ExcelJS.DataValidation | undefined {
  if (look !== 'answer') return undefined
  if (listed.length > 0) {
    const key = JSON.stringify(listed)
    const letters = columnLetters(lists.size)
    const list = lists.get(key) ?? { range: `${LISTS}!$${letters}$1:$${letters}$${listed.length}`, texts: listed }
    lists.set(key, list)
    return {
      ...{ type: 'list', allowBlank: true, formulae: [list.range], showErrorMessage: true, errorStyle: 'stop' },
      ...{ errorTitle: 'Choose from the list', error: 'Choose one of the answers in the list, or leave the cell empty.' },
    }
  }
  const prompt = type === 'day' ? 'A day, for example 27/3/2026' : type === 'number' ? 'A number' : ''
  return prompt === ''
    ? undefined
    : {
        type: 'custom',
        allowBlank: true,
        formulae: ['TRUE'],
        showInputMessage: true,
        promptTitle: prompt,
        prompt: 'Leave it empty if you do not know.',
      }
}

/** Programs do not work out heights when they open a file; more than this would hide the rows below. */
const MOST_LINES = 24

const heightOf = (cells: readonly FormCell[], widths: readonly number[]): number =>
  cells.some(({ look }) => look === 'title')
    ? 26
    : 15 * Math.min(MOST_LINES, Math.max(...cells.map(({ text }, at) => linesOf(text, widths[at] || 12)), 1)) + 3
