import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keptAnswerCount, roundDocuments, readyAnswers, type CountedRound } from '../counting/index.ts'
import { keptCount } from '../keptCounts/index.ts'
import { countCompleted, countLines, countMatched, linksPrint, pairsOf, type Pairs } from './countStore.ts'
import type { Counted, Matched } from './difference.ts'
import { comparedSections, type ComparedSection, type Line } from './lines.ts'

/** The numbers of a round beside those of an earlier one, line by line in the order of the lines that can be compared. */
export type YearOnYear = {
  sections: ComparedSection[]
  /** The question sets of only one of the rounds. */
  sets: { then: string[]; now: string[] }
  completed: { then: number; now: number }
  pairs: Pairs
  counts: ReadonlyMap<Line, { then: Counted; now: Counted }>
  /** Of establishments that answered in both, when they are asked for. */
  matched: ReadonlyMap<Line, Matched>
}

/** All that a page says of two rounds. Counts are kept while no answer of either moves. */
export async function yearOnYear(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'>; against: Id<'round'> },
  { matched: wantsMatched }: { matched: boolean },
): Promise<YearOnYear> {
  const [now, then] = [await roundIn(db, of.partnershipId, of.roundId), await roundIn(db, of.partnershipId, of.against)]
  const [before, after] = [then, now].map(({ documents }) => documents.map(({ document }) => document))
  const sections = comparedSections(before ?? [], after ?? [])
  const lines = sections.flatMap(({ questions }) =>
    questions.filter(({ reasons }) => reasons.length === 0).flatMap(question => question.lines),
  )
  const pairs = await keptCount(
    db,
    { partnershipId: of.partnershipId, movesWith: 'register' },
    {
      what: `pairs of rounds ${of.against} and ${of.roundId}`,
      asked: [then.generation, now.generation, await linksPrint(db, of.partnershipId)],
      work: trx => pairsOf(trx, of),
    },
  )
  const [counted, countedThen] = [await linesIn(db, now, lines, then), await linesIn(db, then, lines, now)]
  const matched = wantsMatched ? await matchedIn(db, { now, then, pairs }, lines) : []
  const none = { n: 0, of: 0 }
  return {
    sections,
    sets: { then: onlyIn(before ?? [], after ?? []), now: onlyIn(after ?? [], before ?? []) },
    completed: { then: await countCompleted(db, then), now: await countCompleted(db, now) },
    pairs,
    counts: new Map(lines.map((line, at) => [line, { then: countedThen[at] ?? none, now: counted[at] ?? none }])),
    matched: new Map(lines.flatMap((line, at) => (matched[at] ? [[line, matched[at]]] : []))),
  }
}

async function roundIn(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<CountedRound & { generation: number }> {
  const generation = await readyAnswers(db, { partnershipId, roundId })
  return { partnershipId, roundId, documents: await roundDocuments(db, partnershipId, roundId), generation }
}

const asked = (lines: readonly Line[]) => lines.map(({ key, values }) => [key, ...values])

const linesIn = (db: Db, where: CountedRound, lines: readonly Line[], other: CountedRound): Promise<Counted[]> =>
  keptAnswerCount(db, where, { what: `with round ${other.roundId}`, asked: asked(lines), work: () => countLines(db, where, lines) })

type Rounds = Record<'now' | 'then', CountedRound & { generation: number }> & { pairs: Pairs }

/** What moves in the round is its generation; what moves in the other, and in who followed whom, is asked. */
const matchedIn = (db: Db, { now, then, pairs }: Rounds, lines: readonly Line[]): Promise<Matched[]> =>
  keptAnswerCount(db, now, {
    what: `matched with round ${then.roundId}`,
    asked: [then.generation, pairs.print, asked(lines)],
    work: () => countMatched(db, now, then, pairs, lines),
  })

function onlyIn(some: readonly { set: string }[], others: readonly { set: string }[]): string[] {
  const known = new Set(others.map(({ set }) => set))
  return [...new Set(some.map(({ set }) => set))].filter(set => !known.has(set)).toSorted()
}
