import type { NewAction } from '../actions/index.ts'
import type { Id } from '../../platform/id.ts'
import type { DocumentValue } from './document.ts'
import type { MeasureKind } from './measure.ts'
import type { PartKind, PartText } from './plan.ts'

/** A part that is not in a plan yet, with all that stands under it. */
export type DraftPart = PartText & {
  kind: PartKind
  measures: readonly DraftMeasure[]
  actions: readonly DraftAction[]
  parts: readonly DraftPart[]
}
export type DraftMeasure = { kind: MeasureKind; words: string; values: readonly DocumentValue[] }
/** An action that is written with its place, one that is there already and gets one more, or one that another of the same list brings. */
export type DraftAction = { linked: boolean } & ({ action: NewAction } | { actionId: Id<'action'> } | { sameAs: number })
