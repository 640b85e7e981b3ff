import { changed, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ReturnedQuestion } from './auditReturn.ts'
import type { ExcuseAs } from './excuses.ts'
import type { ReturnStatus } from './lifecycle.ts'

type OneReturn = { partnershipId: Id<'partnership'>; returnId: Id<'return'> }

/** What is asked of a return that is sent back: without questions, all of it is meant. */
export type SentBack = { reason: string; questions: readonly ReturnedQuestion[]; dueOn: string | null }

/** Sends a return back; the signatures under what was sent stay with its submission, and new ones are needed. */
export async function writeSentBack(trx: Db, of: OneReturn, status: ReturnStatus, asked: SentBack): Promise<void> {
  await changed(
    trx,
    `with moved as (
       update returns set status = :status, returned_at = now(), returned_reason = :reason,
         returned_questions = :questions::jsonb, returned_due_on = :dueOn::date, version = version + 1
       where id = :returnId and partnership_id = :partnershipId returning id
     ), waived as (
       update signature_waivers w set withdrawn_at = now() from moved m where w.return_id = m.id and w.withdrawn_at is null
     )
     update sign_offs s set withdrawn_at = now() from moved m where s.return_id = m.id and s.withdrawn_at is null`,
    { ...of, status, ...asked, questions: asked.questions.length === 0 ? null : JSON.stringify(asked.questions) },
  )
}

export async function writeAccepted(trx: Db, of: OneReturn, status: ReturnStatus): Promise<void> {
  await changed(
    trx,
    `update returns set status = :status, accepted_at = now(), version = version + 1 where id = :returnId and partnership_id = :partnershipId`,
    { ...of, status },
  )
}

export async function writeExcused(
  trx: Db,
  of: OneReturn,
  excuse: { status: ReturnStatus; as: ExcuseAs; on: string; reason: string; from: ReturnStatus; coveredBy: Id<'establishment'> | null },
): Promise<void> {
  await changed(
    trx,
    `update returns set status = :status, excused_as = :as, excused_on = :on, excused_reason = :reason, excused_from = :from,
       covered_by_establishment_id = :coveredBy, version = version + 1
     where id = :returnId and partnership_id = :partnershipId`,
    { ...of, ...excuse },
  )
}

/** Takes an excuse back: the return stands where it stood before. @returns where that is */
export async function writeReinstated(
  trx: Db,
  of: OneReturn,
  { excusedFrom }: { excusedFrom: ReturnStatus | null },
): Promise<ReturnStatus> {
  const status = excusedFrom ?? 'issued'
  await changed(
    trx,
    `update returns set status = :status, excused_as = null, excused_on = null, excused_reason = null, excused_from = null,
       covered_by_establishment_id = null, version = version + 1
     where id = :returnId and partnership_id = :partnershipId`,
    { ...of, status },
  )
  return status
}
