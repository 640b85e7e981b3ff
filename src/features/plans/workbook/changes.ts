import type { ActionState, ActionText } from '../../actions/index.ts'
import type { Id } from '../../../platform/id.ts'
import type { DocumentValue } from '../document.ts'
import type { MeasureKind } from '../measure.ts'
import type { PartKind, PartText, PlanKind, PlanText } from '../plan.ts'
import type { CellNote } from './read.ts'

/** Under which part something stands: one that the plan has, or one that comes with the workbook. */
export type PartRef = { id: Id<'planPart'> } | { key: string }

/** What differs in one field, with its words before and after. */
export type FieldChange = { label: string; before: string; after: string }

/** A field in a list of those that differ. */
export const differing = (label: string, before: string, after: string): FieldChange[] =>
  before === after ? [] : [{ label, before, after }]

/** One change that a workbook makes, as its preview lists it. */
export type ChangeLine = { sheet: string; cell: string; what: string; name: string; isNew: boolean; fields: FieldChange[] }

/** All that a workbook would change in a plan. Nothing of it is done before somebody confirms it. */
export type PlanChanges = {
  kind: PlanKind
  head: PlanText
  parts: { id: Id<'planPart'>; text: PartText }[]
  newParts: { key: string; kind: PartKind; under: PartRef | null; text: PartText }[]
  actions: { id: Id<'action'>; text: ActionText; state: ActionState; droppedReason: string; isState: boolean; isText: boolean }[]
  newActions: {
    under: PartRef
    linked: boolean
    action: (ActionText & { state: ActionState; droppedReason: string }) | { id: Id<'action'> }
  }[]
  measures: { id: Id<'planMeasure'>; kind: MeasureKind; words: string }[]
  newMeasures: { under: PartRef; kind: MeasureKind; words: string; values: DocumentValue[] }[]
  newValues: { measureId: Id<'planMeasure'>; value: DocumentValue }[]
  lines: ChangeLine[]
  /** What is kept as it is written, and should be looked at. */
  notes: CellNote[]
  /** Rows that are not taken, with the reason. */
  bad: CellNote[]
}

/** So many cells of which the same is to be known are named one by one. */
const MOST_NAMED = 3

/** What is said of many cells of a sheet, as of every row of another plan's workbook, is said once, with the first of them and how many they are. */
export function saidOnce(notes: readonly CellNote[]): CellNote[] {
  const keyOf = ({ sheet, text }: CellNote) => JSON.stringify([sheet, text])
  const alike = Map.groupBy(notes, keyOf)
  return notes.flatMap(note => {
    const same = alike.get(keyOf(note)) ?? []
    if (same.length <= MOST_NAMED) return [note]
    return note === same[0]
      ? [{ ...note, cell: `${note.cell} and ${same.length - 1} more`, text: `${note.text} (${same.length} times)` }]
      : []
  })
}
