import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { digestOf } from './digest.ts'
import { statusesFor, type VersionStatus } from './versionLifecycle.ts'

/** What is known of a version that is being written. Its document is as somebody left it: it may still be wrong. */
export type Draft = {
  id: Id<'version'>
  setCode: string
  status: VersionStatus
  title: string
  edition: string
  document: unknown
  /** The set that its questions are chosen from; null where the document was written as it is. */
  chosenFrom: unknown
  /** What it said before the last choice; null where there is none to be put back. */
  before: unknown
  /** Goes up with every change; who changes it says which one they saw. */
  revision: number
  createdAt: Date
  /** Who changed it last. */
  createdBy: string
}

/** What the row shows of a document that may be half written. */
export type DraftContent = { setCode: string; title: string; edition: string; document: object; by: string; choice?: KeptChoice }

/** What a choice keeps beside what came of it. */
export type KeptChoice = { from: object; before: object | null }

const COLUMNS = `id, set_code as "setCode", status, title, edition, document, chosen_from as "chosenFrom", document_before as before, revision, created_at as "createdAt", created_by as "createdBy"`

/** The draft of a set; undefined when it has none. */
export async function draftOf(db: Db, partnershipId: Id<'partnership'>, setCode: string): Promise<Draft | undefined> {
  return row(db, `select ${COLUMNS} from questionnaire_versions where partnership_id = ? and set_code = ? and status = 'draft'`, [
    partnershipId,
    setCode,
  ])
}

/** A version, whether or not it still is a draft. */
export const findDraft = (db: Db, partnershipId: Id<'partnership'>, id: Id<'version'>): Promise<Draft | undefined> =>
  row(db, `select ${COLUMNS} from questionnaire_versions where partnership_id = ? and id = ?`, [partnershipId, id])

/** All drafts of a partnership. */
export const draftsOf = (db: Db, partnershipId: Id<'partnership'>): Promise<Draft[]> =>
  rows(db, `select ${COLUMNS} from questionnaire_versions where partnership_id = ? and status = 'draft' order by set_code`, [partnershipId])

/** A version under its lock, whether or not it still is a draft. */
export async function lockDraft(trx: Db, partnershipId: Id<'partnership'>, id: Id<'version'>): Promise<Draft | undefined> {
  return row(trx, `select ${COLUMNS} from questionnaire_versions where partnership_id = ? and id = ? for update`, [partnershipId, id])
}

/** Undefined when the set has a draft already. */
export async function insertDraft(trx: Db, partnershipId: Id<'partnership'>, content: DraftContent): Promise<Draft | undefined> {
  return row(
    trx,
    `insert into questionnaire_versions (partnership_id, set_code, title, edition, document, document_sha256, created_by, chosen_from, chosen_from_sha256,
       document_before)
     values (:partnershipId, :setCode, :title, :edition, :json, :sha256, :by, :from::jsonb, :fromSha256, :before::jsonb)
     on conflict (partnership_id, set_code) where version is null do nothing returning ${COLUMNS}`,
    { partnershipId, ...bindings(content) },
  )
}

/** The whole document anew. */
export async function updateDraft(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'version'>,
  content: DraftContent,
): Promise<Draft | undefined> {
  return row(
    trx,
    `update questionnaire_versions
     set title = :title, edition = :edition, document = :json, document_sha256 = :sha256, created_by = :by, revision = revision + 1,
       chosen_from = :from::jsonb, chosen_from_sha256 = :fromSha256, document_before = :before::jsonb
     where partnership_id = :partnershipId and id = :id and status = any(:statuses) returning ${COLUMNS}`,
    { partnershipId, id, statuses: statusesFor('change'), ...bindings(content) },
  )
}

export async function deleteDraft(trx: Db, partnershipId: Id<'partnership'>, id: Id<'version'>): Promise<void> {
  await changed(trx, `delete from questionnaire_versions where partnership_id = ? and id = ? and status = any(?)`, [
    partnershipId,
    id,
    statusesFor('discard'),
  ])
}

const bindings = ({ setCode, title, edition, document, by, choice }: DraftContent) => ({
  setCode,
  title,
  edition,
  json: JSON.stringify(document),
  sha256: digestOf(document),
  by,
  from: choice ? JSON.stringify(choice.from) : null,
  fromSha256: choice ? digestOf(choice.from) : null,
  before: choice?.before ? JSON.stringify(choice.before) : null,
})
