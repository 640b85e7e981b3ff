import type { Db } from '../../platform/db.ts'
import { atomsOf, behind, together, titledQuestions, type TitledQuestion } from '../findings/index.ts'
import { readyAnswers, type CountedRound } from '../counting/index.ts'
import { keptCount, withKept } from '../keptCounts/index.ts'
import { OUTCOME_WORDS, OUTCOMES, strata } from '../sampling/index.ts'
import type { AnswerCounts } from '../suppression/index.ts'
import { groupedOf, type Shown } from './table.ts'

/** A group with what it answered. */
export type GroupCounts = AnswerCounts & { group: string; population: number }
/** The possible answers of a table, in their order. */
export type Answer = { value: string; label: string }

/** What a table counts, group by group in the order of their names: kept while neither the answers move nor the register does. */
export async function countGroups(db: Db, where: CountedRound, table: Shown, answers: readonly Answer[]): Promise<GroupCounts[]> {
  if (table.what !== 'answers') return groupsNow(db, where, table, answers)
  const generation = await readyAnswers(db, where)
  const { partnershipId, roundId } = where
  return keptCount(
    db,
    { partnershipId, movesWith: 'register' },
    {
      what: `groups of round ${roundId}`,
      asked: [generation, table.question, table.by, answers.map(({ value }) => value)],
      work: trx => groupsNow(trx, where, table, answers),
    },
  )
}

/**
 * A page of the completed returns behind a number, of one group or of all, and how many there are: of one moment. The number is kept while
 * neither the answers move nor the register does.
 *
 * @param listed.page from 1; the last page is given for a later one
 */
export async function returnsAnswering(
  db: Db,
  where: CountedRound,
  wanted: behind.Wanted,
  { of, page, size }: { of: { by: strata.KnownStrata; group: string } | undefined; page: number; size: number },
): Promise<{ returns: behind.CountedReturn[]; total: number; page: number }> {
  const generation = await readyAnswers(db, where)
  const { partnershipId, roundId } = where
  return withKept(db, { partnershipId, movesWith: 'register' }, async (trx, kept) => {
    const within = of && (await kept({ what: 'facts of a group', asked: of, work: () => behind.withinGroup(trx, where, of.by, of.group) }))
    const total = await kept({
      what: `returns of a group of round ${roundId}`,
      asked: [generation, where.documents.map(({ versionId }) => versionId), wanted.counted, within],
      work: () => behind.countBehind(trx, where, wanted, within),
    })
    const last = Math.min(page, Math.max(1, Math.ceil(total / size)))
    const listed = { part: 'counting' as const, limit: size, offset: (last - 1) * size, ...(within ? { within } : {}) }
    return { returns: await behind.returnsBehind(trx, where, wanted, listed), total, page: last }
  })
}

async function groupsNow(db: Db, where: CountedRound, table: Shown, answers: readonly Answer[]): Promise<GroupCounts[]> {
  const { source, question, by } = groupedOf(table)
  const atoms = await atomsOf(db, where, source, new Map([[question, answers.map(({ value }) => value)]]), [{ by }])
  const groups = Map.groupBy(atoms, ({ facts }) => strata.knownStratumBy(by, facts))
  return [...groups]
    .map(([group, some]) => {
      const { population, answers: given } = together(some, [question])
      return { group, population, ...(given.get(question) ?? { values: {}, answered: 0, asked: 0 }) }
    })
    .sort((one, other) => one.group.localeCompare(other.group, 'en-GB'))
}

/** Every closed question of a round by its key. */
export const questionsOf = ({ documents }: CountedRound): Map<string, TitledQuestion> =>
  titledQuestions(documents.map(({ document }) => document))

/** What a table is called, and what can be answered; undefined when the round has no such question. */
export function aboutTable(
  { what, question }: Shown,
  questions: ReadonlyMap<string, TitledQuestion>,
): { title: string; answers: Answer[] } | undefined {
  if (what === 'outcome')
    return { title: 'What each review came to', answers: OUTCOMES.map(value => ({ value, label: OUTCOME_WORDS[value].words })) }
  const titled = questions.get(question)
  const labels = titled?.labels[what === 'answers' ? 'completed' : 'reviewed']
  return titled && labels ? { title: titled.label, answers: [...labels].map(([value, label]) => ({ value, label })) } : undefined
}
