import type { Db } from '../../platform/db.ts'
import { readingOf, type Reading } from '../../platform/tabular/dataSet.ts'
import type { Round } from '../rounds/index.ts'
import type { UsedVersion } from './catalogue.ts'
import { chasesOfRound, evidenceOfRound, extensionsOfRound, findingsOfRound, membersOfRound, verdictsOfRound } from './recordsStore.ts'
import type { Scope } from './scope.ts'
import { membersSet, verdictsSet } from './sets/samples.ts'
import { findingsSet } from './sets/findings.ts'
import { chasesSet } from './sets/chases.ts'
import { extensionsSet } from './sets/extensions.ts'
import { evidenceSet } from './sets/evidence.ts'

/** The data sets of what staff did, each read on its own. */
export function recordReadings(trx: Db, scope: Scope, round: Pick<Round, 'evidenceAreas'>, versions: readonly UsedVersion[]): Reading[] {
  const areas = new Map(round.evidenceAreas.map(({ key, title }) => [key, title]))
  return [
    readingOf(evidenceSet, evidenceOfRound(trx, scope)),
    readingOf(extensionsSet, extensionsOfRound(trx, scope)),
    readingOf(chasesSet, chasesOfRound(trx, scope)),
    readingOf(membersSet, membersOfRound(trx, scope)),
    readingOf(verdictsSet(versions), verdictsOfRound(trx, scope)),
    readingOf(findingsSet(areas), findingsOfRound(trx, scope)),
  ]
}
