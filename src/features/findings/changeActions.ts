import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { keptAnswerCount, nameOf, questionsIn, roundDocuments, type AskedQuestion, type RoundDocument } from '../counting/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { comparable, earlierRounds, type Comparable, type EarlierRound } from '../yearOnYear/index.ts'
import { countingIn } from './actions.ts'
import { sayNotOfAnswers, type Then } from './change.ts'
import { countFindings } from './countStore.ts'
import type { Finding } from './finding.ts'
import { refuse } from './refusals.ts'
import { findFinding, lockFindings, setAgainst } from './store.ts'

/** A finding beside the same of an earlier round: its number then, with what to bear in mind of it, or why it may not be compared. */
export type Held = { since: EarlierRound; reasons: readonly string[]; cautions: readonly string[]; then: Then | null }

/** Holds findings of a round against an earlier one. */
export async function heldAgainst(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  findings: readonly Finding[],
  since: EarlierRound,
): Promise<Map<Id<'finding'>, Held>> {
  const { partnershipId } = of
  if (since.answersDeletedAt !== null)
    return new Map(
      findings.map(({ id }) => [id, { since, reasons: ['The answers of that round were deleted.'], cautions: [], then: null }]),
    )
  const where = await countingIn(db, partnershipId, since.id)
  const rounds = roundsOf(where.documents, await roundDocuments(db, of.partnershipId, of.roundId))
  const judged = findings.map(finding => ({ finding, ...comparableFinding(finding, rounds) }))
  const allowed = judged
    .filter(({ reasons }) => reasons.length === 0)
    .map(({ finding: { id, source, counted } }) => ({ id, source, counted }))
  const counts = new Map(
    await keptAnswerCount(db, where, {
      what: `findings of round ${of.roundId}`,
      asked: allowed,
      work: async () => [...(await countFindings(db, where, allowed))],
    }),
  )
  return new Map(
    judged.map(({ finding: { id }, reasons, cautions }): readonly [Id<'finding'>, Held] => {
      const count = counts.get(id)
      if (reasons.length > 0 || !count) return [id, { since, reasons, cautions, then: null }]
      if (count.of === 0) return [id, { since, reasons: ['No one answered it then.'], cautions, then: null }]
      return [id, { since, reasons, cautions, then: count }]
    }),
  )
}

type Documents = Parameters<typeof comparable>[1]
type Rounds = { then: Documents; now: Documents; questions: ReadonlyMap<string, AskedQuestion> }

const roundsOf = (then: readonly RoundDocument[], now: readonly RoundDocument[]): Rounds => ({
  then: then.map(({ document }) => document),
  now: now.map(({ document }) => document),
  questions: questionsIn(now),
})

/** Whether all its questions ask the same as then; each is named with what is said of it, since a finding does not name them. */
function comparableFinding(finding: Finding, { then, now, questions }: Rounds): Comparable {
  const not = sayNotOfAnswers(finding)
  if (not !== '') return { reasons: [not], cautions: [] }
  const judged = finding.counted.map(({ question }) => {
    const named = (said: string) => `“${nameOf(question, questions)}”: ${said}`
    const { reasons, cautions } = comparable(question, then, now)
    return { reasons: reasons.map(named), cautions: cautions.map(named) }
  })
  return { reasons: judged.flatMap(({ reasons }) => reasons), cautions: judged.flatMap(({ cautions }) => cautions) }
}

/** The findings of a round that say how they have changed, each held against its earlier round. */
export async function changesOf(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  findings: readonly Finding[],
): Promise<Map<Id<'finding'>, Held>> {
  const saying = findings.filter(({ against }) => against !== null)
  if (saying.length === 0) return new Map()
  const rounds = await earlierRounds(db, of.partnershipId, of.roundId)
  const all: (readonly [Id<'finding'>, Held])[] = []
  for (const since of rounds) {
    const mine = saying.filter(({ against }) => against === since.id)
    if (mine.length > 0) all.push(...(await heldAgainst(db, of, mine, since)))
  }
  return new Map(all)
}

/**
 * Lets a finding say how it has changed since an earlier round, or (null) not any more. Twice is once.
 *
 * @throws Refusal conflict when it may not be compared with that round
 */
export function sayFindingChange(
  db: Db,
  actor: PartnershipActor,
  { roundId, findingId, against }: { roundId: Id<'round'>; findingId: Id<'finding'>; against: Id<'round'> | null },
): Promise<boolean> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockFindings(trx, partnershipId, roundId)
    const finding = await findFinding(trx, partnershipId, roundId, findingId)
    if (!finding) throw notFound()
    const since = against === null ? undefined : (await earlierRounds(trx, partnershipId, roundId)).find(({ id }) => id === against)
    if (against !== null) {
      if (!since) throw notFound()
      const reasons = (await heldAgainst(trx, { partnershipId, roundId }, [finding], since)).get(findingId)?.reasons ?? []
      if (reasons.length > 0) throw refuse.notComparable(roundId, since.name, reasons)
    }
    const isNew = await setAgainst(trx, partnershipId, findingId, { against, by: actor.name })
    if (isNew) {
      const { statement, n, of } = finding
      const details = { findingId, statement, n, of, ...(since ? { since: since.name } : {}) }
      await recordEvent(trx, actor, { verb: since ? 'finding.change_said' : 'finding.change_left_out', roundId, details })
    }
    return isNew
  })
}
