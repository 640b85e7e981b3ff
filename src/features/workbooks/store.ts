import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor, StaffActor } from '../history/index.ts'
import type { FilledSheet } from './book/read.ts'

/** Who sends a workbook: somebody of the establishment, or staff to whom it came another way. */
export type Sender = ContributorActor | StaffActor

/** A workbook that somebody sent, as it was read. */
export type FilledWorkbook = {
  id: Id<'filledWorkbook'>
  fileName: string
  /** Nothing any more once its answers are saved. */
  sheets: FilledSheet[]
  appliedAt: Date | null
  /** How many answers were saved of it. */
  saved: number
}

/** How long a workbook waits for its sender to confirm, in hours. */
export const WAITS_HOURS = 24

const whose = (sender: Sender, returnId: Id<'return'>) => ({
  partnershipId: sender.partnershipId,
  returnId,
  contributorId: sender.kind === 'contributor' ? sender.contributorId : null,
  accountId: sender.kind === 'staff' ? sender.accountId : null,
})
const THEIRS = `partnership_id = :partnershipId and return_id = :returnId and contributor_id is not distinct from :contributorId::bigint
  and account_id is not distinct from :accountId::bigint`

/** Keeps a workbook in the place of those that the same person sent for the same return and did not confirm. */
export async function insertWorkbook(
  trx: Db,
  sender: Sender,
  { returnId, fileName, sheets }: { returnId: Id<'return'>; fileName: string; sheets: readonly FilledSheet[] },
): Promise<Id<'filledWorkbook'>> {
  const of = whose(sender, returnId)
  await changed(trx, `delete from filled_workbooks where ${THEIRS} and applied_at is null`, of)
  const made = await row<{ id: Id<'filledWorkbook'> }>(
    trx,
    `insert into filled_workbooks (partnership_id, return_id, contributor_id, account_id, file_name, sheets)
     values (:partnershipId, :returnId, :contributorId, :accountId, :fileName, :sheets) returning id`,
    { ...of, fileName, sheets: JSON.stringify(sheets) },
  )
  return stored(made, 'the workbook').id
}

/** A workbook that waits for its sender to confirm. */
export type WaitingWorkbook = {
  id: Id<'filledWorkbook'>
  returnId: Id<'return'>
  contributorId: Id<'contributor'> | null
  establishmentName: string
  fileName: string
}

/** What waits for the same person to confirm, of whichever return; the first first. @param people who has the returns that are open in a browser */
export const waitingWorkbooks = (db: Db, sender: Sender, people: readonly Id<'contributor'>[]): Promise<WaitingWorkbook[]> =>
  rows<WaitingWorkbook>(
    db,
    `select f.id, f.return_id as "returnId", f.contributor_id as "contributorId", r.establishment_name as "establishmentName",
            f.file_name as "fileName"
     from filled_workbooks f join returns r on r.id = f.return_id
     where f.partnership_id = :partnershipId and f.applied_at is null and f.at > now() - interval '${WAITS_HOURS} hours'
       and (f.account_id = :accountId or f.contributor_id = any(:people))
     order by f.id`,
    { partnershipId: sender.partnershipId, accountId: sender.kind === 'staff' ? sender.accountId : null, people },
  )

/** A workbook of this person for this return, while it waits. */
export const findWorkbook = (
  db: Db,
  sender: Sender,
  { returnId, id }: { returnId: Id<'return'>; id: Id<'filledWorkbook'> },
): Promise<FilledWorkbook | undefined> =>
  row<FilledWorkbook>(
    db,
    `select id, file_name as "fileName", sheets, applied_at as "appliedAt", saved from filled_workbooks
     where ${THEIRS} and id = :id and at > now() - interval '${WAITS_HOURS} hours'`,
    { ...whose(sender, returnId), id },
  )

/** Notes that its answers are saved: nothing of what it said is kept then. */
export async function markApplied(trx: Db, partnershipId: Id<'partnership'>, id: Id<'filledWorkbook'>, saved: number): Promise<void> {
  await changed(
    trx,
    `update filled_workbooks set applied_at = now(), saved = :saved, sheets = '[]' where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, saved },
  )
}

/** Nobody confirmed these in time, or their answers are saved long since. @returns how many */
export const deleteOldWorkbooks = (db: Db): Promise<number> =>
  changed(db, `delete from filled_workbooks where at <= now() - interval '${WAITS_HOURS} hours'`)
