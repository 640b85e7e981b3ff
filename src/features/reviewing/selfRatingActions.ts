import { strata } from '../sampling/index.ts'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { readyAnswers, type AskedQuestion } from '../counting/index.ts'
import { withKept, type KeptCount } from '../keptCounts/index.ts'
import type { Round } from '../rounds/index.ts'
import { strataOfSamples, stratumFactsOf, type SampleStratum } from '../sampling/index.ts'
import { together, type Found, type Part, type SelfRated } from './selfRating.ts'
import {
  notCountedYet,
  sampledReturns,
  samplesReviewed,
  selfRatedLines,
  selfRatedPage,
  selfRatedParts,
  type SelfRatedLine,
  type SelfRatedPart,
} from './selfRatingStore.ts'

type OfRound = { partnershipId: Id<'partnership'>; roundId: Id<'round'> }
type Questions = ReadonlyMap<string, AskedQuestion>

/** What reviewers found of the self-ratings of a round, counted in every way that its page shows. */
export type SelfRatings = {
  /** Of all of the round, of each section and of each question. */
  parts: SelfRatedPart[]
  /** Of each group of a stratum, in the order of the names. */
  groups: { group: string; counts: SelfRated }[]
  open: { blind: number; disputed: number }
  /** The samples by which anything was found, and the strata of those that are stratified. */
  samples: Id<'sample'>[]
  strata: SampleStratum[]
}

type Counted = Pick<Round, 'partnershipId' | 'id'>

/**
 * The self-ratings of a round, counted: kept while nothing moves. What else the page shows is read in the same `read`, and of the same moment.
 */
export async function withSelfRatings<Result>(
  db: Db,
  { partnershipId, id: roundId }: Counted,
  { by, questions }: { by: strata.Strata; questions: Questions },
  read: (trx: Db, counted: SelfRatings, beside: { kept: KeptCount; answers: number | null }) => Promise<Result>,
): Promise<Result> {
  const of = { partnershipId, roundId }
  // Whether every rating is the best of its scale is worked out of the answers: how often that was done is asked too.
  const answers = by === 'self_rating' ? await readyAnswers(db, of) : null
  return withKept(db, { partnershipId, movesWith: 'reviews' }, async (trx, kept) => {
    const sections = sectionsOf(questions)
    const counted = await kept({
      what: 'self-ratings',
      asked: { roundId, by, answers, sections: [...sections] },
      work: () => count(trx, of, by, sections),
    })
    return read(trx, counted, { kept, answers })
  })
}

/** A page of the self-ratings behind a number; undefined when the round has no such section or group. */
export function selfRatingsListed(
  db: Db,
  round: Counted,
  { found, part, questions, ...wanted }: { found: Found | 'judged'; part: Part; questions: Questions; page: number; pageSize: number },
): Promise<{ total: number; page: number; lines: SelfRatedLine[]; keys: readonly string[] } | undefined> {
  const of = { partnershipId: round.partnershipId, roundId: round.id }
  const by = 'by' in part ? part.by : 'phase'
  return withSelfRatings(db, round, { by, questions }, async (trx, { parts, groups }, { kept, answers }) => {
    const keys = 'group' in part ? null : 'question' in part ? [part.question] : keysOf(parts, part.section)
    if ('group' in part ? !groups.some(({ group }) => group === part.group) : keys?.length === 0) return undefined
    const { verdictIds, ...listed } = await kept({
      what: 'self-ratings of a number',
      asked: { ...wanted, roundId: round.id, found, keys, part, answers },
      work: async () => {
        const returnIds = 'group' in part ? ((await groupsOf(trx, of, by)).get(part.group) ?? []) : null
        return selfRatedPage(trx, of, { found, questions: keys, returnIds }, wanted)
      },
    })
    return { ...listed, keys: keys ?? [], lines: await selfRatedLines(trx, { partnershipId: round.partnershipId, verdictIds }) }
  })
}

/** In which section each question is. */
const sectionsOf = (questions: Questions): Map<string, string> => new Map([...questions].map(([key, { section }]) => [key, section.key]))

const keysOf = (parts: readonly SelfRatedPart[], section: string): string[] =>
  parts.flatMap(part => (part.part === 'question' && part.section === section ? (part.question ?? []) : []))

async function count(db: Db, of: OfRound, by: strata.Strata, sections: ReadonlyMap<string, string>): Promise<SelfRatings> {
  const all = await selfRatedParts(db, of, sections)
  const counts = new Map(all.flatMap(part => (part.part === 'return' && part.returnId !== null ? [[part.returnId, part] as const] : [])))
  const groups = [...(await groupsOf(db, of, by))].flatMap(([group, returnIds]) => {
    const counted = returnIds.flatMap(id => counts.get(id) ?? [])
    return counted.length === 0 ? [] : [{ group, counts: together(counted) }]
  })
  return {
    parts: all.filter(({ part }) => part !== 'return'),
    groups,
    open: await notCountedYet(db, of),
    samples: [...(await samplesReviewed(db, of))],
    strata: await strataOfSamples(db, of.partnershipId, of.roundId),
  }
}

/** The returns that are in a sample of the round, by the groups of a stratum, in the order of the names. */
async function groupsOf(db: Db, of: OfRound, by: strata.Strata): Promise<Map<string, Id<'return'>[]>> {
  const facts = await stratumFactsOf(db, of.partnershipId, await sampledReturns(db, of))
  const groups = Map.groupBy(facts, known => strata.stratumBy(by, known))
  return new Map(
    [...groups]
      .sort(([one], [other]) => one.localeCompare(other, 'en-GB'))
      .map(([group, known]) => [group, known.map(({ returnId }) => returnId)]),
  )
}
