import type { Db } from '../../platform/db.ts'
import { partOf, type PartOf } from '../../platform/tabular/dataSet.ts'
import { actionsOf, leadsOf, progressOf, type Lead, type Progress } from '../actions/index.ts'
import { placesOfActions } from './partnershipActionsStore.ts'
import type { Scope } from './scope.ts'
import { ofNoRound, type Shape } from './shape.ts'
import { actionLeadsSet, actionProgressSet, partnershipActionsSet, type SourceAction } from './sets/partnershipActions.ts'

/** Some actions, with who leads them and what was said of them. */
export type ReadActions = { actions: SourceAction[]; leads: Lead[]; progress: Progress[] }

export const actionParts = (shape: Shape): PartOf<ReadActions>[] => [
  partOf(ofNoRound(partnershipActionsSet, shape), ({ actions }) => actions),
  partOf(ofNoRound(actionLeadsSet, shape), ({ leads }) => leads),
  partOf(ofNoRound(actionProgressSet, shape), ({ progress }) => progress),
]

/** Every action of the partnership, by its id. */
export async function* actionsOfPartnership(db: Db, { partnershipId, roundId }: Scope): AsyncGenerator<ReadActions> {
  for await (const batch of placesOfActions(db, { partnershipId, roundId })) {
    const ids = batch.map(({ id }) => id)
    const actions = new Map((await actionsOf(db, partnershipId, ids)).map(action => [action.id, action]))
    const progress = await progressOf(db, partnershipId, ids)
    yield {
      actions: batch.flatMap(({ id, ...places }) => {
        const action = actions.get(id)
        return action ? [{ action, ...places }] : []
      }),
      leads: await leadsOf(db, partnershipId, ids),
      progress: progress.toSorted((one, other) => one.actionId - other.actionId || one.id - other.id),
    }
  }
}
