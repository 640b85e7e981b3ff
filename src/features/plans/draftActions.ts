import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { addActions } from '../actions/index.ts'
import type { PartnershipActor } from '../history/index.ts'
import { textOfPart } from './document.ts'
import type { DraftAction, DraftMeasure, DraftPart } from './draft.ts'
import { insertMeasures, insertValues } from './measureStore.ts'
import { insertParts } from './partStore.ts'
import { insertPlaces } from './placeStore.ts'

/** Under which part something is added. */
export type Under<What> = { partId: Id<'planPart'>; what: What }

/**
 * Adds parts with all that stands under them to a plan, in the caller's transaction and without an event: a statement for each kind of
 * row, however many there are.
 *
 * @returns the ids of the actions that were written, in their order
 */
export async function addDrafts(
  trx: Db,
  actor: PartnershipActor,
  { planId, parts, parentPlanPartId = null }: { planId: Id<'plan'>; parts: readonly DraftPart[]; parentPlanPartId?: Id<'planPart'> | null },
): Promise<Id<'action'>[]> {
  const tops = await added(
    trx,
    actor,
    planId,
    parts.map(part => ({ part, parentPlanPartId })),
  )
  const under = await added(
    trx,
    actor,
    planId,
    tops.flatMap(({ part, id }) => part.parts.map(child => ({ part: child, parentPlanPartId: id }))),
  )
  const all = [...tops, ...under]
  await addMeasures(trx, actor, { planId, measures: all.flatMap(({ part, id }) => part.measures.map(what => ({ partId: id, what }))) })
  return addPlaced(trx, actor, { planId, actions: all.flatMap(({ part, id }) => part.actions.map(what => ({ partId: id, what }))) })
}

async function added(
  trx: Db,
  actor: PartnershipActor,
  planId: Id<'plan'>,
  wanted: readonly { part: DraftPart; parentPlanPartId: Id<'planPart'> | null }[],
): Promise<{ part: DraftPart; id: Id<'planPart'> }[]> {
  if (wanted.length === 0) return []
  const parts = wanted.map(({ part, parentPlanPartId }) => ({ ...textOfPart(part), kind: part.kind, parentPlanPartId }))
  const ids = await insertParts(trx, actor.partnershipId, planId, { parts, by: actor.name })
  return wanted.flatMap(({ part }, at) => {
    const id = ids[at]
    return id === undefined ? [] : [{ part, id }]
  })
}

/** Adds measures with their values. */
export async function addMeasures(
  trx: Db,
  actor: PartnershipActor,
  { planId, measures }: { planId: Id<'plan'>; measures: readonly Under<DraftMeasure>[] },
): Promise<void> {
  if (measures.length === 0) return
  const rows = measures.map(({ partId, what: { kind, words } }) => ({ partId, kind, words }))
  const ids = await insertMeasures(trx, actor.partnershipId, planId, { measures: rows, by: actor.name })
  const values = ids.flatMap((measureId, at) => (measures[at]?.what.values ?? []).map(value => ({ ...value, measureId })))
  if (values.length > 0) await insertValues(trx, actor.partnershipId, planId, { values, by: actor.name })
}

/** Writes actions, and gives them and those that are there already their places. @returns the ids of those that were written */
export async function addPlaced(
  trx: Db,
  actor: PartnershipActor,
  { planId, actions }: { planId: Id<'plan'>; actions: readonly Under<DraftAction>[] },
): Promise<Id<'action'>[]> {
  if (actions.length === 0) return []
  const written = await addActions(
    trx,
    actor,
    actions.flatMap(({ what }) => ('action' in what ? [what.action] : [])),
  )
  const ids = written.values()
  const found: (Id<'action'> | undefined)[] = []
  const places = actions.flatMap(({ partId, what }) => {
    const actionId = 'actionId' in what ? what.actionId : 'sameAs' in what ? found[what.sameAs] : ids.next().value
    found.push(actionId)
    return actionId === undefined ? [] : [{ partId, actionId, linked: what.linked }]
  })
  await insertPlaces(trx, actor.partnershipId, planId, places)
  return written
}
