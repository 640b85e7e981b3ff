import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { changeAction, findAction, noteProgress } from '../actions/index.ts'
import type { PartnershipActor } from '../history/index.ts'
import type { MadeAction } from '../sheetImports/index.ts'
import { addMeasures, addPlaced } from './draftActions.ts'
import { insertValues, updateMeasure } from './measureStore.ts'
import { insertParts, updatePart } from './partStore.ts'
import { findPlan, updatePlan } from './store.ts'
import type { PartRef, PlanChanges } from './workbook/changes.ts'

/**
 * Does what a workbook changes in a plan, in the caller's transaction, which holds the plan and its actions.
 *
 * @returns which actions were made of those that the workbook names
 */
export async function applyChanges(
  trx: Db,
  actor: PartnershipActor,
  { planId, changes }: { planId: Id<'plan'>; changes: PlanChanges },
): Promise<MadeAction[]> {
  const { partnershipId, name: by } = actor
  const plan = await findPlan(trx, partnershipId, planId)
  if (!plan) throw notFound()
  await updatePlan(trx, partnershipId, planId, { ...changes.head, linkedPlanId: plan.linkedPlanId, by })
  for (const { id, text } of changes.parts) await updatePart(trx, partnershipId, id, { ...text, by })
  const idOf = await newParts(trx, actor, planId, changes)
  for (const action of changes.actions) await changeOne(trx, actor, action)
  const actions = changes.newActions.map(({ under, linked, action }) => ({
    partId: idOf(under),
    what: 'id' in action ? { linked, actionId: action.id } : 'sameAs' in action ? { linked, ...action } : { linked, action },
  }))
  const written = await addPlaced(trx, actor, { planId, actions })
  for (const { id, kind, words } of changes.measures) await updateMeasure(trx, partnershipId, id, { kind, words, by })
  const measures = changes.newMeasures.map(({ under, ...what }) => ({ partId: idOf(under), what }))
  await addMeasures(trx, actor, { planId, measures })
  const values = changes.newValues.map(({ measureId, value }) => ({ ...value, measureId }))
  if (values.length > 0) await insertValues(trx, partnershipId, planId, { values, by })
  const wanted = changes.newActions.filter(({ action }) => 'what' in action)
  return wanted.flatMap(({ from }, at) => {
    const to = written[at]
    return from === undefined || to === undefined ? [] : [{ from, to }]
  })
}

/** Adds the parts that come with the workbook: what stands at the top first. @returns finds the id of a part, old or new */
async function newParts(
  trx: Db,
  { partnershipId, name: by }: PartnershipActor,
  planId: Id<'plan'>,
  { newParts: wanted }: PlanChanges,
): Promise<(ref: PartRef) => Id<'planPart'>> {
  const made = new Map<string, Id<'planPart'>>()
  const idOf = (ref: PartRef): Id<'planPart'> => {
    const id = 'id' in ref ? ref.id : made.get(ref.key)
    if (id === undefined) throw new Error('a part of the workbook was not stored')
    return id
  }
  for (const isTop of [true, false]) {
    const now = wanted.filter(({ under }) => (under === null) === isTop)
    if (now.length === 0) continue
    const parts = now.map(({ kind, under, text }) => ({ ...text, kind, parentPlanPartId: under === null ? null : idOf(under) }))
    const ids = await insertParts(trx, partnershipId, planId, { parts, by })
    for (const [at, { key }] of now.entries()) {
      const id = ids[at]
      if (id !== undefined) made.set(key, id)
    }
  }
  return idOf
}

async function changeOne(trx: Db, actor: PartnershipActor, change: PlanChanges['actions'][number]): Promise<void> {
  const { id: actionId, text, state, droppedReason, isState, isText } = change
  const action = await findAction(trx, actor.partnershipId, actionId)
  if (!action) throw notFound()
  const { changedSince } = isText
    ? await changeAction(trx, actor, { actionId, change: { ...text, version: action.version } })
    : { changedSince: null }
  if (changedSince) throw new Error('an action was changed while its plan was held')
  if (!isState) return
  const note = 'So it stands in the workbook that was imported.'
  await noteProgress(trx, actor.partnershipId, { actionId, note, state, droppedReason, by: actor.name, linkId: null })
}
