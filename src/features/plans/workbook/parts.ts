import { isDeepStrictEqual } from 'node:util'
import { textOfPart } from '../document.ts'
import { PART_LABELS, PART_TEXT, PART_WORDS, partName, type PartText } from '../plan.ts'
import { LONGEST_PART } from '../schemas.ts'
import { differing, type Said } from '../../sheetImports/index.ts'
import type { PlanChanges } from './changes.ts'
import type { FoundPart } from './resolve.ts'

/** What a workbook would change of one part. */
export function partChange(sheet: string, part: FoundPart, changes: PlanChanges): void {
  const said = textAfter(part)
  const text = { ...said }
  for (const field of PART_TEXT) {
    const of = {
      name: PART_LABELS[field],
      max: LONGEST_PART[field],
      said: { text: said[field], cell: part.said[field]?.cell ?? part.cell },
      sheet,
    }
    text[field] = fitted(of, part.known?.[field], changes)
  }
  for (const { field, cell } of blankOf(part))
    changes.notes.push({ sheet, cell, text: `${PART_LABELS[field]} is blank here: what the plan says stays. It is taken out on its page.` })
  const what = PART_WORDS[part.kind].one
  const line = { sheet, cell: part.cell, what, name: partName(text), isNew: part.known === undefined }
  if (part.known) {
    const before = textOfPart(part.known)
    if (isDeepStrictEqual(before, text)) return
    changes.parts.push({ id: part.known.id, text })
    changes.lines.push({ ...line, fields: PART_TEXT.flatMap(field => differing(PART_LABELS[field], before[field], text[field])) })
    return
  }
  const key = 'key' in part.ref ? part.ref.key : ''
  changes.newParts.push({ key, kind: part.kind, under: part.under?.ref ?? null, text })
  changes.lines.push({ ...line, fields: PART_TEXT.flatMap(field => differing(PART_LABELS[field], '', text[field])) })
}

/**
 * What a part will say: the words of the sheet, otherwise what the plan says. A blank cell takes nothing out of the plan: the row that
 * said it may have been filtered out, or dropped.
 */
const textAfter = ({ said, known, kind }: FoundPart): PartText =>
  Object.fromEntries(
    PART_TEXT.map(field => {
      const isOwn = kind !== 'objective' || field === 'title'
      return [field, (isOwn ? said[field]?.text : undefined) || (known?.[field] ?? '')]
    }),
  ) as PartText

/** What the sheet has a blank cell for and the plan has words. */
const blankOf = ({ said, known, kind }: FoundPart): { field: keyof PartText; cell: string }[] =>
  kind === 'objective' || !known
    ? []
    : PART_TEXT.flatMap(field => {
        const cell = said[field]
        return cell?.text === '' && known[field] !== '' ? [{ field, cell: cell.cell }] : []
      })

/** What a cell says, where that is not too long: otherwise what the plan says stays, and of something new the beginning is taken. Either is said. */
export function fitted(
  { name, max, said, sheet }: { name: string; max: number; said: Said | undefined; sheet: string },
  before: string | undefined,
  changes: PlanChanges,
): string {
  const text = said?.text ?? before ?? ''
  if (text.length <= max) return text
  const instead = before === undefined ? 'its end is not imported.' : 'it is not imported, and what the plan says stays.'
  changes.bad.push({ sheet, cell: said?.cell ?? '', text: `${name} has more than ${max} characters: ${instead}` })
  return before ?? text.slice(0, max).toWellFormed()
}
