import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { shortened } from '../../platform/say.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import type { Measure } from './measure.ts'
import { insertMeasures, insertValues, measuresOf, removeMeasure, updateMeasure, type NewMeasure, type NewValue } from './measureStore.ts'
import { partIn } from './partActions.ts'
import { inPlan } from './planActions.ts'

type OfMeasure = { planId: Id<'plan'>; measureId: Id<'planMeasure'> }

/** Adds a measure to a part of a plan. @returns its id */
export function addMeasure(
  db: Db,
  actor: PartnershipActor,
  { planId, measure, requestKey }: { planId: Id<'plan'>; measure: NewMeasure; requestKey?: string | undefined },
): Promise<{ measureId: Id<'planMeasure'> }> {
  const { partnershipId } = actor
  return inPlan(db, partnershipId, planId, (trx, plan) =>
    once(trx, { partnershipId, key: requestKey, purpose: `plan.measure:${measure.partId}` }, async () => {
      await partIn(trx, partnershipId, planId, measure.partId)
      const [measureId] = await insertMeasures(trx, partnershipId, planId, { measures: [measure], by: actor.name })
      if (measureId === undefined) throw new Error('the measure was not stored')
      const details = { planId, measureId, plan: plan.title, name: shortened(measure.words) }
      await recordEvent(trx, actor, { verb: 'plan.measure_added', details })
      return { measureId }
    }),
  )
}

/** A measure of a plan. @throws Refusal (not found) when the plan has none such */
export async function measureIn(db: Db, partnershipId: Id<'partnership'>, { planId, measureId }: OfMeasure): Promise<Measure> {
  const measure = (await measuresOf(db, partnershipId, planId)).find(({ id }) => id === measureId)
  if (!measure) throw notFound()
  return measure
}

/** @returns the measure as somebody else left it, when it has changed since: nothing was written then */
export function changeMeasure(
  db: Db,
  actor: PartnershipActor,
  { planId, measureId, version, kind, words }: OfMeasure & Pick<Measure, 'version' | 'kind' | 'words'>,
): Promise<{ changedSince: Measure | null }> {
  return inPlan(db, actor.partnershipId, planId, async (trx, plan) => {
    const before = await measureIn(trx, actor.partnershipId, { planId, measureId })
    if (before.kind === kind && before.words === words) return { changedSince: null }
    if (before.version !== version) return { changedSince: before }
    await updateMeasure(trx, actor.partnershipId, measureId, { kind, words, by: actor.name })
    const details = { planId, measureId, plan: plan.title, name: shortened(words), before: { kind: before.kind, words: before.words } }
    await recordEvent(trx, actor, { verb: 'plan.measure_changed', details })
    return { changedSince: null }
  })
}

/** Removes a measure with its values; the history keeps its words. Doing it twice is not an error. */
export function deleteMeasure(db: Db, actor: PartnershipActor, { planId, measureId }: OfMeasure): Promise<boolean> {
  return inPlan(db, actor.partnershipId, planId, async (trx, plan) => {
    const before = (await measuresOf(trx, actor.partnershipId, planId)).find(({ id }) => id === measureId)
    if (!before) return false
    await removeMeasure(trx, actor.partnershipId, measureId)
    const details = { planId, measureId, plan: plan.title, name: before.words }
    await recordEvent(trx, actor, { verb: 'plan.measure_removed', details })
    return true
  })
}

/** Adds a dated value to a measure: what was written, with what is read of it beside it. */
export function addValue(
  db: Db,
  actor: PartnershipActor,
  { planId, value, requestKey }: { planId: Id<'plan'>; value: NewValue; requestKey?: string | undefined },
): Promise<{ added: true }> {
  const { partnershipId } = actor
  return inPlan(db, partnershipId, planId, (trx, plan) =>
    once(trx, { partnershipId, key: requestKey, purpose: `plan.value:${value.measureId}` }, async () => {
      const measure = await measureIn(trx, partnershipId, { planId, measureId: value.measureId })
      await insertValues(trx, partnershipId, planId, { values: [value], by: actor.name })
      const details = { planId, measureId: value.measureId, plan: plan.title, name: shortened(measure.words), written: value.written }
      await recordEvent(trx, actor, { verb: 'plan.value_added', details })
      return { added: true as const }
    }),
  )
}
