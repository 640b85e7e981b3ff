import { nameOf } from '../../actions/index.ts'
import type { Id } from '../../../platform/id.ts'
import type { Held } from './changes.ts'
import { readReference, type Row } from './read.ts'
import type { FoundTheme } from './themes.ts'
import { wordsOf } from './write.ts'

/** References that stand in several rows with different words, each with its first row. */
export type Twice = ReadonlyMap<string, Row>

type At = { theme: FoundTheme; there: Held; twice: Twice }

/** Whether an action is an answer of the theme already. */
export const isPlaced = ({ theme, there }: Pick<At, 'theme' | 'there'>, id: Id<'action'>): boolean =>
  theme.known !== undefined && (there.under.get(theme.known.id)?.has(id) ?? false)

const writtenIn = ({ cells }: Row): string => (cells.reference?.text ?? '').slice(0, 40).trim()
const answerIn = ({ cells }: Row): string => wordsOf(cells.what?.text ?? '')

/** The references that stand twice, as where a row was copied to write another answer in it. */
export function referencesTwice(rows: readonly Row[]): Twice {
  const first = new Map<string, Row>()
  const twice = new Map<string, Row>()
  for (const row of rows) {
    const reference = writtenIn(row)
    if (reference === '' || answerIn(row) === '') continue
    const before = first.get(reference)
    if (!before) first.set(reference, row)
    else if (answerIn(before) !== answerIn(row)) twice.set(reference, before)
  }
  return twice
}

/**
 * Why the reference of a row is not taken for what the row says: it stands in several rows that say different things, or it is of an
 * action that says something else and is no answer of the theme that it names, as in a sheet from somewhere else. A text that was changed
 * beside a reference of its own is a change.
 */
export function wrongReference(row: Row, at: At): string | undefined {
  const { there, theme } = at
  const read = readReference(row.cells.reference?.text ?? '', there.isForeign)
  if (read.action === undefined) return undefined
  const twin = there.twins.get(read.action)
  const known = there.known.get(twin ?? read.action)
  const before = at.twice.get(writtenIn(row))
  if (!known) return before && before !== row ? `Row ${before.line} has the same reference and says something else. ${AS_NEW}` : undefined
  if (wordsOf(known.what) === answerIn(row)) return undefined
  const isOwn = twin !== undefined || (read.theme === theme.known?.id && isPlaced(at, known.id))
  if (!before && isOwn) return undefined
  const where = before ? 'stands in several rows, and it is of' : 'is of'
  return `The reference of this row ${where} the action “${nameOf(known)}”, and the row says something else. ${AS_NEW}`
}

const AS_NEW = 'It is not imported: leave the reference of a new answer blank.'
