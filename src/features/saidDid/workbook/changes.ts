import type { Id } from '../../../platform/id.ts'
import type { Action } from '../../actions/index.ts'
import type { ActionSaid, Listed } from '../../sheetImports/index.ts'
import type { ThemeText } from '../theme.ts'
import { wordsOf, type Written } from './write.ts'

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

/** The same with what is looked up for each row, so that many rows against much that is there stay quick. */
export type Held = There & {
  findingsByWords: ReadonlyMap<string, readonly There['findings'][number][]>
  byAction: ReadonlyMap<Id<'action'>, There['answers'][number]>
  answersByWords: ReadonlyMap<string, readonly There['answers'][number][]>
  /** The actions under each theme. */
  under: ReadonlyMap<Id<'theme'>, ReadonlySet<Id<'action'>>>
}

/** What is there, as it is looked up. */
export const heldOf = (there: There): Held => ({
  ...there,
  findingsByWords: Map.groupBy(there.findings, ({ statement }) => wordsOf(statement)),
  byAction: new Map(there.answers.map(answer => [answer.action.id, answer])),
  answersByWords: Map.groupBy(there.answers, ({ action }) => action.what),
  under: new Map(
    [...Map.groupBy(there.placements, ({ themeId }) => themeId)].map(([id, all]) => [id, new Set(all.map(({ actionId }) => actionId))]),
  ),
})

/** How many new answers do not say how they stand. */
export const unsaidIn = ({ newAnswers }: SaidDidChanges): number =>
  newAnswers.filter(({ action }) => 'isUnsaid' in action && action.isUnsaid).length
