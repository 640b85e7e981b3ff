import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type OfficeActor } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import type { AuditReturn, ExcuseAs } from './auditReturn.ts'
import { advanceNow, canNow, RETURN_STATUSES } from './lifecycle.ts'
import { returnedMessage } from './messages.ts'
import { writeAccepted, writeExcused, writeReinstated, writeSentBack } from './officeStore.ts'
import { referenceOf } from './reference.ts'
import { refuse } from './refusals.ts'
import { lockReturn } from './store.ts'
import { addresseesOf, namesForReference, writeSubmission } from './submitStore.ts'

/**
 * What a staff action is about: the return, and the key of the form that asked for it. With the version that the form was
 * rendered from, the action is refused when anybody has changed the return since.
 */
type Request = { returnId: number; key: string | undefined; version?: number | undefined }

/**
 * Opens a submitted return again, for more work or to correct something; everybody who holds a link is told why,
 * since whoever is told has to know who works on it again; and somebody who answers for the return, with a link or without.
 *
 * @returns whether anybody could be told
 * @throws Refusal (conflict) when it was not submitted, or its round is not open
 */
export async function sendBack(
  { db, baseUrl }: { db: Pool; baseUrl: string },
  actor: OfficeActor,
  request: Request & { reason: string },
): Promise<{ told: boolean }> {
  return onReturn(db, actor, request, 'return.send_back', async (trx, auditReturn) => {
    await writeSentBack(trx, which(auditReturn), advanceNow(auditReturn, 'sendBack'), request.reason)
    const eventDetails = { reason: request.reason }
    await recordEvent(trx, actor, { verb: 'return.sent_back', ...about(auditReturn), details: eventDetails })
    const addressees = await addresseesOf(trx, auditReturn.partnershipId, auditReturn.id)
    const messages = addressees
      .filter(({ invitationId }, at) => at === 0 || invitationId !== null)
      .map((addressee, at) =>
        returnedMessage(addressee, auditReturn, request.reason, `returned:${auditReturn.id}:${auditReturn.version}:${at}`),
      )
    await queueMessages(trx, auditReturn.partnershipId, messages, baseUrl)
    return { told: messages.length > 0 }
  })
}

/** Accepts a submitted return. @throws Refusal (conflict) when it is not submitted, or waits for the chair */
export async function acceptReturn(db: Pool, actor: OfficeActor, request: Request): Promise<void> {
  await onReturn(db, actor, request, 'return.accept', async (trx, auditReturn) => {
    await writeAccepted(trx, which(auditReturn), advanceNow(auditReturn, 'accept'))
    await recordEvent(trx, actor, { verb: 'return.accepted', ...about(auditReturn) })
  })
}

/**
 * Takes an establishment out of what is expected: it closed, another return stands for it, the audit does not apply to
 * it, or it refused in writing. What it answered is kept.
 *
 * @param excuse.on the day from which, 'YYYY-MM-DD'
 * @throws Refusal (conflict) when it was submitted already
 */
export async function excuseReturn(
  db: Pool,
  actor: OfficeActor,
  request: Request & { as: ExcuseAs; on: string; reason: string; coveredByEstablishmentId?: number | null },
): Promise<void> {
  await onReturn(db, actor, request, 'return.excuse', async (trx, auditReturn) => {
    const { as, on, reason, coveredByEstablishmentId: coveredBy = null } = request
    const status = advanceNow(auditReturn, 'excuse')
    await writeExcused(trx, which(auditReturn), { status, as, on, reason, from: auditReturn.status, coveredBy })
    await recordEvent(trx, actor, { verb: 'return.excused', ...about(auditReturn), details: { as, on, reason, coveredBy } })
  })
}

/** Takes an excuse back: the return is expected again, as it stood. @throws Refusal (conflict) when it is not excused */
export async function reinstateReturn(db: Pool, actor: OfficeActor, request: Request): Promise<void> {
  await onReturn(db, actor, request, 'return.reinstate', async (trx, auditReturn) => {
    if (auditReturn.status !== 'excused') throw refuse.notExcused()
    const before = RETURN_STATUSES.find(status => status === auditReturn.excusedFrom) ?? 'issued'
    await writeReinstated(trx, which(auditReturn), before)
    await recordEvent(trx, actor, {
      verb: 'return.reinstated',
      ...about(auditReturn),
      details: { was: auditReturn.excusedAs, status: before },
    })
  })
}

/**
 * Takes in a return that came on paper, as a workbook or by e-mail. It counts from the day it was received; its answers
 * can be keyed in from then on (`saveSection`), and those that were given before stay as they were.
 *
 * @param offline.receivedAt not in the future
 * @returns the reference, as for a return that was submitted online
 * @throws Refusal (conflict) when the return was submitted already
 */
export async function takeInOffline(
  db: Pool,
  actor: OfficeActor,
  request: Request & { receivedAt: Date; byName: string; note?: string },
): Promise<{ reference: string; sequence: number }> {
  return onReturn(db, actor, request, 'return.take_in', async (trx, auditReturn) => {
    const status = advanceNow(auditReturn, 'takeIn')
    const { shortName, opensAt } = await namesForReference(trx, auditReturn.partnershipId, auditReturn.id)
    const reference = auditReturn.reference ?? referenceOf(shortName, Number(londonDate(opensAt).slice(0, 4)), auditReturn.id)
    const { sequence } = await writeSubmission(trx, {
      ...which(auditReturn),
      status,
      reference,
      byName: request.byName,
      contributorId: null,
      via: 'offline',
      receivedAt: request.receivedAt,
    })
    const details = { reference, sequence, receivedAt: request.receivedAt.toISOString(), note: request.note ?? '' }
    await recordEvent(trx, actor, { verb: 'return.taken_in', ...about(auditReturn), details })
    return { reference, sequence }
  })
}

/** One staff action on one return: in one transaction, under its lock, once per rendered form. */
async function onReturn<Outcome>(
  db: Pool,
  actor: OfficeActor,
  { returnId, key, version }: Request,
  purpose: string,
  work: (trx: Db, auditReturn: AuditReturn) => Promise<Outcome>,
): Promise<Outcome> {
  return inTransaction(db, async trx => {
    const { outcome } = await once(trx, { partnershipId: actor.partnershipId, key, purpose }, async () => {
      const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
      if (!auditReturn) throw refuse.notFound()
      if (version !== undefined && version !== auditReturn.version) throw refuse.changedMeanwhile(returnId)
      return { outcome: await work(trx, auditReturn) }
    })
    return outcome
  })
}

const which = ({ id, partnershipId }: AuditReturn) => ({ returnId: id, partnershipId })
const about = ({ id, roundId, establishmentId }: AuditReturn) => ({ returnId: id, roundId, establishmentId })

/** Which of the staff's actions a return allows now: for the buttons of its page. */
export const officeActionsOn = (auditReturn: Pick<AuditReturn, 'status' | 'roundStatus'>) => ({
  sendBack: canNow('sendBack', auditReturn),
  accept: canNow('accept', auditReturn),
  excuse: canNow('excuse', auditReturn),
  reinstate: auditReturn.status === 'excused',
  takeIn: canNow('takeIn', auditReturn),
  extend: canNow('extend', auditReturn),
})
