import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Found, Remark } from '../documentText/index.ts'
import type { WhyUnread } from './shownWords.ts'

/** What is read of each file about its check. The same bytes elsewhere are those of files that are still there. */
export const CHECKED_SQL = `v.check_state as "checkState", v.check_why as "checkWhy", v.check_tries as "checkTries",
  v.check_is_part as "checkIsPart", v.children, v.remarks, v.explanation, v.explained_by as "explainedBy", v.explained_at as "explainedAt",
  exists (select from evidence s join returns t on t.id = s.return_id join returns u on u.id = v.return_id
    where s.partnership_id = v.partnership_id and s.sha256 = v.sha256 and s.removed_at is null and s.id < v.id
      and t.establishment_id = u.establishment_id and t.id <> u.id) as "isAsBefore",
  exists (select from evidence s join returns t on t.id = s.return_id join returns u on u.id = v.return_id
    where s.partnership_id = v.partnership_id and s.sha256 = v.sha256 and s.removed_at is null
      and t.establishment_id <> u.establishment_id) as "isAsElsewhere"`

/** A file that is still to be read, with the return that it is of. */
export type Unread = {
  id: Id<'evidence'>
  returnId: Id<'return'>
  roundId: Id<'round'>
  establishmentId: Id<'establishment'>
  mediaType: string
  storageKey: string
  at: Date
  tries: number
}

/** A file, unless it was read already or is gone. */
export const findUnread = (db: Db, partnershipId: Id<'partnership'>, evidenceId: Id<'evidence'>): Promise<Unread | undefined> =>
  row(
    db,
    `select v.id, v.return_id as "returnId", r.round_id as "roundId", r.establishment_id as "establishmentId", v.media_type as "mediaType",
       v.storage_key as "storageKey", v.created_at as at, v.check_tries as tries
     from evidence v join returns r on r.id = v.return_id
     where v.partnership_id = ? and v.id = ? and v.check_state in ('not_checked', 'waiting')`,
    [partnershipId, evidenceId],
  )

/** The oldest files that were never read, or wait longer than a job of theirs takes. For every partnership at once: the program reads them by itself. */
export const leftUnread = (
  db: Db,
  { before, most }: { before: Date; most: number },
): Promise<{ partnershipId: Id<'partnership'>; evidenceId: Id<'evidence'> }[]> =>
  rows(
    db,
    `select partnership_id as "partnershipId", id as "evidenceId" from evidence
     where removed_at is null and (check_state = 'not_checked' or (check_state = 'waiting' and created_at < :before::timestamptz))
     order by check_tries, id limit :most`,
    { before, most },
  )

/** What reading brought. */
export type CheckResult = {
  state: 'clear' | 'unreadable' | 'found'
  why: WhyUnread | null
  isPart: boolean
  children: readonly Found[]
  remarks: readonly Remark[]
}

/** Keeps what reading a file brought. @returns whether nobody else kept it before */
export async function keepCheck(
  trx: Db,
  partnershipId: Id<'partnership'>,
  evidenceId: Id<'evidence'>,
  { state, why, isPart, children, remarks }: CheckResult,
): Promise<boolean> {
  const kept = await changed(
    trx,
    `update evidence set check_state = :state, check_why = :why, check_is_part = :isPart, checked_at = now(),
       children = :children::jsonb, remarks = :remarks::jsonb
     where partnership_id = :partnershipId and id = :evidenceId and check_state in ('not_checked', 'waiting')`,
    { partnershipId, evidenceId, state, why, isPart, children: JSON.stringify(children), remarks: JSON.stringify(remarks) },
  )
  return kept === 1
}

/** Reading a file was tried, and nothing came of it. */
export async function countTry(db: Db, partnershipId: Id<'partnership'>, evidenceId: Id<'evidence'>): Promise<void> {
  await changed(db, `update evidence set check_tries = check_tries + 1 where partnership_id = ? and id = ?`, [partnershipId, evidenceId])
}

/** Keeps why a file is right to send, and who says so. */
export async function keepExplanation(
  trx: Db,
  partnershipId: Id<'partnership'>,
  evidenceId: Id<'evidence'>,
  said: { explanation: string; by: string; contributorId: Id<'contributor'> | null },
): Promise<void> {
  await changed(
    trx,
    `update evidence set explanation = :explanation, explained_by = :by, explained_contributor_id = :contributorId::bigint, explained_at = now()
     where partnership_id = :partnershipId and id = :evidenceId`,
    { partnershipId, evidenceId, ...said },
  )
}
