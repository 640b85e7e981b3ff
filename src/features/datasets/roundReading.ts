import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { readingOf, type DataSet, type Reading } from '../../platform/tabular/dataSet.ts'
import { drawUpStatement, statementCounts } from '../dashboard/index.ts'
import { settingsOf } from '../partnerships/index.ts'
import { documentOf } from '../questionnaires/index.ts'
import type { Round } from '../rounds/index.ts'
import { countBoard } from './boardCountStore.ts'
import { boardReadings } from './boardReadings.ts'
import { catalogue, type UsedVersion } from './catalogue.ts'
import { isChosen, SHEET_NAMES, type Choice, type SheetName } from './choice.ts'
import { countDispositions, countRound } from './countStore.ts'
import { newestChange } from './momentStore.ts'
import { ratesOfRound, type SourceRate } from './ratesStore.ts'
import { chosenQuestions } from './readReturn.ts'
import { recordReadings } from './recordReadings.ts'
import { reconcile, type Check, type Tally } from './reconcile.ts'
import { returnReading } from './returnReading.ts'
import { versionsInRound } from './returnsStore.ts'
import type { Scope } from './scope.ts'
import { explanations } from './sets/codebook.ts'
import { ratesSet } from './sets/rates.ts'
import { statementSet, type StatementRow } from './sets/statement.ts'
import { shaped, type Shape } from './shape.ts'
import { pseudonymKey } from './veilStore.ts'
import { veilWith, type Veil } from './veil.ts'

export type RoundRequest = {
  partnershipId: Id<'partnership'>
  round: Round
  choice: Choice
  /** Told after each batch of returns. */
  onProgress?: ((done: number, total: number) => Promise<void> | void) | undefined
}

/** What is chosen of a round, as data sets. */
export type RoundData = {
  /** When any of it last changed. */
  changedAt: Date
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
 * The chosen data sets of a round.
 *
 * @param trx one snapshot, in which everything is read: so the sets agree with each other and with the counts
 * @throws StatementDoesNotAddUp
 */
export async function roundData(trx: Db, { partnershipId, round, choice, onProgress }: RoundRequest): Promise<RoundData> {
  const whole: Scope = { partnershipId, roundId: round.id, sets: choice.sets, states: choice.states, questions: null }
  const versions = await usedVersions(trx, whole)
  const questions = chosenQuestions(versions, choice)
  const scope: Scope = { ...whole, questions: questions && [...questions] }
  const veil = choice.people === 'pseudonymised' ? veilWith(await pseudonymKey(trx, partnershipId)) : null
  const shape: Shape = { choice, round: round.code, veil }
  const statement = drawUpStatement(await statementCounts(trx, partnershipId, round.id))
  const counted = await countRound(trx, scope)
  const board = await countBoard(trx, scope)
  const ended = (choice.sets ?? choice.states) ? await countDispositions(trx, scope) : statement.dispositions
  const { leastForWords } = await settingsOf(trx, partnershipId)
  const tally: Tally = {
    dispositions: {},
    asked: 0,
    answers: 0,
    actions: 0,
    answersSetAside: 0,
    actionsSetAside: 0,
    pairs: 0,
    selfRated: 0,
    ownRubrics: 0,
    givenRatings: 0,
  }
  const rates = isChosen(choice, ratesSet.name) ? [veiledRates(await ratesOfRound(trx, scope), veil)] : []
  const readings = [
    ...(isChosen(choice, statementSet.name) ? [readingOf(shaped(statementSet, shape), [statementRows(statement)])] : []),
    ...rates.map(found => readingOf(shaped(ratesSet, shape), [found])),
    ...returnReading({ trx, scope, shape, versions, known: catalogue(versions), tally, total: counted.returns, onProgress }),
    ...recordReadings({ trx, tally, scope, shape, round, versions, leastForWords }),
    ...boardReadings({ trx, tally, scope, shape, versions, leastForWords }),
  ]
  const sets = readings.flatMap(reading => reading.sets).sort(readBefore)
  return {
    changedAt: await newestChange(trx, scope),
    versions,
    readings,
    explanations: own => explanations(sets, own, versions, shape),
    reconcile: rows => reconcile({ tally, rows, counted, board, ended, isWritten: name => isChosen(choice, name) }),
  }
}

/** Sorts data sets as people look for them, although they may be written in another order. */
export const readBefore = (one: DataSet, other: DataSet): number => place(one) - place(other)
const place = ({ name }: DataSet) => {
  const at = SHEET_NAMES.indexOf(name as SheetName)
  return at < 0 ? SHEET_NAMES.length : at
}

const veiledRates = (rates: readonly SourceRate[], veil: Veil | null): readonly SourceRate[] =>
  veil === null ? rates : rates.map(rate => (rate.by === 'trust' && rate.name !== '' ? { ...rate, name: veil('Trust', rate.name) } : rate))

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
