import type { ActionState, ActionText } from '../../actions/index.ts'
import type { Listed } from '../../sheetImports/index.ts'
import type { Id } from '../../../platform/id.ts'
import type { DocumentValue } from '../document.ts'
import type { MeasureKind } from '../measure.ts'
import type { PartKind, PartText, PlanKind, PlanText } from '../plan.ts'

/** Under which part something stands: one that the plan has, or one that comes with the workbook. */
export type PartRef = { id: Id<'planPart'> } | { key: string }

/** All that a workbook would change in a plan. Nothing of it is done before somebody confirms it. */
export type PlanChanges = Listed & {
  kind: PlanKind
  head: PlanText
  parts: { id: Id<'planPart'>; text: PartText }[]
  newParts: { key: string; kind: PartKind; under: PartRef | null; text: PartText }[]
  actions: { id: Id<'action'>; text: ActionText; state: ActionState; droppedReason: string; isState: boolean; isText: boolean }[]
  newActions: {
    under: PartRef
    linked: boolean
    /** One that is written, one that is there, or the one that another of this list brings. */
    action: (ActionText & { state: ActionState; droppedReason: string }) | { id: Id<'action'> } | { sameAs: number }
    /** What the workbook calls it, where it has a reference. */
    from: Id<'action'> | undefined
  }[]
  measures: { id: Id<'planMeasure'>; kind: MeasureKind; words: string }[]
  newMeasures: { under: PartRef; kind: MeasureKind; words: string; values: DocumentValue[] }[]
  newValues: { measureId: Id<'planMeasure'>; value: DocumentValue }[]
}
