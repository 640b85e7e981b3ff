import type { Id } from '../../platform/id.ts'
import type { Action, ActionState, ActionText } from '../actions/index.ts'
import type { Measure, MeasureKind, MeasureValue } from './measure.ts'
import { PART_TEXT, type Part, type PartKind, type PartText, type Plan, type PlanKind, type PlanText } from './plan.ts'

/**
 * All that a plan says, as it stood at one moment: what a version keeps, what two versions are compared by, what a workbook holds.
 * Ids tell what is the same in two of them, never the texts.
 */
export type PlanDocument = PlanText & { kind: PlanKind; parts: DocumentPart[] }
export type DocumentPart = PartText & {
  id: Id<'planPart'>
  kind: PartKind
  measures: DocumentMeasure[]
  actions: DocumentAction[]
  parts: DocumentPart[]
}
export type DocumentAction = ActionText & { id: Id<'action'>; state: ActionState; droppedReason: string; linked: boolean }
export type DocumentMeasure = { id: Id<'planMeasure'>; kind: MeasureKind; words: string; values: DocumentValue[] }
export type DocumentValue = { dated: string; written: string; source: string; note: string }

/** Where an action stands in a plan. */
export type PlacedAction = { id: Id<'planPlace'>; partId: Id<'planPart'>; actionId: Id<'action'>; linked: boolean; position: number }

/** The rows of a plan. */
export type PlanRows = {
  plan: Plan
  parts: readonly Part[]
  places: readonly PlacedAction[]
  actions: ReadonlyMap<Id<'action'>, Action>
  measures: readonly Measure[]
  values: readonly MeasureValue[]
}

/** Makes one document of the rows of a plan, each in its order. */
export function documentOf({ plan, parts, places, actions, measures, values }: PlanRows): PlanDocument {
  const children = Map.groupBy(parts, ({ parentId }) => parentId)
  const placesOf = Map.groupBy(places, ({ partId }) => partId)
  const measuresOf = Map.groupBy(measures, ({ partId }) => partId)
  const valuesOf = Map.groupBy(values, ({ measureId }) => measureId)
  const partsUnder = (parentId: Id<'planPart'> | null): DocumentPart[] =>
    (children.get(parentId) ?? []).map(part => ({
      ...textOfPart(part),
      id: part.id,
      kind: part.kind,
      measures: (measuresOf.get(part.id) ?? []).map(({ id, kind, words }) => ({
        id,
        kind,
        words,
        values: (valuesOf.get(id) ?? []).map(({ dated, written, source, note }) => ({ dated, written, source, note })),
      })),
      actions: (placesOf.get(part.id) ?? []).flatMap(({ actionId, linked }) => {
        const action = actions.get(actionId)
        return action ? [actionIn(action, linked)] : []
      }),
      parts: partsUnder(part.id),
    }))
  return { ...textOfPlan(plan), kind: plan.kind, parts: partsUnder(null) }
}

const actionIn = (action: Action, linked: boolean): DocumentAction => ({
  id: action.id,
  what: action.what,
  timescale: action.timescale,
  lead: action.lead,
  outcomeMeasure: action.outcomeMeasure,
  remark: action.remark,
  state: action.state,
  droppedReason: action.droppedReason,
  linked,
})

export const textOfPlan = ({ title, alsoCalled, period, authorities, owner, alignedWith, label, dated }: PlanText): PlanText => ({
  title,
  alsoCalled,
  period,
  authorities,
  owner,
  alignedWith,
  label,
  dated,
})

export const textOfPart = (part: PartText): PartText => Object.fromEntries(PART_TEXT.map(field => [field, part[field]])) as PartText

/** Every part of a document, from above to below. */
export const allParts = (parts: readonly DocumentPart[]): DocumentPart[] => parts.flatMap(part => [part, ...allParts(part.parts)])

/** Its actions, each once, however many places it has. */
export function distinctActions(parts: readonly DocumentPart[], linked: boolean): DocumentAction[] {
  const all = allParts(parts).flatMap(({ actions }) => actions)
  const own = new Set(all.filter(action => !action.linked).map(({ id }) => id))
  const wanted = all.filter(action => action.linked === linked && !(linked && own.has(action.id)))
  return [...new Map(wanted.map(action => [action.id, action])).values()]
}
