import { stands } from '../returns/index.ts'
import { inTransaction, type Db } from '../../platform/db.ts'
import { asId, type Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { recordEvents, type PartnershipActor } from '../history/index.ts'
import { issueLinksToMail, returnsToWriteAbout, whoIsWrittenTo, type Addressee } from '../correspondence/index.ts'
import type { LinkDeps } from '../links/index.ts'
import { letterheadOf, queueMessages, type NewMessage } from '../messages/index.ts'
import { evidenceLetter } from './evidenceLetter.ts'
import { lockedSample } from './lockActions.ts'
import { lockSamplesOf } from './lockStore.ts'
import { sampleHref } from './paths.ts'
import { refuse } from './refusals.ts'
import { askedElsewhere, markRequested } from './requestStore.ts'
import { type DipSample } from './store.ts'
import { membersOf, type SampleMember } from './memberStore.ts'

/** Those who can be asked for evidence: not replaced, and not out of the round meanwhile. */
export const canBeAsked = ({ replacedAt, status }: Pick<SampleMember, 'replacedAt' | 'status'>): boolean =>
  replacedAt === null && !stands('not_expected', status)

type DraftedRequest = { member: SampleMember; to: Addressee; message: NewMessage }

/** The letters of an evidence request, ready to be looked at: whom it goes to, and which establishments nobody can be written to at. */
export async function draftRequest(
  db: Db,
  partnershipId: Id<'partnership'>,
  sample: DipSample,
  request: { dueAt: Date; note: string; memberIds?: readonly Id<'member'>[] | undefined },
  today: string,
): Promise<{ asked: SampleMember[]; letters: DraftedRequest[]; unreachable: SampleMember[] }> {
  const { dueAt, note, memberIds } = request
  const asked = (await membersOf(db, partnershipId, sample.id)).filter(
    member => canBeAsked(member) && (memberIds === undefined || memberIds.includes(member.id)),
  )
  const from = await letterheadOf(db, partnershipId)
  const returns = await returnsToWriteAbout(
    db,
    partnershipId,
    asked.map(({ returnId }) => returnId),
  )
  const byReturn = new Map(returns.map(about => [about.returnId, about]))
  const areas = sample.areas.map(({ title }) => title)
  const letters = asked.flatMap(member => {
    const about = byReturn.get(member.returnId)
    if (!about) return []
    const isGivenLink = about.roundIsOpen && about.linkLeads
    return whoIsWrittenTo(about, 'everybody', today).to.map(person => {
      const to = isGivenLink ? { ...person, invitationId: person.invitationId ?? TO_BE_ISSUED } : person
      const key = requestKey(member, to, dueAt)
      return { member, to, message: evidenceLetter(about, to, from, { key, areas, dueAt, note }) }
    })
  })
  const reached = new Set(letters.map(({ member }) => member.id))
  return { asked, letters, unreachable: asked.filter(({ id }) => !reached.has(id)) }
}

/** Stands for the link of somebody who is given one as the letters go, while they are only looked at. No invitation has it. */
const TO_BE_ISSUED = asId<'invitation'>(0)

/** By the asking and not by the date: a date that is moved and then moved back is news too. By the link and the address: another of either is news. */
function requestKey(member: SampleMember, { invitationId, email }: Addressee, dueAt: Date): string {
  const asking = isAskedBy(member, dueAt) ? member.requests : member.requests + 1
  return `evidence_request:${member.id}:${asking}:${invitationId ?? 'no link'}:${email}`
}

/**
 * Asks those drawn for evidence, by a letter to everybody who holds their audit link; where nobody who answers for a return holds one
 * that works, a new one is issued. Asking again with the same date writes only to those who hold a link since;
 * another date is told to everybody.
 *
 * @param request.memberIds only these; all of the sample when left out
 * @returns beside the counts, how many were not asked since another sample has asked them
 * @throws Refusal not found; conflict when not one of them can be written to
 */
export function requestEvidence(
  { db, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  request: {
    roundId: Id<'round'>
    sampleId: Id<'sample'>
    dueAt: Date
    note?: string
    memberIds?: readonly Id<'member'>[] | undefined
    /** Those who are asked though another sample has asked them already. */
    twice?: readonly Id<'member'>[]
    requestKey?: string | undefined
  },
): Promise<{ asked: number; letters: number; unreachable: number; askedBefore: number }> {
  const { partnershipId } = actor
  const { roundId, sampleId, dueAt, note = '', twice = [] } = request
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: request.requestKey, purpose: 'evidence.request' }, async () => {
      // Two samples that ask at once: the second sees whom the first has asked.
      await lockSamplesOf(trx, partnershipId, roundId)
      const sample = await lockedSample(trx, partnershipId, { roundId, sampleId })
      const elsewhere = await askedElsewhere(trx, partnershipId, sampleId)
      const wanted = (await membersOf(trx, partnershipId, sampleId)).filter(
        member => canBeAsked(member) && (request.memberIds?.includes(member.id) ?? true),
      )
      const drawn = wanted.filter(({ id }) => !elsewhere.has(id) || twice.includes(id))
      const memberIds = drawn.map(({ id }) => id)
      if (drawn.length === 0 && wanted.length > 0) throw refuse.allAskedAlready(sampleHref(roundId, sampleId))
      await issueLinksToMail(
        { ...deps, db: trx },
        actor,
        drawn.map(({ returnId }) => returnId),
      )
      const { asked, letters, unreachable } = await draftRequest(
        trx,
        partnershipId,
        sample,
        { dueAt, note, memberIds },
        londonDate(deps.now()),
      )
      if (letters.length === 0) throw refuse.nobodyToWriteTo(sampleHref(roundId, sampleId))
      const messages = letters.map(({ message }) => message)
      const queued = await queueMessages(trx, partnershipId, messages, deps.baseUrl)
      const written = new Set(queued.map(({ returnId }) => returnId))
      const reached = asked.filter(member => !unreachable.includes(member))
      const told = reached.filter(member => written.has(member.returnId) || !isAskedBy(member, dueAt))
      await keepRequest(trx, actor, sample, told, dueAt)
      return { asked: reached.length, letters: queued.length, unreachable: unreachable.length, askedBefore: wanted.length - drawn.length }
    }),
  )
}

const isAskedBy = ({ requestDueAt }: SampleMember, dueAt: Date): boolean => requestDueAt?.getTime() === dueAt.getTime()

/** Keeps that members were asked, and by when. */
async function keepRequest(trx: Db, actor: PartnershipActor, sample: DipSample, told: readonly SampleMember[], dueAt: Date): Promise<void> {
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
