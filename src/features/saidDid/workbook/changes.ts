import type { Id } from '../../../platform/id.ts'
import type { Action } from '../../actions/index.ts'
import type { ActionSaid, Listed } from '../../sheetImports/index.ts'
import type { ThemeText } from '../theme.ts'
import type { Written } from './write.ts'

/** Under which theme an answer stands: one of the round, or one that comes with the workbook. */
export type ThemeRef = { id: Id<'theme'> } | { key: string }

/** All that a workbook would change of what the audit said. Nothing of it is done before someone confirms it. */
export type SaidDidChanges = Listed & {
  themes: { id: Id<'theme'>; text: ThemeText }[]
  newThemes: { key: string; text: ThemeText }[]
  answers: ({ id: Id<'action'>; isText: boolean; isState: boolean } & ActionSaid)[]
  newAnswers: {
    under: ThemeRef
    /** One that is written, one that is there, or the one that another of this list brings. */
    action: (ActionSaid & { isUnsaid: boolean }) | { id: Id<'action'> } | { sameAs: number }
    namesPublic: boolean
    from: Id<'action'> | undefined
  }[]
  names: { id: Id<'action'>; what: string; namesPublic: boolean; isDecided: boolean }[]
}

/** What is there already, for a workbook to be held against. */
export type There = Written & {
  /** Every action of the partnership. */
  known: ReadonlyMap<Id<'action'>, Action>
  /** Which of them an earlier import made of those that the workbook names. */
  twins: ReadonlyMap<Id<'action'>, Id<'action'>>
  isForeign: boolean
}

/** How many new answers do not say how they stand. */
export const unsaidIn = ({ newAnswers }: SaidDidChanges): number =>
  newAnswers.filter(({ action }) => 'isUnsaid' in action && action.isUnsaid).length
