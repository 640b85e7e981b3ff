import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import {
  actionsOf,
  addActions,
  changeAction,
  findAction,
  leadsOf,
  held,
  type Action,
  type ActionState,
  type ActionText,
  type NewAction,
} from '../actions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { answersFrom, promisesOf, type Answer, type Placement, type Promises } from './answer.ts'
import { placeAnswers, placementsOf, renumberAnswers, setNamesPublic, takeOut } from './answerStore.ts'
import { lockedTheme, type ThemePath } from './lockActions.ts'
import { refuse } from './refusals.ts'
import { movedIn } from './theme.ts'

/** The answers of a round with all that is known of them, each once, and where they stand. */
export async function answersIn(
  db: Db,
  partnershipId: Id<'partnership'>,
  roundId: Id<'round'>,
): Promise<{ placements: Placement[]; answers: Answer[] }> {
  const placements = await placementsOf(db, partnershipId, roundId)
  const ids = [...new Set(placements.map(({ actionId }) => actionId))]
  if (ids.length === 0) return { placements, answers: [] }
  const [actions, leads] = [await actionsOf(db, partnershipId, ids), await leadsOf(db, partnershipId, ids)]
  return { placements, answers: answersFrom(placements, actions, leads) }
}

/** How many answers of a round need somebody's look today. */
export async function promisesIn(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, today: string): Promise<Promises> {
  return promisesOf((await answersIn(db, partnershipId, roundId)).answers, today)
}

/** Writes an action as the last answer of a theme. */
export function addAnswer(
  db: Db,
  actor: PartnershipActor,
  { requestKey, action, namesPublic, ...path }: ThemePath & { action: NewAction; namesPublic: boolean; requestKey?: string | undefined },
): Promise<{ actionId: Id<'action'> }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'answer.add' }, async () => {
      const { theme } = await lockedTheme(trx, partnershipId, path)
      const [actionId] = await addActions(trx, actor, [action])
      if (actionId === undefined) throw new Error('the action was not stored')
      await placeAnswers(trx, partnershipId, theme.id, [{ actionId, namesPublic }])
      const details = { themeId: theme.id, title: theme.title, actionId, what: action.what }
      await recordEvent(trx, actor, { verb: 'answer.added', roundId: path.roundId, details })
      return { actionId }
    }),
  )
}

/** Places actions that are written already as the last answers of a theme. @returns how many were not there before */
export function placeActions(
  db: Db,
  actor: PartnershipActor,
  { actionIds, ...path }: ThemePath & { actionIds: readonly Id<'action'>[] },
): Promise<number> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { theme } = await lockedTheme(trx, partnershipId, path)
    const { placements, answers } = await answersIn(trx, partnershipId, path.roundId)
    const there = placements.filter(({ themeId }) => themeId === theme.id).map(({ actionId }) => actionId)
    const added = (await actionsOf(trx, partnershipId, actionIds)).filter(({ id }) => !there.includes(id))
    if (added.length === 0) return 0
    const namesPublic = (id: Id<'action'>) => answers.some(({ action, namesPublic: named }) => action.id === id && named)
    await placeAnswers(
      trx,
      partnershipId,
      theme.id,
      added.map(({ id }) => ({ actionId: id, namesPublic: namesPublic(id) })),
    )
    await recordEvent(trx, actor, {
      verb: 'answer.placed',
      roundId: path.roundId,
      details: { themeId: theme.id, title: theme.title, actionIds: added.map(({ id }) => id), what: added.map(({ what }) => what) },
    })
    return added.length
  })
}

type AnswerPath = ThemePath & { actionId: Id<'action'> }

/**
 * Changes what an answer says, how it stands, and whether its people may be named: wherever the action stands, it is the same one.
 *
 * @param names.seen whether it was ticked when the form was drawn: a tick that was left as it was undoes nobody else's
 * @param stand.seen how it stood when the form was drawn: whoever left that as it was undoes nobody else's
 * @returns the action as somebody else left it, when it has changed since: nothing was written then
 */
export function changeAnswer(
  db: Db,
  actor: PartnershipActor,
  {
    change,
    names,
    stand,
    ...path
  }: AnswerPath & {
    change: ActionText & { version: number }
    names: { ticked: boolean; seen: boolean }
    stand: Stand
  },
): Promise<{ changedSince: Action | null }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { placement, action } = await lockedAnswer(trx, partnershipId, path)
    // Who ticks says it of the people who stood on the page.
    const isNew = names.ticked && !names.seen
    const isMoved = movesOn(action, stand)
    if ((isNew || isMoved) && action.version !== change.version) return { changedSince: action }
    const outcome = await changeAction(trx, actor, { actionId: path.actionId, change })
    if (isMoved) await held.tellProgress(trx, actor, { action: { ...action, ...change }, ...stand, note: '', by: actor.name, linkId: null })
    const holds = names.ticked && (isNew || placement.namesPublic)
    const isOver = !names.ticked && names.seen
    if (outcome.changedSince !== null || !(holds || isOver)) return outcome
    await setNamesPublic(trx, partnershipId, { ...path, namesPublic: holds })
    if (placement.namesPublic === holds) return outcome
    const details = { actionId: path.actionId, what: change.what, namesPublic: holds }
    await recordEvent(trx, actor, { verb: 'answer.names_decided', roundId: path.roundId, details })
    return outcome
  })
}

type Stand = { state: ActionState; droppedReason: string; seen: ActionState | undefined }

/** Whether somebody says that an answer stands otherwise than it does, or that it was dropped for another reason. */
const movesOn = (action: Action, { state, droppedReason, seen }: Stand): boolean =>
  state === action.state ? state === 'dropped' && droppedReason !== action.droppedReason : state !== seen

/** Moves an answer one place up or down within its theme. @returns whether it moved */
export function moveAnswer(
  db: Db,
  actor: PartnershipActor,
  { direction, ...path }: AnswerPath & { direction: 'up' | 'down' },
): Promise<boolean> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { title, ids } = await lockedAnswer(trx, partnershipId, path)
    const order = movedIn(ids, path.actionId, direction)
    if (!order) return false
    await renumberAnswers(trx, partnershipId, path.themeId, order)
    const details = { themeId: path.themeId, title, actionId: path.actionId, direction }
    await recordEvent(trx, actor, { verb: 'answer.moved', roundId: path.roundId, details })
    return true
  })
}

/** Takes an answer out of a theme. The action stays what it is. */
export function removeAnswer(db: Db, actor: PartnershipActor, path: AnswerPath): Promise<void> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { title } = await lockedAnswer(trx, partnershipId, path)
    await takeOut(trx, partnershipId, path)
    const [action] = await actionsOf(trx, partnershipId, [path.actionId])
    const details = { themeId: path.themeId, title, actionId: path.actionId, what: action?.what }
    await recordEvent(trx, actor, { verb: 'answer.removed', roundId: path.roundId, details })
  })
}

/** Where an answer stands, while nobody else moves or changes it. @throws Refusal when it is not there, or not any more */
async function lockedAnswer(
  trx: Db,
  partnershipId: Id<'partnership'>,
  path: AnswerPath,
): Promise<{ title: string; placement: Placement; action: Action; ids: Id<'action'>[] }> {
  const { theme } = await lockedTheme(trx, partnershipId, path)
  await held.lockActions(trx, partnershipId, [path.actionId])
  const action = await findAction(trx, partnershipId, path.actionId)
  const here = (await placementsOf(trx, partnershipId, path.roundId)).filter(({ themeId }) => themeId === theme.id)
  const placement = here.find(({ actionId }) => actionId === path.actionId)
  if (!placement || !action) throw refuse.answerGone(path.roundId)
  return { title: theme.title, placement, action, ids: here.map(({ actionId }) => actionId) }
}
