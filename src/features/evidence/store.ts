import { changed, row, rows, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Actor } from '../history/index.ts'
import type { Checked } from '../returnPages/index.ts'
import { RETURNS_SQL, type AuditReturn } from '../returns/index.ts'
import { CHECKED_SQL } from './checkStore.ts'
import type { ReceivedVia } from './receivedVia.ts'

/** A file of a return, as its download and its own page need it. */
export type StoredEvidence = Checked & {
  id: Id<'evidence'>
  returnId: Id<'return'>
  name: string
  mediaType: string
  bytes: number
  sha256: string
  storageKey: string
  note: string
  /** A day, or a month ('2026-09') where no day is known. */
  datedOn: string | null
  receivedVia: ReceivedVia
  receivedOn: string
  byName: string
  at: Date
  removedAt: Date | null
  questionKeys: string[]
}

const COLUMNS = `v.id, v.return_id as "returnId", v.original_name as name, v.media_type as "mediaType", v.bytes, v.sha256,
  v.storage_key as "storageKey", v.note, v.dated_on as "datedOn", v.received_via as "receivedVia", v.received_on as "receivedOn",
  v.by_name as "byName", v.created_at as at, v.removed_at as "removedAt", ${CHECKED_SQL},
  array(select q.question_key from evidence_questions q where q.evidence_id = v.id order by q.question_key) as "questionKeys"`

/** A file of one return, removed ones included; undefined when the return has none such. */
export async function findEvidence(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  id: Id<'evidence'>,
): Promise<StoredEvidence | undefined> {
  return row(db, `select ${COLUMNS} from evidence v where v.partnership_id = ? and v.return_id = ? and v.id = ?`, [
    partnershipId,
    returnId,
    id,
  ])
}

/** Every file of a return, removed ones last. */
export async function filesOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<StoredEvidence[]> {
  return rows(
    db,
    `select ${COLUMNS} from evidence v where v.partnership_id = ? and v.return_id = ? order by v.removed_at is not null, v.id`,
    [partnershipId, returnId],
  )
}

/** A file whose bytes are safe in the store. */
export type NewEvidence = { name: string; mediaType: string; bytes: number; sha256: string; storageKey: string; note: string }

/** Dated when they are written, under the lock of their return: see `writeSubmission`. They wait to be read: queue `checkFileJob` with them. @returns the ids in the order of `files` */
export async function insertEvidence(
  trx: Db,
  actor: Actor,
  to: { partnershipId: Id<'partnership'>; returnId: Id<'return'>; via: ReceivedVia; receivedOn: string },
  files: readonly NewEvidence[],
): Promise<Id<'evidence'>[]> {
  const made = await rows<{ id: Id<'evidence'>; storageKey: string }>(
    trx,
    `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, note, received_via, received_on,
       contributor_id, by_name, created_at, check_state)
     select :partnershipId, :returnId, f.name, f."mediaType", f.bytes, f.sha256, f."storageKey", f.note, :via, :receivedOn, :contributorId::bigint, :byName, clock_timestamp(), 'waiting'
     from jsonb_to_recordset(:files::jsonb) as f (name text, "mediaType" text, bytes bigint, sha256 text, "storageKey" text, note text)
     returning id, storage_key as "storageKey"`,
    {
      ...to,
      contributorId: actor.kind === 'contributor' ? actor.contributorId : null,
      byName: actor.name,
      files: JSON.stringify(files),
    },
  )
  const ids = new Map(made.map(({ storageKey, id }) => [storageKey, id]))
  return files.map(({ storageKey }) => stored(ids.get(storageKey), 'the file'))
}

/** Ties files to questions. @returns how many ties are new */
export async function linkQuestions(
  trx: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  links: readonly { evidenceId: Id<'evidence'>; questionKey: string }[],
): Promise<number> {
  return changed(
    trx,
    `insert into evidence_questions (evidence_id, partnership_id, return_id, question_key)
     select v.id, v.partnership_id, v.return_id, l."questionKey"
     from jsonb_to_recordset(:links::jsonb) as l ("evidenceId" bigint, "questionKey" text)
     join evidence v on v.id = l."evidenceId" and v.partnership_id = :partnershipId and v.return_id = :returnId and v.removed_at is null
     on conflict do nothing`,
    { partnershipId, returnId, links: JSON.stringify(links) },
  )
}

/** Takes a file off one question. @returns whether it was on it */
export async function unlinkQuestion(
  trx: Db,
  partnershipId: Id<'partnership'>,
  evidenceId: Id<'evidence'>,
  questionKey: string,
): Promise<boolean> {
  const gone = await changed(trx, `delete from evidence_questions where partnership_id = ? and evidence_id = ? and question_key = ?`, [
    partnershipId,
    evidenceId,
    questionKey,
  ])
  return gone === 1
}

export async function setRemoved(trx: Db, partnershipId: Id<'partnership'>, evidenceId: Id<'evidence'>, by: string | null): Promise<void> {
  await changed(
    trx,
    `update evidence set removed_at = case when :by::text is null then null else now() end, removed_by = :by::text
     where partnership_id = :partnershipId and id = :evidenceId`,
    { partnershipId, evidenceId, by },
  )
}

export async function describe(
  trx: Db,
  partnershipId: Id<'partnership'>,
  evidenceId: Id<'evidence'>,
  about: { note: string; datedOn: string | null },
): Promise<void> {
  await changed(trx, `update evidence set note = :note, dated_on = :datedOn where partnership_id = :partnershipId and id = :evidenceId`, {
    partnershipId,
    evidenceId,
    ...about,
  })
}

/** How many files a return has, removed ones left out. */
export async function countFiles(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<number> {
  const found = await row<{ files: number }>(
    db,
    `select count(*) as files from evidence where partnership_id = ? and return_id = ? and removed_at is null`,
    [partnershipId, returnId],
  )
  return found?.files ?? 0
}

/** Whether the partnership asks for the evidence of a return. */
export async function isAskedFor(db: Db, { partnershipId, id }: Pick<AuditReturn, 'partnershipId' | 'id'>): Promise<boolean> {
  const found = await row<{ asked: boolean }>(
    db,
    `select r.evidence_asked as asked from ${RETURNS_SQL} r where r.partnership_id = ? and r.id = ?`,
    [partnershipId, id],
  )
  return found?.asked ?? false
}
