import { z } from 'zod'
import { idSchema } from '../../../platform/id.ts'
import type { FormSheet } from '../../../platform/spreadsheets/writeForm.ts'

/** Whose workbook it is, and what each of its questions was made from. */
export const identitySchema = z.object({
  returnId: idSchema<'return'>(),
  establishmentId: idSchema<'establishment'>(),
  roundId: idSchema<'round'>(),
  versionId: idSchema<'version'>(),
  establishmentName: z.string(),
  roundName: z.string(),
  madeAt: z.iso.datetime(),
  /** By the key of a question, as `merge.baseOf` made it. */
  bases: z.record(z.string(), z.string()),
})
export type Identity = z.infer<typeof identitySchema>

export const IDENTITY_SHEET = 'Do not change'
const MARK = 'Safeguarding Audit workbook 1'
/** A cell holds 32,767 characters. */
const PIECE = 8_000

/** The hidden sheet by which a workbook is known again. @param sealed its identity, as `sealIdentity` made it */
export function identitySheet(sealed: string): FormSheet {
  const pieces = Array.from({ length: Math.ceil(sealed.length / PIECE) }, (_, at) => sealed.slice(at * PIECE, (at + 1) * PIECE))
  return { name: IDENTITY_SHEET, isHidden: true, widths: [60], rows: [MARK, ...pieces].map(text => [{ look: 'quiet', text }]) }
}

/** The sealed identity in a workbook, wherever its hidden sheet stands and whatever it is called by now; undefined where there is none. */
export const sealedIn = (sheets: readonly { rows: readonly { cells: readonly string[] }[] }[]): string | undefined =>
  sheets
    .find(({ rows }) => rows[0]?.cells[0]?.trim() === MARK)
    ?.rows.slice(1)
    .map(({ cells }) => cells[0]?.trim() ?? '')
    .join('')
