import { createHash } from 'node:crypto'
import { changed, row, rows, type Db } from '../../platform/db.ts'
import { documentSchema, type QuestionnaireDocument, type SetCode } from './document.ts'

/** A published version of a question set. Frozen from the moment a round that uses it is opened. */
export type QuestionnaireVersion = {
  id: number
  setCode: SetCode
  version: number
  title: string
  edition: string
  createdAt: Date
  createdBy: string
  frozenAt: Date | null
}

const COLUMNS = `id, set_code as "setCode", version, title, edition, created_at as "createdAt", created_by as "createdBy", frozen_at as "frozenAt"`

/** All versions of a partnership, set by set, the newest first. */
export async function versionsOf(db: Db, partnershipId: number): Promise<QuestionnaireVersion[]> {
  return rows(db, `select ${COLUMNS} from questionnaire_versions where partnership_id = ? order by set_code, version desc`, [partnershipId])
}

/** What a document says, in a few characters: two that say the same have the same. */
export const digestOf = (document: QuestionnaireDocument): string => createHash('sha256').update(JSON.stringify(document)).digest('hex')

/** A version with where it is used, and the digest of what it says. */
export type UsedVersion = QuestionnaireVersion & { digest: string; rounds: { id: number; name: string }[] }

/** All versions of a partnership with the rounds that use them, set by set, the newest first. */
export async function usedVersions(db: Db, partnershipId: number): Promise<UsedVersion[]> {
  return rows(
    db,
    `select ${COLUMNS}, document_sha256 as digest,
       coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.id desc)
         from round_questionnaires q join rounds o on o.id = q.round_id
         where q.questionnaire_version_id = v.id and q.partnership_id = v.partnership_id), '[]') as rounds
     from (select * from questionnaire_versions where partnership_id = ?) v order by set_code, version desc`,
    [partnershipId],
  )
}

/** One version of a partnership. */
export async function findVersion(db: Db, partnershipId: number, id: number): Promise<QuestionnaireVersion | undefined> {
  return row(db, `select ${COLUMNS} from questionnaire_versions where partnership_id = ? and id = ?`, [partnershipId, id])
}

/** The newest version of each set. */
export async function newestVersions(db: Db, partnershipId: number): Promise<QuestionnaireVersion[]> {
  return rows(
    db,
    `select distinct on (set_code) ${COLUMNS} from questionnaire_versions where partnership_id = ? order by set_code, version desc`,
    [partnershipId],
  )
}

/** Stores a document as the next version of its set; when the newest version already says the same, that one stands. */
export async function insertVersion(
  trx: Db,
  partnershipId: number,
  document: QuestionnaireDocument,
  createdBy: string,
): Promise<QuestionnaireVersion> {
  const json = JSON.stringify(document)
  const sha256 = digestOf(document)
  const newest = await row<QuestionnaireVersion & { sha256: string }>(
    trx,
    `select ${COLUMNS}, document_sha256 as sha256 from questionnaire_versions
     where partnership_id = ? and set_code = ? order by version desc limit 1`,
    [partnershipId, document.set],
  )
  if (newest?.sha256 === sha256) return newest
  const made = await row<QuestionnaireVersion>(
    trx,
    `insert into questionnaire_versions (partnership_id, set_code, version, title, edition, document, document_sha256, created_by)
     values (:partnershipId, :set, :version, :title, :edition, :json, :sha256, :createdBy) returning ${COLUMNS}`,
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
  if (!made) throw new Error('the version was not stored')
  return made
}

/** From now on these versions cannot change: a round that uses them was opened. */
export async function freezeVersions(trx: Db, partnershipId: number, ids: readonly number[]): Promise<void> {
  await changed(trx, `update questionnaire_versions set frozen_at = now() where partnership_id = ? and id = any(?) and frozen_at is null`, [
    partnershipId,
    ids,
  ])
}

// A frozen version never changes, so it may be kept. Some dozen documents of about 100 kB.
const frozen = new Map<string, QuestionnaireDocument>()
const KEPT = 50

/** The document of a version; undefined when the partnership has no such version. */
export async function documentOf(db: Db, partnershipId: number, versionId: number): Promise<QuestionnaireDocument | undefined> {
  const name = `${partnershipId}:${versionId}`
  const kept = frozen.get(name)
  if (kept) return kept
  const found = await row<{ document: unknown; frozenAt: Date | null }>(
    db,
    `select document, frozen_at as "frozenAt" from questionnaire_versions where partnership_id = ? and id = ?`,
    [partnershipId, versionId],
  )
  if (!found) return undefined
  const document = documentSchema.parse(found.document)
  if (found.frozenAt !== null) {
    if (frozen.size >= KEPT) frozen.delete(frozen.keys().next().value ?? name)
    frozen.set(name, document)
  }
  return document
}
