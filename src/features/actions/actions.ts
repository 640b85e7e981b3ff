import { isDeepStrictEqual } from 'node:util'
import { brokenConstraint, inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import type { Action, ActionState, ActionText, Lead } from './action.ts'
import { readLeads } from './leads.ts'
import { insertLeads, keepLeads, leadsOf, updateLead, type LeadText } from './leadStore.ts'
import { endLinks } from './endingActions.ts'
import { insertProgress, timesToldOf } from './progressStore.ts'
import { refuse } from './refusals.ts'
import { insertActions, lockAction, removeActions, setState, touchAction, updateAction, type NewAction } from './store.ts'

/** Makes an action. What its timescale and its lead say is read, and kept beside the words. @returns its id */
export function createAction(
  db: Db,
  actor: PartnershipActor,
  { requestKey, ...action }: NewAction & { requestKey?: string | undefined },
): Promise<{ actionId: Id<'action'> }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: requestKey, purpose: 'action.create' }, async () => {
      const [actionId] = await addActions(trx, actor, [action])
      if (actionId === undefined) throw new Error('the action was not stored')
      await recordEvent(trx, actor, { verb: 'action.created', details: { actionId, what: action.what } })
      return { actionId }
    }),
  )
}

/**
 * Makes many actions in two statements, in the caller's transaction, without an event: whoever makes many says so once.
 *
 * @returns their ids, in the same order
 */
export async function addActions(trx: Db, actor: PartnershipActor, actions: readonly NewAction[]): Promise<Id<'action'>[]> {
  if (actions.length === 0) return []
  const ids = await insertActions(trx, actor.partnershipId, actions, actor.name)
  const leads = ids.flatMap((actionId, at) => newLeads(actionId, actions[at]?.lead ?? ''))
  await insertLeads(trx, actor.partnershipId, leads)
  return ids
}

const newLeads = (actionId: Id<'action'>, written: string) =>
  readLeads(written).map((lead, position) => ({ ...lead, actionId, position, email: '', addressNumber: 1 }))

/**
 * Writes an action anew. Leads whose words have stayed keep what people said of them, and their address.
 *
 * @param change.version that of the action when the form was rendered
 * @returns the action as somebody else left it, when it has changed since: nothing was written then
 */
export function changeAction(
  db: Db,
  actor: PartnershipActor,
  { actionId, change: { version, ...text } }: { actionId: Id<'action'>; change: ActionText & { version: number } },
): Promise<{ changedSince: Action | null }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const before = await heldAction(trx, partnershipId, actionId)
    if (isDeepStrictEqual(textOf(before), textOf(text))) return { changedSince: null }
    if (before.version !== version) return { changedSince: before }
    await updateAction(trx, partnershipId, actionId, { ...text, by: actor.name })
    if (text.lead !== before.lead) await reread(trx, actor, actionId, text.lead)
    await recordEvent(trx, actor, { verb: 'action.changed', details: { actionId, what: text.what, before: textOf(before) } })
    return { changedSince: null }
  })
}

/** What people write of an action. */
export const textOf = ({ what, timescale, lead, outcomeMeasure, remark }: ActionText): ActionText => ({
  what,
  timescale,
  lead,
  outcomeMeasure,
  remark,
})

async function reread(trx: Db, { partnershipId, name }: PartnershipActor, actionId: Id<'action'>, written: string): Promise<void> {
  const known = await leadsOf(trx, partnershipId, [actionId])
  const wanted = newLeads(actionId, written)
  const kept: { id: Id<'actionLead'>; position: number }[] = []
  const added: typeof wanted = []
  for (const lead of wanted) {
    const same = known.find(one => one.written === lead.written && !kept.some(({ id }) => id === one.id))
    if (same) kept.push({ id: same.id, position: lead.position })
    else added.push(lead)
  }
  const gone = known.filter(({ id }) => !kept.some(one => one.id === id)).map(({ id }) => id)
  await endLinks(trx, partnershipId, gone, name)
  await keepLeads(trx, partnershipId, actionId, kept)
  await insertLeads(trx, partnershipId, added)
}

/**
 * Says better who one of the leads is, and where letters to them go.
 *
 * @returns the action as somebody else left it, when it has changed since: nothing was written then
 */
export function changeLead(
  db: Db,
  actor: PartnershipActor,
  { actionId, leadId, version, lead }: { actionId: Id<'action'>; leadId: Id<'actionLead'>; version: number; lead: LeadText },
): Promise<{ changedSince: Lead | null }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const action = await heldAction(trx, partnershipId, actionId)
    const before = (await leadsOf(trx, partnershipId, [actionId])).find(({ id }) => id === leadId)
    if (!before) throw notFound()
    const { kind, name, organisation, toConfirm, email } = before
    if (isDeepStrictEqual({ kind, name, organisation, toConfirm, email }, lead)) return { changedSince: null }
    if (action.version !== version) return { changedSince: before }
    await updateLead(trx, partnershipId, leadId, lead)
    // The link was for whoever had that address.
    if (email !== lead.email) await endLinks(trx, partnershipId, [leadId], actor.name)
    await touchAction(trx, partnershipId, actionId, actor.name)
    await recordEvent(trx, actor, { verb: 'action.lead_changed', details: { actionId, what: action.what, lead: before.written } })
    return { changedSince: null }
  })
}

/**
 * Adds a dated note, and the state after it. Nothing that was said before is changed.
 *
 * @param said.seen how many notes whoever says it has seen
 * @returns false when somebody else has said how far it is meanwhile: nothing was written then
 */
export function recordProgress(
  db: Db,
  actor: PartnershipActor,
  said: { actionId: Id<'action'>; note: string; state: ActionState; droppedReason: string; seen: number; requestKey?: string | undefined },
): Promise<{ progressed: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: said.requestKey, purpose: `action.progress:${said.actionId}` }, async () => {
      const action = await heldAction(trx, partnershipId, said.actionId)
      if ((await timesToldOf(trx, partnershipId, said.actionId)) !== said.seen) return { progressed: false }
      await tellProgress(trx, actor, { action, ...said, by: actor.name, linkId: null })
      return { progressed: true }
    }),
  )
}

type Said = { note: string; state: ActionState; droppedReason: string; by: string; linkId: Id<'actionLink'> | null }

/** Adds what somebody said of an action that is held, with its event, in the caller's transaction. */
export async function tellProgress(trx: Db, actor: PartnershipActor, { action, ...said }: Said & { action: Action }): Promise<void> {
  const { id: actionId, what, state: before } = action
  await noteProgress(trx, actor.partnershipId, { ...said, actionId })
  const details = { actionId, what, state: said.state, before, note: said.note, droppedReason: said.droppedReason }
  await recordEvent(trx, actor, { verb: 'action.progressed', details })
}

/** Adds what somebody said of an action, in the caller's transaction and without its event. */
export async function noteProgress(trx: Db, partnershipId: Id<'partnership'>, said: Said & { actionId: Id<'action'> }): Promise<void> {
  const { actionId, note, state, droppedReason, by, linkId } = said
  await insertProgress(trx, partnershipId, [{ actionId, note, stateAfter: state, byName: by, byLead: linkId !== null, linkId }])
  await setState(trx, partnershipId, actionId, { state, droppedReason: state === 'dropped' ? droppedReason : '', by })
}

/** Removes an action that stands nowhere; the history keeps what it said. @throws Refusal conflict where it stands somewhere still */
export async function deleteAction(db: Db, actor: PartnershipActor, actionId: Id<'action'>): Promise<void> {
  try {
    await inTransaction(db, async trx => {
      const before = await heldAction(trx, actor.partnershipId, actionId)
      await removeActions(trx, actor.partnershipId, [actionId])
      await recordEvent(trx, actor, { verb: 'action.deleted', details: { actionId, what: before.what, before: textOf(before) } })
    })
  } catch (error) {
    throw brokenConstraint(error) === undefined ? error : refuse.standsSomewhere(actionId)
  }
}

async function heldAction(trx: Db, partnershipId: Id<'partnership'>, actionId: Id<'action'>): Promise<Action> {
  const action = await lockAction(trx, partnershipId, actionId)
  if (!action) throw notFound()
  return action
}
