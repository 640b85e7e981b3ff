import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type ContributorActor } from '../history/index.ts'
import { holdsReturnOf } from '../links/index.ts'
import { canNow, findReturn, lockReturns, notOpen, type AuditReturn } from '../returns/index.ts'
import { refuse } from './refusals.ts'
import { standingOf, type RequestKind } from './request.ts'
import { insertRequest, requestsOf } from './store.ts'

/**
 * Asks for more time for a return, until a day that is later than its due date.
 *
 * @param request.key the key of the rendered form: the same form sent twice asks once
 * @throws Refusal when the person may see a part of the return alone, the return takes no answers, or a request waits already
 */
export function askForTime(
  { db }: { db: Db },
  actor: ContributorActor,
  request: { reason: string; wantedOn: string; key: string | undefined },
): Promise<{ requestId: Id<'request'> }> {
  const { reason, wantedOn, key } = request
  const { partnershipId, returnId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: `request.more_time:${returnId}` }, async () => {
      requireWhole(actor)
      const auditReturn = await hold(trx, actor)
      if (!canNow('extend', auditReturn)) throw notOpen(auditReturn)
      await requireNoneWaits(trx, auditReturn, 'more_time')
      const requestId = await insertRequest(trx, actor, { kind: 'more_time', reason, wantedOn, ...NO_QUESTION })
      await recordEvent(trx, actor, { verb: 'return.time_asked', returnId, details: { until: wantedOn, requestId } })
      return { requestId }
    }),
  )
}

/**
 * Asks to open a return again that was submitted.
 *
 * @throws Refusal when the person may see a part of the return alone, there is nothing to open again, or a request waits already
 */
export function askToReopen(
  { db }: { db: Db },
  actor: ContributorActor,
  request: { reason: string; key: string | undefined },
): Promise<{ requestId: Id<'request'> }> {
  const { reason, key } = request
  const { partnershipId, returnId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: `request.reopen:${returnId}` }, async () => {
      requireWhole(actor)
      const auditReturn = await hold(trx, actor)
      if (!canNow('sendBack', auditReturn)) throw refuse.cannotAsk('There is nothing to open again: the return is not submitted now')
      await requireNoneWaits(trx, auditReturn, 'reopen')
      const requestId = await insertRequest(trx, actor, { kind: 'reopen', reason, wantedOn: null, ...NO_QUESTION })
      await recordEvent(trx, actor, { verb: 'return.reopening_asked', returnId, details: { requestId } })
      return { requestId }
    }),
  )
}

const NO_QUESTION = { questionKey: null, questionLabel: null, sectionKey: null }

/** More questions than a return waits for at once. */
const MOST_QUESTIONS = 20

/**
 * Asks about a question of a return.
 *
 * @param request.about the question, in sight of whoever asks
 * @throws Refusal when the return takes no answers, or too many questions wait already
 */
export function askAboutQuestion(
  { db }: { db: Db },
  actor: ContributorActor,
  request: { reason: string; about: { key: string; label: string; sectionKey: string }; key: string | undefined },
): Promise<{ requestId: Id<'request'> }> {
  const { reason, about, key } = request
  const { partnershipId, returnId } = actor
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: `request.question:${returnId}:${about.key}` }, async () => {
      const auditReturn = await hold(trx, actor)
      if (!canNow('save', auditReturn)) throw notOpen(auditReturn)
      const waiting = (await requestsOf(trx, partnershipId, returnId)).filter(
        ({ kind, outcome }) => kind === 'question' && outcome === null,
      )
      if (waiting.length >= MOST_QUESTIONS) throw refuse.cannotAsk(`${MOST_QUESTIONS} of your questions wait for an answer already`)
      const asked = { questionKey: about.key, questionLabel: about.label, sectionKey: about.sectionKey }
      const requestId = await insertRequest(trx, actor, { kind: 'question', reason, wantedOn: null, ...asked })
      await recordEvent(trx, actor, { verb: 'return.question_asked', returnId, details: { label: about.label, requestId } })
      return { requestId }
    }),
  )
}

/** More time and opening again are about all of a return. @throws Refusal for whoever may see a part of it alone */
export function requireWhole({ reach }: Pick<ContributorActor, 'reach'>): void {
  if (reach.sections !== 'all') throw refuse.partOnly()
}

/** The return, held until the transaction ends: nobody submits it or asks for the same meanwhile. */
async function hold(trx: Db, actor: ContributorActor): Promise<AuditReturn> {
  if (!holdsReturnOf(trx, actor)) await lockReturns(trx, actor.partnershipId, [actor.returnId])
  const auditReturn = await findReturn(trx, actor.partnershipId, actor.returnId)
  if (!auditReturn) throw notFound()
  return auditReturn
}

async function requireNoneWaits(trx: Db, { partnershipId, id }: AuditReturn, kind: RequestKind): Promise<void> {
  const asked = await requestsOf(trx, partnershipId, id)
  const waiting = asked.find(request => request.kind === kind && standingOf(request, request.auditReturn) === 'waiting')
  if (waiting) throw refuse.waitsAlready(waiting)
}
