import { sayList } from '../../platform/say.ts'
import type { Id } from '../../platform/id.ts'
import type { Mark } from './names.ts'

/** A word that a person said is no name. */
export type NotName = { word: string; by: string; at: string }

/** Words of a comment that are to be published, as they were written and as a person edited them. */
export type Quotation = {
  id: Id<'quotation'>
  commentId: Id<'comment'>
  commentVersion: number
  returnId: Id<'return'>
  establishmentId: Id<'establishment'>
  establishment: string
  type: string
  phase: string
  question: string
  versionId: Id<'version'>
  themeId: Id<'commentTheme'> | null
  theme: string | null
  original: string
  body: string
  notNames: NotName[]
  pickedBy: string
  editedBy: string | null
  editedAt: Date | null
  approvedBy: string | null
  approvedAt: Date | null
  version: number
  /** What the comment says now, as which version, and whether it still counts. */
  comment: string
  nowVersion: number
  standing: boolean
}

/** As many as a round can have. */
export const MOST_QUOTATIONS = 200

export const QUOTATION_STATES = {
  unedited: { text: 'Not edited yet', colour: 'grey' },
  edited: { text: 'Edited', colour: 'blue' },
  approved: { text: 'Approved', colour: 'green' },
  held: { text: 'Approved, but held back', colour: 'orange' },
} as const
export type QuotationState = keyof typeof QUOTATION_STATES

export const stateOf = ({ editedAt, approvedAt }: Pick<Quotation, 'editedAt' | 'approvedAt'>, lacks: readonly string[]): QuotationState => {
  if (editedAt === null) return 'unedited'
  if (approvedAt === null) return 'edited'
  return lacks.length > 0 ? 'held' : 'approved'
}

type Judged = Pick<Quotation, 'editedAt' | 'commentVersion' | 'nowVersion' | 'standing' | 'original' | 'comment'>

/** Why a quotation may not be published, a sentence each; none when it may, once somebody approves it. */
export function lacksOf(
  { editedAt, commentVersion, nowVersion, standing, original, comment }: Judged,
  { marks, who }: { marks: readonly Pick<Mark, 'written'>[]; who: string | undefined },
): string[] {
  const marked = [...new Set(marks.map(({ written }) => `“${written}”`))]
  return [
    ...(editedAt === null ? ['Nobody has looked at it and edited it yet.'] : []),
    ...(marked.length === 0 ? [] : [`It still holds what may be a name: ${sayList(marked.slice(0, 20))}.`]),
    ...(standing ? [] : ['Its return was sent back, or the comment is not there any more.']),
    ...(standing && !standsIn(original, comment) ? ['The words are not in the comment any more. Pick others.'] : []),
    ...(standing && standsIn(original, comment) && commentVersion !== nowVersion
      ? ['The comment has changed since. Read it, and save the quotation again.']
      : []),
    ...(who === undefined ? ['Too few returns are in: whoever reads it could tell who wrote it.'] : []),
  ]
}

/** Whether these words stand in a comment as they are, however its lines are broken. */
export const standsIn = (words: string, comment: string): boolean => spaced(comment).includes(spaced(words))
const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim()
