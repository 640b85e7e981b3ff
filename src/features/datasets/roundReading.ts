import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { readingOf, type DataSet, type Reading } from '../../platform/tabular/dataSet.ts'
import { drawUpStatement, statementCounts } from '../dashboard/index.ts'
import { documentOf } from '../questionnaires/index.ts'
import type { Round } from '../rounds/index.ts'
import { catalogue, type UsedVersion } from './catalogue.ts'
import { countRound } from './countStore.ts'
import { recordReadings } from './recordReadings.ts'
import { reconcile, type Check, type Tally } from './reconcile.ts'
import { returnReading } from './returnReading.ts'
import { versionsInRound } from './returnsStore.ts'
import type { Scope } from './scope.ts'
import { explanations } from './sets/codebook.ts'
import { statementSet, type StatementRow } from './sets/statement.ts'

export type RoundRequest = {
  partnershipId: Id<'partnership'>
  round: Round
  /** Told after each batch of returns. */
  onProgress?: ((done: number, total: number) => Promise<void> | void) | undefined
}

/** Everything of a round as data sets. */
export type RoundData = {
  /** The versions of questionnaires that its returns answer. */
  versions: readonly UsedVersion[]
  /** Each to be read once, to its end, in this order. */
  readings: readonly Reading[]
  /** What explains them: to be read when they are. @param own data sets that the file adds itself */
  explanations(own: readonly DataSet[]): Reading[]
  /**
   * Counts that must agree, once all was read.
   *
   * @param rows how many were written, by the names of the data sets
   * @throws DataDoNotAddUp: nothing of what was written may then be used
   */
  reconcile(rows: Readonly<Record<string, number>>): Check[]
}

/**
 * The data sets of a round.
 *
 * @param trx one snapshot, in which everything is read: so the sets agree with each other and with the counts
 * @throws StatementDoesNotAddUp
 */
export async function roundData(trx: Db, { partnershipId, round, onProgress }: RoundRequest): Promise<RoundData> {
  const scope: Scope = { partnershipId, roundId: round.id }
  const versions = await usedVersions(trx, scope)
  const statement = drawUpStatement(await statementCounts(trx, scope.partnershipId, scope.roundId))
  const counted = await countRound(trx, scope)
  const tally: Tally = { dispositions: {}, asked: 0, answers: 0, actions: 0, answersSetAside: 0, actionsSetAside: 0 }
  const readings = [
    readingOf(statementSet, [statementRows(statement)]),
    returnReading({ trx, scope, versions, known: catalogue(versions), tally, total: counted.returns, onProgress }),
    ...recordReadings(trx, scope, round, versions),
  ]
  const sets = readings.flatMap(reading => reading.sets).sort(readBefore)
  return {
    versions,
    readings,
    explanations: own => explanations(sets, own, versions),
    reconcile: rows => reconcile(tally, rows, counted, statement.dispositions),
  }
}

/** What people look at first, although it may be written later. */
const FRONT: readonly string[] = ['returns_statement', 'establishments']

/** Sorts data sets as people look for them. */
export const readBefore = (one: DataSet, other: DataSet): number => place(one) - place(other)
const place = ({ name }: DataSet) => (FRONT.includes(name) ? FRONT.indexOf(name) : FRONT.length)

async function usedVersions(db: Db, scope: Scope): Promise<UsedVersion[]> {
  const used: UsedVersion[] = []
  for (const version of await versionsInRound(db, scope)) {
    const document = await documentOf(db, scope.partnershipId, version.id)
    if (!document) throw new Error(`the round uses version ${version.id}, which does not exist`)
    used.push({ ...version, document })
  }
  return used
}

const statementRows = (statement: ReturnType<typeof drawUpStatement>): StatementRow[] => [
  ...statement.groups.flatMap(({ title, lines }) =>
    lines.map(({ disposition, words, count }) => ({ group: title, disposition, words, count })),
  ),
  { group: 'Sum', disposition: 'all', words: 'All establishments that were issued the audit', count: statement.sum },
]
