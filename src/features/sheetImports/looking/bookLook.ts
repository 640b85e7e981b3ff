import { z } from 'zod'
import { CouldNotLook, defineLook, type Looking, type WhyNot } from '../../../platform/looking/look.ts'
import { readWorkbookAsSeen, UnreadableWorkbook, type SeenSheet } from '../../../platform/spreadsheets/reading/readWorkbook.ts'

/** More than this is no plan, no list of themes and no ratings. */
const MOST = { rows: 5_000, rowsInAll: 8_000, columns: 100, characters: 4_000_000, merged: 3_000 }

const finding = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    sheets: z.array(
      z.strictObject({
        name: z.string().max(100),
        rows: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()).max(MOST.columns) })).max(MOST.rows),
        merged: z.array(z.string().max(20)).max(MOST.merged),
      }),
    ),
  }),
  z.strictObject({ ok: z.literal(false), why: z.string() }),
])

/** Reads a workbook that people laid out, its cells as they are seen, so that the program itself meets no byte of it. */
export const bookLook = defineLook({
  name: 'sheetImports.workbook',
  seconds: 30,
  finding,
  async run(file, _question: null): Promise<z.infer<typeof finding>> {
    try {
      const sheets = (await readWorkbookAsSeen(file)).filter(({ rows }) => rows.length > 0)
      const why = whyNot(sheets)
      return why === undefined ? { ok: true, sheets } : { ok: false, why }
    } catch (error) {
      if (error instanceof UnreadableWorkbook) return { ok: false, why: error.message }
      throw error
    }
  },
})

/** Why a workbook cannot be read, as a sentence; nothing where it can. */
export function whyNot(sheets: readonly SeenSheet[]): string | undefined {
  if (sheets.length === 0) return 'This workbook is empty: no cell of it says anything.'
  const inAll = sheets.reduce((sum, { rows }) => sum + rows.length, 0)
  if (inAll > MOST.rowsInAll)
    return `The sheets of this workbook have ${inAll} rows together, and at most ${MOST.rowsInAll} can be read. Leave out the sheets that need not be imported.`
  let characters = 0
  for (const { name, rows, merged } of sheets) {
    if (rows.length > MOST.rows || merged.length > MOST.merged)
      return `The sheet “${name}” has far more rows or merged cells than can be read.`
    for (const { line, cells } of rows) {
      if (cells.length > MOST.columns) return `Row ${line} of the sheet “${name}” has more than ${MOST.columns} columns.`
      for (const cell of cells) characters += cell.length
    }
  }
  return characters > MOST.characters ? 'This workbook holds far more text than can be read.' : undefined
}

/** A workbook that cannot be taken, with the reason as a sentence. */
export class UnusableWorkbook extends Error {}

const NOT_NOW = 'This file could not be looked into just now. Try again in a few minutes.'
const WORDS: Record<WhyNot, string> = {
  too_long: 'It took too long to look into this file. Copy what is to be read into a new workbook, and choose that.',
  too_much: 'This file is too complicated to look into. Copy what is to be read into a new workbook, and choose that.',
  busy: NOT_NOW,
  failed: NOT_NOW,
  stopping: NOT_NOW,
}

/** Reads a workbook that someone sent. @throws UnusableWorkbook */
export async function lookIntoBook(looking: Looking, file: string): Promise<SeenSheet[]> {
  const found = await looking.look(bookLook, file, null).catch((error: unknown) => {
    throw error instanceof CouldNotLook ? new UnusableWorkbook(WORDS[error.why]) : error
  })
  if (!found.ok) throw new UnusableWorkbook(found.why)
  return found.sheets
}
