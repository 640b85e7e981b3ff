import type { Db } from '../../platform/db.ts'
import { partOf, type PartOf } from '../../platform/tabular/dataSet.ts'
import { planRows, plansOf, versionsOf, type Part, type PlanRows } from '../plans/index.ts'
import type { Scope } from './scope.ts'
import { planMeasuresSet, planMeasureValuesSet, type SourceMeasure, type SourceValue } from './sets/planMeasures.ts'
import { planActionsSet, planPartsSet, plansSet, type SourcePart, type SourcePlace, type SourcePlan } from './sets/plans.ts'
import { ofNoRound, type Shape } from './shape.ts'

/** A plan with all that stands in it, each in the order of its page. */
export type ReadPlan = { head: SourcePlan; parts: SourcePart[]; places: SourcePlace[]; measures: SourceMeasure[]; values: SourceValue[] }

export const planParts = (shape: Shape): PartOf<ReadPlan>[] => [
  partOf(ofNoRound(planActionsSet, shape), ({ places }) => places),
  partOf(ofNoRound(plansSet, shape), ({ head }) => [head]),
  partOf(ofNoRound(planPartsSet, shape), ({ parts }) => parts),
  partOf(ofNoRound(planMeasuresSet, shape), ({ measures }) => measures),
  partOf(ofNoRound(planMeasureValuesSet, shape), ({ values }) => values),
]

/** Every plan of the partnership, the oldest first: one at a time is held. */
export async function* plansOfPartnership(db: Db, { partnershipId }: Scope): AsyncGenerator<ReadPlan> {
  for (const { id } of (await plansOf(db, partnershipId)).toReversed()) {
    const rows = await planRows(db, partnershipId, id)
    const parts = partsFromAbove(rows)
    const places = placesIn(rows, parts)
    const counted = places.filter(({ isCounted }) => isCounted)
    const own = counted.filter(({ linked }) => !linked).length
    const head = { plan: rows.plan, versions: await versionsOf(db, partnershipId, id), own, linked: counted.length - own }
    yield { head, parts, places, ...measuresIn(rows, parts) }
  }
}

function partsFromAbove({ plan, parts }: PlanRows): SourcePart[] {
  const under = Map.groupBy(parts, ({ parentPlanPartId }) => parentPlanPartId)
  const from = (children: readonly Part[] | undefined, above: SourcePart | null): SourcePart[] =>
    (children ?? []).flatMap((part, at) => {
      const found = { plan, part, place: above ? `${above.place}.${at + 1}` : String(at + 1), top: above?.top ?? part }
      return [found, ...from(under.get(part.id), found)]
    })
  return from(under.get(null), null)
}

/** An action counts where it first stands as the plan's own; where it nowhere does, where it first stands as one of the linked plan. */
function placesIn({ places, actions }: PlanRows, parts: readonly SourcePart[]): SourcePlace[] {
  const byPart = Map.groupBy(places, ({ partId }) => partId)
  const all = parts.flatMap(found =>
    (byPart.get(found.part.id) ?? []).flatMap(({ actionId, linked }, at) => {
      const action = actions.get(actionId)
      return action ? [{ ...found, action, at: at + 1, linked }] : []
    }),
  )
  const counts = new Map<number, (typeof all)[number]>()
  for (const one of all) {
    const known = counts.get(one.action.id)
    if (known === undefined || (known.linked && !one.linked)) counts.set(one.action.id, one)
  }
  return all.map(one => ({ ...one, isCounted: counts.get(one.action.id) === one }))
}

function measuresIn({ measures, values }: PlanRows, parts: readonly SourcePart[]): Pick<ReadPlan, 'measures' | 'values'> {
  const byPart = Map.groupBy(measures, ({ partId }) => partId)
  const byMeasure = Map.groupBy(values, ({ measureId }) => measureId)
  const all = parts.flatMap(found =>
    (byPart.get(found.part.id) ?? []).map((measure, at) => ({
      ...found,
      measure,
      at: at + 1,
      values: byMeasure.get(measure.id)?.length ?? 0,
    })),
  )
  return {
    measures: all,
    values: all.flatMap(({ measure, ...found }) =>
      (byMeasure.get(measure.id) ?? []).map((value, at) => ({ ...found, measure, value, at: at + 1 })),
    ),
  }
}
