import { z } from 'zod'
import { idSchema } from '../../../platform/id.ts'
import { seal, unseal } from '../../../platform/sealed.ts'
import type { FormSheet } from '../../../platform/spreadsheets/writeForm.ts'

/** Whose workbook it is, and what each of its questions was made from. */
const identity = z.object({
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
export type Identity = z.infer<typeof identity>

export const IDENTITY_SHEET = 'Do not change'
const MARK = 'Safeguarding Audit workbook 1'
const PURPOSE = 'workbook:1'
/** A cell holds 32,767 characters. */
const PIECE = 8_000

/** The hidden sheet by which a workbook is known again: sealed, so that nobody can change whose it is. */
export function identitySheet(secret: Buffer, of: Identity): FormSheet {
  const sealed = seal(secret, PURPOSE, JSON.stringify(of))
  const pieces = Array.from({ length: Math.ceil(sealed.length / PIECE) }, (_, at) => sealed.slice(at * PIECE, (at + 1) * PIECE))
  return {
    name: IDENTITY_SHEET,
    isHidden: true,
    widths: [60],
    rows: [MARK, ...pieces].map(text => [{ look: 'quiet', text }]),
  }
}

/** Whose workbook it is: wherever its hidden sheet stands, and whatever it is called by now. @returns why not, where nobody can tell */
export function identityOf(
  secret: Buffer,
  sheets: readonly { rows: readonly { cells: readonly string[] }[] }[],
): Identity | 'missing' | 'broken' {
  const sheet = sheets.find(({ rows }) => rows[0]?.cells[0]?.trim() === MARK)
  if (!sheet) return 'missing'
  const sealed = sheet.rows
    .slice(1)
    .map(({ cells }) => cells[0]?.trim() ?? '')
    .join('')
  try {
    return identity.parse(JSON.parse(unseal(secret, PURPOSE, sealed)))
  } catch {
    return 'broken'
  }
}
