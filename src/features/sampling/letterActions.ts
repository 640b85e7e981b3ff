import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, recordEvents, type OfficeActor } from '../history/index.ts'
import { issueLinksToMail, type LinkDeps } from '../invitations/index.ts'
import { queueMessages } from '../messages/index.ts'
import { findPartnership } from '../partnerships/index.ts'
import { can } from '../returns/index.ts'
import { findRound, type Round } from '../rounds/index.ts'
import { evidenceLetter, outcomeLetter, type Letter } from './letters.ts'
import { lockedMember, lockedSample } from './locked.ts'
import { memberHref, sampleHref, type MemberPath } from './paths.ts'
import { refuse } from './refusals.ts'
import { addresseesOf, markRequested, outcomeReaders, returnsOfMessages, type Addressee } from './reviewStore.ts'
import { membersOf, type DipSample, type SampleMember } from './store.ts'

/** Those who can be asked for evidence: not replaced, and not out of the round meanwhile. */
export const canBeAsked = ({ replacedAt, status }: Pick<SampleMember, 'replacedAt' | 'status'>): boolean =>
  replacedAt === null && status !== 'excused'

type DraftedRequest = { member: SampleMember; to: Addressee; letter: Letter }

/** The letters of an evidence request, ready to be looked at: whom it goes to, and which establishments nobody can be written to at. */
export async function draftRequest(
  db: Db,
  partnershipId: number,
  sample: DipSample,
  request: { dueAt: Date; note: string; memberIds?: readonly number[] | undefined },
): Promise<{ asked: SampleMember[]; letters: DraftedRequest[]; unreachable: SampleMember[] }> {
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
 * Asks those drawn for evidence, by a letter to everybody who holds their audit link; where no link works any more, or the one that
 * does was handed over by hand, a new one is issued. Asking again with the same date writes only to those who hold a link since;
 * another date is told to everybody.
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
      const sample = await lockedSample(trx, partnershipId, { roundId, sampleId })
      const drawn = (await membersOf(trx, partnershipId, sampleId)).filter(canBeAsked)
      await issueLinksToMail(
        trx,
        deps,
        actor,
        drawn.filter(({ id }) => memberIds?.includes(id) ?? true).map(({ returnId }) => returnId),
      )
      const { asked, letters, unreachable } = await draftRequest(trx, partnershipId, sample, { dueAt, note, memberIds })
      if (letters.length === 0) throw refuse.nobodyToWriteTo(sampleHref(roundId, sampleId))
      const messages = letters.map(drafted => requestMessage(drafted, roundId, dueAt))
      const queued = await queueMessages(trx, partnershipId, messages, deps.baseUrl)
      const written = await returnsOfMessages(trx, partnershipId, queued)
      const reached = asked.filter(member => !unreachable.includes(member))
      const told = reached.filter(member => written.has(member.returnId) || !isAskedBy(member, dueAt))
      await keepRequest(trx, actor, sample, told, dueAt)
      return { asked: reached.length, letters: queued.length, unreachable: unreachable.length }
    }),
  )
}

const requestMessage = ({ member, to, letter }: DraftedRequest, roundId: number, dueAt: Date) => ({
  // By the asking and not by the date: a date that is moved and then moved back is news too.
  key: `evidence_request:${member.id}:${isAskedBy(member, dueAt) ? member.requests : member.requests + 1}:${to.invitationId ?? to.email}`,
  kind: 'evidence_request' as const,
  toName: to.name,
  toEmail: to.email,
  ...letter,
  roundId,
  returnId: member.returnId,
  invitationId: to.invitationId,
})

const isAskedBy = ({ requestDueAt }: SampleMember, dueAt: Date): boolean => requestDueAt?.getTime() === dueAt.getTime()

/** Keeps that members were asked, and by when. */
async function keepRequest(trx: Db, actor: OfficeActor, sample: DipSample, told: readonly SampleMember[], dueAt: Date): Promise<void> {
  const ids = told.map(({ id }) => id)
  await markRequested(trx, actor.partnershipId, ids, dueAt)
  await recordEvents(
    trx,
    actor,
    told.map(({ returnId, establishmentId }) => ({
      verb: 'evidence.requested' as const,
      roundId: sample.roundId,
      returnId,
      establishmentId,
      details: { sampleId: sample.id, dueAt: dueAt.toISOString(), areas: sample.areas.map(({ title }) => title) },
    })),
  )
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
      const { sample, member } = await lockedMember(trx, partnershipId, path)
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

async function letterhead(db: Db, partnershipId: number, roundId: number) {
  const [partnership, round] = [await findPartnership(db, partnershipId), await findRound(db, partnershipId, roundId)]
  if (!partnership || !round) throw notFound()
  return { partnership, round }
}
