import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, recordEvents, type OfficeActor } from '../history/index.ts'
import { issueLinks, type LinkDeps } from '../invitations/index.ts'
import { queueMessages } from '../messages/index.ts'
import { findPartnership } from '../partnerships/index.ts'
import { can } from '../returns/index.ts'
import { findRound, type Round } from '../rounds/index.ts'
import { nextInLine } from './draw.ts'
import { evidenceLetter, outcomeLetter, type Letter } from './letters.ts'
import { refuse } from './refusals.ts'
import { mergeVerdicts, type Outcome, type VerdictConflict, type VerdictEntry, type VerdictWrite } from './review.ts'
import {
  addresseesOf,
  lockMember,
  lockSample,
  markReplaced,
  markRequested,
  nextPosition,
  outcomeReaders,
  verdictsOf,
  writeOutcome,
  writeVerdicts,
  type Addressee,
} from './reviewStore.ts'
import { findMember, findSample, frameOfSample, insertMembers, membersOf, type DipSample, type SampleMember } from './store.ts'

/** The establishment in a sample that something is done to. */
export type MemberPath = { roundId: number; sampleId: number; memberId: number }

/** Those who can be asked for evidence: not replaced, and not out of the round meanwhile. */
export const canBeAsked = ({ replacedAt, status }: Pick<SampleMember, 'replacedAt' | 'status'>): boolean =>
  replacedAt === null && status !== 'excused'

/** The letters of an evidence request, ready to be looked at: whom it goes to, and which establishments nobody can be written to at. */
export async function draftRequest(
  db: Db,
  partnershipId: number,
  sample: DipSample,
  request: { dueAt: Date; note: string; memberIds?: readonly number[] | undefined },
): Promise<{ asked: SampleMember[]; letters: { member: SampleMember; to: Addressee; letter: Letter }[]; unreachable: SampleMember[] }> {
  const { partnership, round } = await letterhead(db, partnershipId, sample.roundId)
  const asked = (await membersOf(db, partnershipId, sample.id)).filter(
    member => canBeAsked(member) && (request.memberIds === undefined || request.memberIds.includes(member.id)),
  )
  const addressees = await addresseesOf(
    db,
    partnershipId,
    asked.map(({ returnId }) => returnId),
  )
  const byReturn = Map.groupBy(addressees, ({ returnId }) => returnId)
  const letters = asked.flatMap(member =>
    (byReturn.get(member.returnId) ?? []).map(to => ({
      member,
      to,
      letter: evidenceLetter({
        name: to.name,
        establishment: member.establishmentName,
        round: round.name,
        areas: sample.areas.map(({ title }) => title),
        dueAt: request.dueAt,
        note: request.note,
        hasLink: to.invitationId !== null || canHaveLink(round, member),
        partnership,
      }),
    })),
  )
  return { asked, letters, unreachable: asked.filter(({ returnId }) => !byReturn.has(returnId)) }
}

/** Whether somebody without a link that still works can be given a new one: the round is open, and so is the return. */
const canHaveLink = ({ status }: Round, member: Pick<SampleMember, 'status'>): boolean =>
  status === 'open' && (can('open', member.status) || can('issue', member.status))

/**
 * Asks those drawn for evidence, by a letter to everybody who holds their audit link; where no link works any more, a new
 * one is issued. Asking twice with the same date writes to nobody twice.
 *
 * @param request.memberIds only these; all of the sample when left out
 * @throws Refusal not found; conflict when not one of them can be written to
 */
export function requestEvidence(
  db: Db,
  actor: OfficeActor,
  request: {
    roundId: number
    sampleId: number
    dueAt: Date
    note?: string
    memberIds?: readonly number[] | undefined
    requestKey?: string | undefined
  },
  deps: LinkDeps,
): Promise<{ asked: number; letters: number; unreachable: number }> {
  const { partnershipId } = actor
  const { roundId, sampleId, dueAt, note = '', memberIds } = request
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: request.requestKey, purpose: 'evidence.request' }, async () => {
      await lockSample(trx, partnershipId, sampleId)
      const sample = await visibleSample(trx, partnershipId, roundId, sampleId)
      const drawn = (await membersOf(trx, partnershipId, sampleId)).filter(canBeAsked)
      await issueLinks(
        trx,
        deps,
        actor,
        drawn.filter(({ id }) => memberIds?.includes(id) ?? true).map(({ returnId }) => returnId),
      )
      const { asked, letters, unreachable } = await draftRequest(trx, partnershipId, sample, { dueAt, note, memberIds })
      if (letters.length === 0) throw refuse.nobodyToWriteTo(`/rounds/${roundId}/samples/${sampleId}`)
      const messages = letters.map(({ member, to, letter }) => ({
        key: `evidence_request:${member.id}:${dueAt.toISOString()}:${to.invitationId ?? to.email}`,
        kind: 'evidence_request' as const,
        toName: to.name,
        toEmail: to.email,
        ...letter,
        roundId,
        returnId: member.returnId,
        invitationId: to.invitationId,
      }))
      const queued = await queueMessages(trx, partnershipId, messages, deps.baseUrl)
      const reached = asked.filter(member => !unreachable.includes(member))
      await markRequested(
        trx,
        partnershipId,
        sampleId,
        reached.map(({ id }) => id),
        dueAt,
      )
      await recordEvents(
        trx,
        actor,
        reached.map(({ returnId, establishmentId }) => ({
          verb: 'evidence.requested' as const,
          roundId,
          returnId,
          establishmentId,
          details: { sampleId, dueAt: dueAt.toISOString(), areas: sample.areas.map(({ title }) => title) },
        })),
      )
      return { asked: reached.length, letters: queued.length, unreachable: unreachable.length }
    }),
  )
}

/**
 * Records what a reviewer found, question by question; where another reviewer has recorded something else since the form
 * was rendered, nothing is written for that question and both are handed back.
 *
 * @throws Refusal not found
 */
export function recordVerdicts(
  db: Db,
  actor: OfficeActor,
  path: MemberPath,
  entries: ReadonlyMap<string, VerdictEntry>,
): Promise<{ written: VerdictWrite[]; conflicts: VerdictConflict[] }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const member = await lockedMember(trx, partnershipId, path)
    const stored = await verdictsOf(trx, partnershipId, member.id)
    const { writes, conflicts } = mergeVerdicts(stored, entries)
    if (writes.length > 0) {
      const accountId = actor.kind === 'staff' ? actor.accountId : null
      await writeVerdicts(trx, partnershipId, member, writes, { name: actor.name, accountId })
      await recordEvent(trx, actor, {
        verb: 'review.recorded',
        roundId: path.roundId,
        returnId: member.returnId,
        establishmentId: member.establishmentId,
        details: {
          sampleId: path.sampleId,
          questions: writes.map(({ questionKey, verdict }) => ({
            key: questionKey,
            from: stored.get(questionKey)?.verdict ?? null,
            to: verdict,
          })),
        },
      })
    }
    return { written: writes, conflicts }
  })
}

/**
 * Records what the review of an establishment came to.
 *
 * @param given.version that of the member when the form was rendered
 * @returns the member as somebody else left it, when it has changed since: nothing was written then
 */
export function recordOutcome(
  db: Db,
  actor: OfficeActor,
  path: MemberPath,
  given: { outcome: Outcome; note: string; version: number },
): Promise<{ changedSince: SampleMember | null }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const member = await lockedMember(trx, partnershipId, path)
    if (member.outcome === given.outcome && member.outcomeNote === given.note) return { changedSince: null }
    if (!(await writeOutcome(trx, partnershipId, member.id, { ...given, by: actor.name }))) return { changedSince: member }
    await recordEvent(trx, actor, {
      verb: 'review.concluded',
      roundId: path.roundId,
      returnId: member.returnId,
      establishmentId: member.establishmentId,
      details: { sampleId: path.sampleId, outcome: given.outcome },
    })
    return { changedSince: null }
  })
}

/** The letter that tells an establishment the outcome of its review, and to whom it would go. @throws Refusal when there is no outcome yet */
export async function draftOutcome(
  db: Db,
  partnershipId: number,
  sample: DipSample,
  member: SampleMember,
): Promise<{ to: Pick<Addressee, 'name' | 'email' | 'role'>; letter: Letter }[]> {
  const { outcome } = member
  if (outcome === null) throw refuse.noOutcome(memberHref({ ...sample, memberId: member.id, sampleId: sample.id }))
  const { partnership, round } = await letterhead(db, partnershipId, sample.roundId)
  const readers = await outcomeReaders(db, partnershipId, member.establishmentId)
  return readers.map(to => ({
    to,
    letter: outcomeLetter({
      name: to.name,
      establishment: member.establishmentName,
      round: round.name,
      areas: sample.areas.map(({ title }) => title),
      outcome,
      note: member.outcomeNote,
      partnership,
    }),
  }))
}

/**
 * Writes to the head and the DSL of a reviewed establishment. One outcome is sent to one address once; a changed outcome again.
 *
 * @throws Refusal not found; conflict without an outcome, or without anybody to write to
 */
export function sendOutcome(
  db: Db,
  actor: OfficeActor,
  path: MemberPath,
  baseUrl: string,
  requestKey?: string,
): Promise<{ letters: number }> {
  const { partnershipId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'outcome.send' }, async () => {
      const sample = await visibleSample(trx, partnershipId, path.roundId, path.sampleId)
      const member = await lockedMember(trx, partnershipId, path)
      const drafts = await draftOutcome(trx, partnershipId, sample, member)
      if (drafts.length === 0) throw refuse.nobodyToWriteTo(memberHref(path))
      const messages = drafts.map(({ to, letter }) => ({
        key: `outcome:${member.id}:${member.version}:${to.email}`,
        kind: 'outcome' as const,
        toName: to.name,
        toEmail: to.email,
        ...letter,
        roundId: path.roundId,
        returnId: member.returnId,
      }))
      const queued = await queueMessages(trx, partnershipId, messages, baseUrl)
      if (queued.length > 0)
        await recordEvent(trx, actor, {
          verb: 'outcome.sent',
          roundId: path.roundId,
          returnId: member.returnId,
          establishmentId: member.establishmentId,
          details: { sampleId: path.sampleId, letters: queued.length },
        })
      return { letters: queued.length }
    }),
  )
}

/**
 * Takes an establishment out of a sample and draws the next in line of its stratum; both stay visible.
 *
 * @throws Refusal not found; conflict when it was replaced already, or nobody is left
 */
export function replaceMember(
  db: Db,
  actor: OfficeActor,
  path: MemberPath,
  reason: string,
  requestKey?: string,
): Promise<{ returnId: number; name: string }> {
  const { partnershipId } = actor
  const back = `/rounds/${path.roundId}/samples/${path.sampleId}`
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'sample.replace' }, async () => {
      await lockSample(trx, partnershipId, path.sampleId)
      const sample = await visibleSample(trx, partnershipId, path.roundId, path.sampleId)
      const member = await lockedMember(trx, partnershipId, path)
      if (member.replacedAt !== null) throw refuse.alreadyReplaced(back)
      const { population } = await frameOfSample(trx, partnershipId, sample.id)
      const members = await membersOf(trx, partnershipId, sample.id)
      const taken = new Set(members.map(({ returnId }) => returnId))
      const takenKeys = new Set(population.filter(({ returnId }) => taken.has(returnId)).map(({ key }) => key))
      const next = population.find(({ key }) => key === nextInLine(population, takenKeys, member.stratum, sample.seed)?.key)
      if (!next) throw refuse.nobodyLeft(back)
      await markReplaced(trx, partnershipId, member.id, reason)
      const position = await nextPosition(trx, partnershipId, sample.id)
      const { returnId, stratum, establishmentId } = next
      await insertMembers(trx, partnershipId, sample, [
        { returnId, stratum, reason: `${next.reason}; in place of ${member.establishmentName}`, position, replacesMemberId: member.id },
      ])
      const about = { roundId: path.roundId, details: { sampleId: sample.id, reason, out: member.establishmentName, in: next.name } }
      await recordEvents(trx, actor, [
        { verb: 'sample.replaced', returnId: member.returnId, establishmentId: member.establishmentId, ...about },
        { verb: 'return.sampled', returnId, establishmentId, ...about },
      ])
      return { returnId, name: next.name }
    }),
  )
}

export const memberHref = ({ roundId, sampleId, memberId }: MemberPath): string =>
  `/rounds/${roundId}/samples/${sampleId}/members/${memberId}`

async function visibleSample(db: Db, partnershipId: number, roundId: number, sampleId: number): Promise<DipSample> {
  const sample = await findSample(db, partnershipId, roundId, sampleId)
  if (!sample) throw notFound()
  return sample
}

async function lockedMember(trx: Db, partnershipId: number, { roundId, sampleId, memberId }: MemberPath): Promise<SampleMember> {
  await visibleSample(trx, partnershipId, roundId, sampleId)
  if (!(await lockMember(trx, partnershipId, sampleId, memberId))) throw notFound()
  // A statement of its own: the locking one's snapshot may be older than the lock that it waited for.
  const member = await findMember(trx, partnershipId, sampleId, memberId)
  if (!member) throw notFound()
  return member
}

async function letterhead(db: Db, partnershipId: number, roundId: number) {
  const [partnership, round] = [await findPartnership(db, partnershipId), await findRound(db, partnershipId, roundId)]
  if (!partnership || !round) throw notFound()
  return { partnership, round }
}
