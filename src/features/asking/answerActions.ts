import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { returnToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'
import { grantExtensions } from '../extensions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import type { LinkDeps } from '../links/index.ts'
import { queueMessages } from '../messages/index.ts'
import { findRound } from '../rounds/index.ts'
import { answerLetter } from './answerLetter.ts'
import { writeClarification } from './clarificationActions.ts'
import { refuse } from './refusals.ts'
import { standingOf, type RequestKind } from './request.ts'
import { findRequest, lockRequest, lockReturnAsked, writeAnswer, writeReopened, type OpenRequest } from './store.ts'

/** Which request is answered, and the key of the form: sent twice it answers once. */
export type Answering = { returnId: Id<'return'>; requestId: Id<'request'>; key: string | undefined }

/**
 * Gives a return the time that its establishment asked for, or as much as staff say, as an extension like any other: with its rules, its
 * history and its letters to everybody who holds a link.
 *
 * @throws Refusal (conflict) when a colleague answered meanwhile, the return was submitted, or its due date moved
 */
export function grantTime(
  deps: LinkDeps & { db: Pool },
  actor: PartnershipActor,
  request: Answering & { toDueAt: Date },
): Promise<{ dueAt: string }> {
  const { returnId, toDueAt } = request
  return answering(deps, actor, { ...request, kind: 'more_time' }, async (trx, asked) => {
    const round = await findRound(trx, actor.partnershipId, asked.roundId)
    if (!round) throw notFound()
    const { dueAt } = await grantExtensions({ ...deps, db: trx }, actor, {
      ...{ round, returnIds: [returnId], toDueAt, seen: asked.extensions, key: undefined },
      reasonCode: 'asked',
      reason: asked.reason,
    })
    await writeAnswer(
      trx,
      { partnershipId: actor.partnershipId, id: asked.id },
      { outcome: 'granted', answer: '', grantedDueAt: toDueAt, by: actor.name },
    )
    return { dueAt }
  })
}

/**
 * Says no to what an establishment asked for, with the reason, by mail to whoever asked.
 *
 * @returns whether anybody could be told
 * @throws Refusal (conflict) when a colleague answered meanwhile, or what happened to the return left nothing to answer
 */
export function refuseRequest(
  deps: { db: Pool; baseUrl: string; now: () => Date },
  actor: PartnershipActor,
  request: Answering & { kind: 'more_time' | 'reopen'; reason: string },
): Promise<{ told: boolean }> {
  const { kind, reason } = request
  return answering(deps, actor, request, async (trx, asked) => {
    const { partnershipId, name: by } = actor
    await writeAnswer(trx, { partnershipId, id: asked.id }, { outcome: 'refused', answer: reason, grantedDueAt: null, by })
    const { roundId, establishmentId, returnId } = asked
    const verb = kind === 'more_time' ? 'return.time_refused' : 'return.reopening_refused'
    await recordEvent(trx, actor, { verb, roundId, establishmentId, returnId, details: { requestId: asked.id } })
    return { told: await tellAsker({ ...deps, db: trx }, actor, asked, { answer: reason }) }
  })
}

/**
 * Answers what an establishment asked about a question: to whoever asked, by mail and in their return; and, where staff say so, beside the
 * question to everyone of the round who has the same questionnaire, without a name.
 *
 * @param request.seen the version of the clarification that the form showed
 * @throws Refusal (conflict) when a colleague answered it or wrote a clarification meanwhile
 */
export function answerQuestion(
  deps: { db: Pool; baseUrl: string; now: () => Date },
  actor: PartnershipActor,
  request: Answering & { answer: string; toAll: boolean; seen: number },
): Promise<{ told: boolean }> {
  const { answer, toAll, seen } = request
  return answering(deps, actor, { ...request, kind: 'question' }, async (trx, asked) => {
    const { id, roundId, establishmentId, returnId, versionId, questionKey, questionLabel } = asked
    const { partnershipId } = actor
    const label = questionLabel ?? ''
    await writeAnswer(trx, { partnershipId, id }, { outcome: 'answered', answer, grantedDueAt: null, by: actor.name })
    const details = { label, toAll, requestId: id }
    await recordEvent(trx, actor, { verb: 'return.question_answered', roundId, establishmentId, returnId, details })
    if (toAll)
      await writeClarification(trx, actor, { of: { partnershipId, roundId, versionId, key: questionKey ?? '' }, seen, text: answer, label })
    return { told: await tellAsker({ ...deps, db: trx }, actor, asked, { answer, toAll }) }
  })
}

/** Answers what was asked about opening a return again, as it is sent back: in the transaction that does so, which mails what is asked for. */
export const settleReopening = (trx: Db, { partnershipId, name }: PartnershipActor, returnId: Id<'return'>): Promise<void> =>
  writeReopened(trx, { partnershipId, returnId }, name)

/** One answer to one request, in one transaction, under its lock, once per rendered form. */
function answering<Done extends object>(
  { db }: { db: Pool },
  { partnershipId }: PartnershipActor,
  { returnId, requestId, key, kind }: Answering & { kind: RequestKind },
  work: (trx: Db, asked: OpenRequest) => Promise<Done>,
): Promise<Done> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: `request.answer:${requestId}` }, async () => {
      const of = { partnershipId, returnId, id: requestId }
      const found = await findRequest(trx, of)
      if (found?.kind !== kind) throw notFound()
      // Whether it still waits is judged by its round and its return: both are held first, in the order in which an extension holds them.
      if (kind !== 'question') await lockReturnAsked(trx, { ...of, roundId: found.roundId })
      const asked = await lockRequest(trx, of)
      if (!asked) throw notFound()
      if (standingOf(asked, asked.auditReturn) !== 'waiting') throw refuse.answeredMeanwhile(returnId)
      return work(trx, asked)
    }),
  )
}

/** Mails an answer to whoever asked, by the link that they came by; where that works no more, to who answers for the return. @returns whether there was anybody */
async function tellAsker(
  { db, baseUrl, now }: { db: Db; baseUrl: string; now: () => Date },
  { partnershipId }: PartnershipActor,
  request: OpenRequest,
  said: { answer: string; toAll?: boolean },
): Promise<boolean> {
  const about = await returnToWriteAbout(db, partnershipId, request.returnId)
  const today = londonDate(now())
  const [to] = [{ link: request.invitationId }, 'first' as const].flatMap(audience => whoIsWrittenTo(about, audience, today).to)
  if (to) await queueMessages(db, partnershipId, [answerLetter(about, to, about.from, { request, ...said })], baseUrl)
  return to !== undefined
}
