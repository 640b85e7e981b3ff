import { changed, row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { digestOf } from './digest.ts'
import { statusesFor } from './versionLifecycle.ts'
import { keepDocument, keptDocument } from './kept.ts'
import { documentSchema, type QuestionnaireDocument, type SetCode } from './document.ts'

/** A published version of a question set; drafts are none. Frozen from the moment a round that uses it is opened. */
export type QuestionnaireVersion = {
  id: Id<'version'>
  setCode: SetCode
  version: number
  title: string
  edition: string
  publishedAt: Date
  publishedBy: string
  frozenAt: Date | null
}

const COLUMNS = `id, set_code as "setCode", version, title, edition, published_at as "publishedAt", published_by as "publishedBy", frozen_at as "frozenAt"`

/** What rounds and readers see; a draft is seen by its authors alone. */
const IS_PUBLISHED = `status <> 'draft'`

/** All versions of a partnership, set by set, the newest first. */
export async function versionsOf(db: Db, partnershipId: Id<'partnership'>): Promise<QuestionnaireVersion[]> {
  return rows(
    db,
    `select ${COLUMNS} from questionnaire_versions where partnership_id = ? and ${IS_PUBLISHED} order by set_code, version desc`,
    [partnershipId],
  )
}

/** A version with where it is used, and the digest of what it says. */
export type UsedVersion = QuestionnaireVersion & {
  /** Of what it says, or of the set that its questions were chosen from. */
  digest: string
  isChosen: boolean
  rounds: { id: Id<'round'>; name: string }[]
}

/** All versions of a partnership with the rounds that use them, set by set, the newest first. */
export async function usedVersions(db: Db, partnershipId: Id<'partnership'>): Promise<UsedVersion[]> {
  return rows(
    db,
    `select ${COLUMNS}, coalesce(chosen_from_sha256, document_sha256) as digest, chosen_from is not null as "isChosen",
       coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.id desc)
         from round_questionnaires q join rounds o on o.id = q.round_id
         where q.questionnaire_version_id = v.id and q.partnership_id = v.partnership_id), '[]') as rounds
     from (select * from questionnaire_versions where partnership_id = ? and ${IS_PUBLISHED}) v order by set_code, version desc`,
    [partnershipId],
  )
}

/** One version of a partnership. */
export async function findVersion(db: Db, partnershipId: Id<'partnership'>, id: Id<'version'>): Promise<QuestionnaireVersion | undefined> {
  return row(db, `select ${COLUMNS} from questionnaire_versions where partnership_id = ? and id = ? and ${IS_PUBLISHED}`, [
    partnershipId,
    id,
  ])
}

/** The newest version of each set. */
export async function newestVersions(db: Db, partnershipId: Id<'partnership'>): Promise<QuestionnaireVersion[]> {
  return rows(
    db,
    `select distinct on (set_code) ${COLUMNS} from questionnaire_versions where partnership_id = ? and ${IS_PUBLISHED} order by set_code, version desc`,
    [partnershipId],
  )
}

/** What the newest version of a set says, or the newest whose questions were chosen, and what they were chosen from. */
export const newestChoice = (
  db: Db,
  partnershipId: Id<'partnership'>,
  setCode: string,
  which: 'any' | 'chosen',
): Promise<{ document: unknown; chosenFrom: unknown } | undefined> =>
  row(
    db,
    `select document, chosen_from as "chosenFrom" from questionnaire_versions
     where partnership_id = ? and set_code = ? and ${IS_PUBLISHED} and (? = 'any' or chosen_from is not null) order by version desc limit 1`,
    [partnershipId, setCode, which],
  )

/** Stores a document as the next version of its set; when the newest version already says the same, that one stands. */
export async function insertVersion(
  trx: Db,
  partnershipId: Id<'partnership'>,
  document: QuestionnaireDocument,
  createdBy: string,
): Promise<QuestionnaireVersion> {
  const json = JSON.stringify(document)
  const sha256 = digestOf(document)
  const newest = await row<QuestionnaireVersion & { sha256: string }>(
    trx,
    `select ${COLUMNS}, document_sha256 as sha256 from questionnaire_versions
     where partnership_id = ? and set_code = ? and ${IS_PUBLISHED} order by version desc limit 1`,
    [partnershipId, document.set],
  )
  if (newest?.sha256 === sha256) return newest
  const made = await row<QuestionnaireVersion>(
    trx,
    `insert into questionnaire_versions (partnership_id, set_code, version, title, edition, document, document_sha256, created_by, published_by, published_at)
     values (:partnershipId, :set, :version, :title, :edition, :json, :sha256, :createdBy, :createdBy, now()) returning ${COLUMNS}`,
    {
      partnershipId,
      set: document.set,
      version: (newest?.version ?? 0) + 1,
      title: document.title,
      edition: document.edition,
      json,
      sha256,
      createdBy,
    },
  )
  return stored(made, 'the version')
}

/** The draft of a set becomes its next version. @throws Error when it is none, which the caller has seen to under its lock */
export async function publishDraftRow(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'version'>,
  publishedBy: string,
): Promise<QuestionnaireVersion> {
  const made = await row<QuestionnaireVersion>(
    trx,
    `update questionnaire_versions d set published_at = now(), published_by = :publishedBy, document_before = null, version = 1 + coalesce(
       (select max(v.version) from questionnaire_versions v where v.partnership_id = d.partnership_id and v.set_code = d.set_code), 0)
     where partnership_id = :partnershipId and id = :id and status = any(:statuses) returning ${COLUMNS}`,
    { partnershipId, id, publishedBy, statuses: statusesFor('publish') },
  )
  if (!made) throw new Error('the draft was not published')
  return made
}

/** From now on these versions cannot change: a round that uses them was opened. */
export async function freezeVersions(trx: Db, partnershipId: Id<'partnership'>, ids: readonly Id<'version'>[]): Promise<void> {
  await changed(
    trx,
    `update questionnaire_versions set frozen_at = now() where partnership_id = ? and id = any(?) and frozen_at is null and status = any(?)`,
    [partnershipId, ids, statusesFor('freeze')],
  )
}

/** The document of a version; undefined when the partnership has no such version. */
export async function documentOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  versionId: Id<'version'>,
): Promise<QuestionnaireDocument | undefined> {
  const name = `${partnershipId}:${versionId}`
  const kept = keptDocument(name)
  if (kept) return kept
  const found = await row<{ document: unknown; frozenAt: Date | null }>(
    db,
    `select document, frozen_at as "frozenAt" from questionnaire_versions where partnership_id = ? and id = ? and ${IS_PUBLISHED}`,
    [partnershipId, versionId],
  )
  if (!found) return undefined
  const document = documentSchema.parse(found.document)
  if (found.frozenAt !== null) keepDocument(name, document)
  return document
}
