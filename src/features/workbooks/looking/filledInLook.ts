import { z } from 'zod'
import { CouldNotLook, defineLook, type WhyNot } from '../../../platform/looking/look.ts'
import { whyNotExcel } from '../../../platform/spreadsheets/reading/notExcel.ts'
import { readFilledIn, UnreadableWorkbook, type WrittenSheet } from '../../../platform/spreadsheets/reading/readWorkbook.ts'

/** More than this was not written into our workbook. */
const MOST = { rows: 5_000, columns: 60, characters: 4_000_000, marks: 3_000 }

const finding = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    sheets: z.array(
      z.strictObject({
        name: z.string().max(100),
        rows: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()).max(MOST.columns) })).max(MOST.rows),
        merged: z.array(z.string().max(20)).max(MOST.marks),
        formulas: z.array(z.string().max(20)).max(MOST.marks),
      }),
    ),
  }),
  z.strictObject({ ok: z.literal(false), why: z.string() }),
])
type Finding = z.infer<typeof finding>

/** Reads a workbook that was filled in, so that the program itself meets no byte of it. */
export const filledInLook = defineLook({
  name: 'workbooks.filledIn',
  seconds: 30,
  finding,
  async run(file, _question: null): Promise<Finding> {
    try {
      const whyNot = await whyNotExcel(file)
      if (whyNot !== undefined) return { ok: false, why: whyNot }
      const sheets = await readFilledIn(file)
      const why = tooMuchIn(sheets)
      return why === undefined ? { ok: true, sheets } : { ok: false, why }
    } catch (error) {
      if (error instanceof UnreadableWorkbook) return { ok: false, why: error.message }
      throw error
    }
  },
})

function tooMuchIn(sheets: readonly WrittenSheet[]): string | undefined {
  let characters = 0
  for (const { name, rows, merged, formulas } of sheets) {
    if (rows.length > MOST.rows || merged.length > MOST.marks || formulas.length > MOST.marks)
      return `The sheet “${name}” has more rows, merged cells or formulas than any audit.`
    for (const { line, cells } of rows) {
      if (cells.length > MOST.columns) return `Row ${line} of the sheet “${name}” has more than ${MOST.columns} columns.`
      for (const cell of cells) characters += cell.length
    }
  }
  return characters > MOST.characters ? 'This workbook holds far more text than any audit.' : undefined
}

const NOT_NOW = 'This file could not be looked into just now. Try again in a few minutes.'
const TOO_COMPLICATED = 'This file is too complicated to look into. Download a new workbook, copy your answers into it, and choose that.'
const WORDS: Record<WhyNot, string> = {
  too_long: TOO_COMPLICATED,
  too_much: TOO_COMPLICATED,
  busy: NOT_NOW,
  failed: NOT_NOW,
  stopping: NOT_NOW,
}

/** What a look came to, and why not where it came to nothing. @throws what is no fault of the file or of looking */
export const lookedInto = (look: Promise<Finding>): Promise<Finding> =>
  look.catch((error: unknown) => {
    if (error instanceof CouldNotLook) return { ok: false, why: WORDS[error.why] }
    throw error
  })
