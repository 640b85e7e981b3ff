import type { Db } from '../../platform/db.ts'
import { readingOf, readingOfParts, type PartOf, type Reading } from '../../platform/tabular/dataSet.ts'
import type { BoardTally } from './boardChecks.ts'
import type { UsedVersion } from './catalogue.ts'
import { isChosen } from './choice.ts'
import { actionParts, actionsOfPartnership } from './partnershipActionReadings.ts'
import { planParts, plansOfPartnership } from './planReadings.ts'
import { rubricsIn } from './rubricReadings.ts'
import { saidDidParts, themesOfRound } from './saidDidReadings.ts'
import type { Scope } from './scope.ts'
import { rubricsSet } from './sets/rubrics.ts'
import { shaped, type Shape } from './shape.ts'
import { standardParts, standardsOfPartnership } from './standardReadings.ts'

type Work = { trx: Db; tally: BoardTally; scope: Scope; shape: Shape; versions: readonly UsedVersion[]; leastForWords: number }

/**
 * The chosen data sets of what the partnership says, does and asks of itself. Rubrics and themes are of the round; plans, actions and standards
 * are of no round, and stand in the export of every one (docs/decisions/0062).
 */
export function boardReadings({ trx, tally, scope, shape, versions, leastForWords }: Work): Reading[] {
  const reading = <Item>(parts: readonly PartOf<Item>[], items: () => AsyncIterable<Item>): Reading[] => {
    const chosen = parts.filter(({ set }) => isChosen(shape.choice, set.name))
    return chosen.length === 0 ? [] : readingOfParts(chosen, items())
  }
  return [
    ...(isChosen(shape.choice, rubricsSet.name) ? [readingOf(shaped(rubricsSet, shape), rubricsIn(trx, scope, { versions, tally }))] : []),
    ...reading(saidDidParts(shape), () => themesOfRound(trx, scope, leastForWords)),
    ...reading(actionParts(shape), () => actionsOfPartnership(trx, scope)),
    ...reading(planParts(shape), () => plansOfPartnership(trx, scope)),
    ...reading(standardParts(shape), () => standardsOfPartnership(trx, scope, tally)),
  ]
}
