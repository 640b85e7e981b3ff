import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { actionHref, actionsOf, nameOf, STATE_WORDS } from '../../actions/index.ts'
import { actionLinksOf } from '../actionLinkStore.ts'

/** An action about a finding, as it is listed under it. */
export type ActionLine = { id: Id<'action'>; text: string; href: string; state: string }

/** The actions about each finding of a round. */
export async function actionLines(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Map<number, ActionLine[]>> {
  const links = await actionLinksOf(db, partnershipId, roundId)
  const ids = links.map(({ actionId }) => actionId)
  const known = new Map((ids.length === 0 ? [] : await actionsOf(db, partnershipId, ids)).map(action => [action.id, action]))
  const lines = links.flatMap(({ findingId, actionId }) => {
    const action = known.get(actionId)
    const state = action && STATE_WORDS[action.state].words.toLowerCase()
    return action && state ? [{ findingId, line: { id: action.id, text: nameOf(action), href: actionHref(action.id), state } }] : []
  })
  return new Map([...Map.groupBy(lines, ({ findingId }) => findingId)].map(([id, all]) => [id, all.map(({ line }) => line)]))
}
