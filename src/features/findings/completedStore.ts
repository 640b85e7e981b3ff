import { row, type Db } from '../../platform/db.ts'
import { countCompletedWhere, placesOf, type CountedRound, type VersionPlaces } from '../counting/index.ts'
import { judgedSql, valuesSql } from './completedSql.ts'
import type { Asked, Wanted } from './figureCounts.ts'
import type { CountedAnswers } from './finding.ts'
import type { AnswerCount } from './suggestions.ts'
import { textOf } from './textOf.ts'

/** What is counted where: the tenant, the round, and what its returns are asked. */
export type CountIn = CountedRound

const COMPLETED = `from return_answers a where a.partnership_id = :partnershipId and a.round_id = :roundId and a.completed`

/** n and N of findings over the answers of completed returns, in the order in which they are asked for. The answers are ready. */
export async function countCompleted(
  db: Db,
  where: CountIn,
  wanted: readonly (readonly CountedAnswers[])[],
): Promise<{ n: number; of: number }[]> {
  const sums = await countCompletedWhere(db, where, version =>
    wanted.flatMap(counted => Object.values(ordered(judgedSql(version, counted)))),
  )
  return wanted.map((_, at) => ({ n: sums[2 * at] ?? 0, of: sums[2 * at + 1] ?? 0 }))
}

const ordered = ({ counts, of }: { counts: string; of: string }) => ({ n: counts, of })

/** How many completed returns gave each answer to each of some questions. The answers are ready. */
export async function countCompletedAnswers(db: Db, where: CountIn, keys: readonly string[]): Promise<AnswerCount[]> {
  const known = new Map<string, Pick<AnswerCount, 'key' | 'answer'>>()
  for (const version of where.documents.map(placesOf))
    for (const { key, answer } of valuesSql(version, keys)) known.set(JSON.stringify([key, answer]), { key, answer })
  const sums = await countCompletedWhere(db, where, version => {
    const inVersion = new Map(valuesSql(version, keys).map(({ key, answer, sql }) => [JSON.stringify([key, answer]), sql]))
    return [...known.keys()].map(name => inVersion.get(name) ?? 'false')
  })
  return [...known.values()].map((value, at) => ({ ...value, count: sums[at] ?? 0 })).filter(({ count }) => count > 0)
}

/** Many counts over completed returns, as they are at one moment. The answers are ready. */
export async function countCompletedFigures(db: Db, where: CountIn, wanted: Wanted): Promise<Map<string, number>> {
  const sums = await countCompletedWhere(db, where, version => [...wanted.values()].map(asked => askedFor(asked, version)))
  return new Map([...wanted.keys()].map((name, at) => [name, sums[at] ?? 0]))
}

function askedFor(asked: Asked, version: VersionPlaces): string {
  if (asked.what === 'all') return 'true'
  if (asked.what === 'value')
    return valuesSql(version, [asked.question]).find(({ answer }) => textOf(answer) === asked.value)?.sql ?? 'false'
  if (asked.what === 'both') return `(${askedFor(asked.one, version)}) and (${askedFor(asked.other, version)})`
  const { of, counts } = judgedSql(version, asked.counted)
  return asked.what === 'of' ? of : counts
}

/** How many completed returns there are. The answers are ready. */
export async function countAllCompleted(db: Db, { partnershipId, roundId }: Omit<CountIn, 'documents'>): Promise<number> {
  return (await row<{ count: number }>(db, `select count(*) as count ${COMPLETED}`, { partnershipId, roundId }))?.count ?? 0
}

/** Per completed return whether it counts, as SQL: its id, and null where it has nothing to count. */
export function judgedCompletedSql({ documents }: CountIn, counted: readonly CountedAnswers[]): string {
  const arms = documents.map(placesOf).map(version => {
    const { of, counts } = judgedSql(version, counted)
    return `when ${version.versionId} then case when ${of} then ${counts} end`
  })
  return `select a.return_id, case a.questionnaire_version_id ${arms.join(' ')} end as counts ${COMPLETED}`
}
