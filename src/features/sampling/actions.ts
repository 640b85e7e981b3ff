import { createHash } from 'node:crypto'
import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { readyAnswers } from '../counting/index.ts'
import { recordEvents, type PartnershipActor } from '../history/index.ts'
import { withKept, type Plain } from '../keptCounts/index.ts'
import { timePassed } from '../liveList/index.ts'
import { findRound, type Round } from '../rounds/index.ts'
import { nextInLine, type Draw } from './draw.ts'
import { lockedMember, lockedSample } from './lockActions.ts'
import { sampleHref, type MemberPath } from './paths.ts'
import { overRatedPrint } from './overRatedStore.ts'
import { drawFrom, frameOf, returnsDrawn, type Frame, type FrameMember, type ReturnFacts, type SamplePlan } from './population.ts'
import { type ChoiceCounts, countChoices, factsOfReturns, lastDrawnLongAgo } from './populationStore.ts'
import { refuse } from './refusals.ts'
import { excusedReturns, holdReturns, lockDraws, markReplaced, nextPosition } from './lockStore.ts'
import { frameOfSample, insertSample, samplesOf } from './store.ts'
import { insertMembers, membersOf } from './memberStore.ts'

/** How many returns each choice on the form of a sample would leave. */
export function sampleChoices(
  db: Db,
  { id: roundId, partnershipId }: Pick<Round, 'id' | 'partnershipId'>,
  { fastMinutes }: { fastMinutes: string },
): Promise<ChoiceCounts> {
  const fast = Number(fastMinutes) || 15
  const work = (trx: Db) => countChoices(trx, partnershipId, roundId, fast)
  return keptOfAll(db, { partnershipId, roundId }, { what: 'choices of a sample', wanted: fast, work })
}

/** What is said of who would be drawn now. No sample is kept. @param say what of it, in plain values */
export function whoWouldBeDrawn<Said extends Plain>(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  { plan, seed }: Wanted,
  say: (trx: Db, drawn: Drawn) => Promise<Said>,
): Promise<Said> {
  const work = async (trx: Db) => say(trx, drawnBy(await factsOfReturns(trx, of.partnershipId, of.roundId), { plan, seed }))
  return keptOfAll(db, of, { what: 'who would be drawn', wanted: { plan, seed }, work })
}

/** What is worked out of the facts of all returns of a round: kept while none of these facts is another. */
async function keptOfAll<Counts extends Plain>(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  { what, wanted, work }: { what: string; wanted: Plain; work: (trx: Db) => Promise<Counts> },
): Promise<Counts> {
  const { partnershipId, roundId } = of
  const answers = await readyAnswers(db, of)
  return withKept(db, { partnershipId, movesWith: 'returns' }, async (trx, kept) =>
    kept({
      what,
      asked: {
        roundId,
        wanted,
        answers,
        ...(await timePassed(trx, partnershipId, roundId)),
        drawn: await lastDrawnLongAgo(trx, partnershipId),
        overRated: await overRatedPrint(trx, partnershipId, roundId),
      },
      work: () => work(trx),
    }),
  )
}

/** Who is drawn, from whom, and the name of the draw. */
export type Drawn = { frame: Frame; draw: Draw; print: string }
type Wanted = { plan: SamplePlan; seed: string }

function drawnBy(facts: readonly ReturnFacts[], { plan, seed }: Wanted): Drawn {
  const frame = frameOf(facts, plan)
  const draw = drawFrom(frame, plan, seed)
  return { frame, draw, print: printOf(draw) }
}

export type NewSample = {
  roundId: Id<'round'>
  name: string
  plan: SamplePlan
  seed: string
  /** Why it is drawn, or drawn again, for the history. */
  why?: string
  /** Keys of the round's evidence areas in which those drawn are asked for evidence. */
  areas: readonly string[]
  /** The print of the draw that was looked at, and the newest sample of then (0 for none); a draw that would differ from it is refused. */
  expected?: { print: string; again: string; newest: number }
  requestKey?: string | undefined
}

/**
 * Draws a sample and keeps it, with everything that is needed to draw it again.
 *
 * @throws Refusal not found when there is no such round; conflict when another sample of the round has the name, nobody matches, or the draw
 *   differs from the one expected
 */
export async function createSample(db: Db, actor: PartnershipActor, sample: NewSample): Promise<{ sampleId: Id<'sample'>; drawn: number }> {
  const { partnershipId } = actor
  const { roundId, name, plan, seed, why = '' } = sample
  // Before the transaction: in it, what a school that sends in its return writes would be held while we wait for that return.
  await readyAnswers(db, { partnershipId, roundId })
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: sample.requestKey, purpose: 'sample.draw' }, async () => {
      // Two who draw at once: the second looks again at who is in the sample of the first.
      await lockDraws(trx, partnershipId, roundId)
      const round = await findRound(trx, partnershipId, roundId)
      if (!round) throw notFound()
      const others = await samplesOf(trx, partnershipId, roundId)
      const namesake = others.find(other => isSameName(other.name, name))
      if (namesake) throw refuse.nameTaken(namesake)
      const { frame, draw, print } = drawnBy(await factsOfReturns(trx, partnershipId, roundId), { plan, seed })
      if (draw.members.length === 0) throw refuse.nobodyMatches(roundId)
      if (sample.expected && sample.expected.print !== print) {
        const { again, newest } = sample.expected
        throw refuse.drawChanged(
          again,
          others.filter(({ id }) => id > newest),
        )
      }
      const areas = round.evidenceAreas.filter(({ key }) => sample.areas.includes(key))
      await holdReturns(trx, partnershipId, returnsDrawn({ frame, draw }))
      const id = await insertSample(trx, partnershipId, { roundId, name, seed, plan, areas, frame, drawnBy: actor.name })
      const byKey = new Map(frame.population.map(member => [member.key, member]))
      const members = draw.members.map(({ key, stratum, position }) => ({ ...drawnFrom(byKey, key), stratum, position }))
      await insertMembers(trx, partnershipId, { id, roundId }, members)
      await recordEvents(trx, actor, [
        {
          verb: 'sample.drawn',
          roundId,
          details: {
            sampleId: id,
            name,
            seed,
            population: frame.population.length,
            drawn: members.length,
            why,
            beside: others.map(other => other.name),
          },
        },
        ...members.map(({ returnId, establishmentId, reason }) => ({
          verb: 'return.sampled' as const,
          roundId,
          returnId,
          establishmentId,
          details: { sampleId: id, name, reason },
        })),
      ])
      return { sampleId: id, drawn: members.length }
    }),
  )
}

/**
 * Takes an establishment out of a sample and draws the next in line of its stratum, or of all where nobody of its stratum is left; both
 * stay visible. Whoever was excused since the draw is passed over: nothing can be asked of them.
 *
 * @throws Refusal not found; conflict when it was replaced already, or nobody is left
 */
export function replaceMember(
  db: Db,
  actor: PartnershipActor,
  { reason, requestKey, ...path }: MemberPath & { reason: string; requestKey?: string | undefined },
): Promise<{ returnId: Id<'return'>; name: string; stratum: string; isOtherStratum: boolean }> {
  const { partnershipId } = actor
  const back = sampleHref(path.roundId, path.sampleId)
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'sample.replace' }, async () => {
      const sample = await lockedSample(trx, partnershipId, path)
      const { member } = await lockedMember(trx, partnershipId, path)
      if (member.replacedAt !== null) throw refuse.alreadyReplaced(back)
      const { population } = await frameOfSample(trx, partnershipId, sample.id)
      const drawn = new Set((await membersOf(trx, partnershipId, sample.id)).map(({ returnId }) => returnId))
      const excused = await excusedReturns(trx, partnershipId, path.roundId)
      const { next, passedOver } = nextExpected(population, { drawn, excused }, member.stratum, sample.seed)
      if (!next) throw refuse.nobodyLeft(back)
      await markReplaced(trx, partnershipId, member.id, reason)
      const position = await nextPosition(trx, partnershipId, sample.id)
      const { returnId, stratum, establishmentId } = next
      await insertMembers(trx, partnershipId, sample, [
        { returnId, stratum, reason: `${next.reason}; in place of ${member.establishmentName}`, position, replacesMemberId: member.id },
      ])
      const details = { sampleId: sample.id, reason, out: member.establishmentName, in: next.name, passedOver }
      const about = { roundId: path.roundId, details }
      await recordEvents(trx, actor, [
        { verb: 'sample.replaced', returnId: member.returnId, establishmentId: member.establishmentId, ...about },
        { verb: 'return.sampled', returnId, establishmentId, ...about },
      ])
      return { returnId, name: next.name, stratum, isOtherStratum: stratum !== member.stratum }
    }),
  )
}

/** Whether two samples would be called the same by whoever reads their names. */
export const isSameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

/** The next in line who is still expected to return, and the names of those before it who are not. */
function nextExpected(
  population: readonly FrameMember[],
  { drawn, excused }: Record<'drawn' | 'excused', ReadonlySet<Id<'return'>>>,
  stratum: string,
  seed: string,
): { next: FrameMember | undefined; passedOver: string[] } {
  const taken = new Set(population.filter(({ returnId }) => drawn.has(returnId)).map(({ key }) => key))
  const passedOver: string[] = []
  for (;;) {
    const next = nextInLine(population, taken, stratum, seed)
    if (!next || !excused.has(next.returnId)) return { next, passedOver }
    taken.add(next.key)
    passedOver.push(next.name)
  }
}

/** A short name for a draw: the same draw has the same, and another draw has another. */
export const printOf = (draw: Draw): string =>
  createHash('sha256')
    .update(JSON.stringify([draw.members.map(({ key }) => key), draw.strata]))
    .digest('hex')
    .slice(0, 16)

function drawnFrom(byKey: ReadonlyMap<string, FrameMember>, key: string): Pick<FrameMember, 'returnId' | 'establishmentId' | 'reason'> {
  const member = byKey.get(key)
  if (!member) throw new Error(`${key} was drawn from a population that it is not in`)
  return { returnId: member.returnId, establishmentId: member.establishmentId, reason: member.reason }
}
