import { rows, type Db } from '../../platform/db.ts'
import type { OfRound, RoundDocument } from './documentStore.ts'
import { placesOf, type VersionPlaces } from './places.ts'

/** Where the answers of a round are counted, and over which documents. */
export type CountedRound = OfRound & { documents: readonly RoundDocument[] }

/** How many completed returns each condition holds of, in one look at the returns of each version. The answers are ready. */
export async function countCompletedWhere(
  db: Db,
  { partnershipId, roundId, documents }: CountedRound,
  conditions: (version: VersionPlaces) => readonly string[],
): Promise<number[]> {
  const parts = documents.map(placesOf).map(version => {
    const counts = conditions(version).map(sql => `count(*) filter (where ${sql})`)
    return `select to_json(array[${counts.join(', ')}]::integer[]) as counts from return_answers a
      where a.partnership_id = :partnershipId and a.round_id = :roundId and a.completed and a.questionnaire_version_id = ${version.versionId}`
  })
  if (parts.length === 0) return []
  return sumsOf(await rows<{ counts: number[] }>(db, parts.join('\nunion all\n'), { partnershipId, roundId }))
}

/** What each place of some lists of counts comes to. */
export function sumsOf(counted: readonly { counts: readonly number[] }[]): number[] {
  const sums: number[] = []
  for (const { counts } of counted) for (const [at, count] of counts.entries()) sums[at] = (sums[at] ?? 0) + count
  return sums
}
