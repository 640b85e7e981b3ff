import { londonDate } from '../../platform/london.ts'
import type { Db, Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { reachesSection, recordEvent, WHOLE_RETURN, type PartnershipActor } from '../history/index.ts'
import { settleReopening } from '../asking/index.ts'
import { invitationsOf } from '../links/index.ts'
import { letterheadOf, queueMessages } from '../messages/index.ts'
import { type AuditReturn, advanceNow, canNow, returnDocument, stands, decisions, submissions } from '../returns/index.ts'
import { about, oneReturn, onReturn, type Request } from './oneReturnActions.ts'
import { returnedLetter } from './returnedLetter.ts'
import { returnToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'

/**
 * Opens a submitted return again, for more work or to correct something; everybody who holds a link is told why,
 * since whoever is told has to know who works on it again; and somebody who answers for the return, with a link or without. Whose link
 * opens some sections alone reads of the questions of those.
 *
 * @param request.questions those that are meant: only their sections open; none when all of the return is
 * @param request.dueOn the day by which it is asked for; the due date of the return stays
 * @returns whether anybody could be told
 * @throws Refusal (conflict) when it was not submitted, or its round is not open
 */
export async function sendBack(
  { db, baseUrl, now }: { db: Pool; baseUrl: string; now: () => Date },
  actor: PartnershipActor,
  request: Request & { reason: string; questions?: decisions.SentBack['questions']; dueOn?: string | null },
): Promise<{ told: boolean }> {
  return onReturn(db, actor, {
    ...request,
    purpose: 'return.send_back',
    work: async (trx, auditReturn) => {
      const { reason, questions = [], dueOn = null } = request
      await decisions.writeSentBack(trx, oneReturn(auditReturn), advanceNow(auditReturn, 'sendBack'), { reason, questions, dueOn })
      await settleReopening(trx, actor, auditReturn.id)
      const eventDetails = {
        reason,
        ...(questions.length === 0 ? {} : { questions: questions.length }),
        ...(dueOn === null ? {} : { dueOn }),
      }
      await recordEvent(trx, actor, { verb: 'return.sent_back', ...about(auditReturn), details: eventDetails })
      const { id, partnershipId, version } = auditReturn
      const readBy = questions.length === 0 ? () => [] : await questionsReadBy(trx, auditReturn, questions)
      const toldOf = await returnToWriteAbout(trx, partnershipId, id)
      const from = await letterheadOf(trx, partnershipId)
      const messages = whoIsWrittenTo(toldOf, 'everybody', londonDate(now())).to.map(to =>
        returnedLetter(toldOf, to, from, { reason, dueOn, questions: readBy(to.invitationId) }, `returned:${id}:${version}`),
      )
      await queueMessages(trx, partnershipId, messages, baseUrl)
      return { told: messages.length > 0 }
    },
  })
}

/** Which of these questions, in their words, the holder of a link may read of: whoever holds none answers for all of the return. */
async function questionsReadBy(
  trx: Db,
  auditReturn: AuditReturn,
  questions: decisions.SentBack['questions'],
): Promise<(link: Id<'invitation'> | null) => { label: string; note: string }[]> {
  const { sections } = await returnDocument(trx, auditReturn)
  const links = await invitationsOf(trx, auditReturn.partnershipId, auditReturn.id)
  return link => {
    const reach = links.find(({ id }) => id === link)?.reach ?? WHOLE_RETURN
    const reached = sections.filter(({ key }) => reachesSection(reach, key)).flatMap(section => section.questions)
    return reached.flatMap(({ key, label }) => questions.filter(meant => meant.key === key).map(({ note }) => ({ label, note })))
  }
}

/** Accepts a submitted return. @throws Refusal (conflict) when it is not submitted, or waits for the chair */
export async function acceptReturn(db: Pool, actor: PartnershipActor, request: Request): Promise<void> {
  await onReturn(db, actor, {
    ...request,
    purpose: 'return.accept',
    work: async (trx, auditReturn) => {
      await decisions.writeAccepted(trx, oneReturn(auditReturn), advanceNow(auditReturn, 'accept'))
      await recordEvent(trx, actor, { verb: 'return.accepted', ...about(auditReturn) })
    },
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
export async function recordOfflineReturn(
  db: Pool,
  actor: PartnershipActor,
  request: Request & { receivedAt: Date; byName: string; note?: string },
): Promise<{ reference: string; sequence: number }> {
  return onReturn(db, actor, {
    ...request,
    purpose: 'return.take_in',
    work: async (trx, auditReturn) => {
      const status = advanceNow(auditReturn, 'recordOffline')
      const reference = submissions.referenceFor(await letterheadOf(trx, actor.partnershipId), auditReturn)
      const { sequence } = await submissions.writeSubmission(trx, actor, {
        ...oneReturn(auditReturn),
        status,
        reference,
        byName: request.byName,
        contributorId: null,
        via: 'offline',
        receivedAt: request.receivedAt,
        details: { receivedAt: request.receivedAt.toISOString(), note: request.note ?? '' },
      })
      return { reference, sequence }
    },
  })
}

/** Which of the staff's actions a return allows now: for the buttons of its page. */
export const staffActionsOn = (auditReturn: Pick<AuditReturn, 'status' | 'roundStatus'>, isExcusedAhead: boolean) => ({
  sendBack: canNow('sendBack', auditReturn),
  accept: canNow('accept', auditReturn),
  excuse: canNow('excuse', auditReturn),
  reinstate: stands('excused', auditReturn.status) || isExcusedAhead,
  recordOffline: canNow('recordOffline', auditReturn),
  extend: canNow('extend', auditReturn),
})
