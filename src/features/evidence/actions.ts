import { createReadStream } from 'node:fs'
import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import type { FileStore } from '../../platform/files/storage.ts'
import { recordEvent, type Actor, type ContributorActor, type OfficeActor } from '../history/index.ts'
import { evidenceRequestsTo, filesChanged, isOpenForAnswers, lockReturn, type AuditReturn } from '../returns/index.ts'
import type { UploadedFile } from '../../platform/files/uploadedFile.ts'
import { cleanName } from './fileKinds.ts'
import { inspectFile } from './inspect.ts'
import { refuse } from './refusals.ts'
import {
  countFiles,
  describe,
  findEvidence,
  insertEvidence,
  linkQuestions,
  sameContent,
  setRemoved,
  unknownKeys,
  unlinkQuestion,
  type NewEvidence,
  type StoredEvidence,
} from './store.ts'

/** A file as it came, in a temporary place; `refused` when it was not even read. */
export type IncomingFile = { path: string; originalName: string; questionKeys: readonly string[]; refused: UploadedFile['refused'] }
export type RefusedFile = { questionKey: string; name: string; why: string }
export type AddOutcome = {
  /** Files that are with their question now; one that was in the return already was only tied to it. */
  added: number
  refused: RefusedFile[]
}
export type Adding = {
  returnId: number
  files: readonly IncomingFile[]
  /** Files that are in the return already, to be tied to more questions. */
  links?: readonly { evidenceId: number; questionKey: string }[]
  via: 'online' | 'email'
  /** The day on which they came, 'YYYY-MM-DD'. */
  receivedOn: string
  note?: string
}
type Limits = { megabytes: number; filesAtOnce: number }

/** The most that one return may hold. */
export const MOST_FILES = 300

/**
 * Adds files to a return. Each is judged by itself: a bad one does not keep the others out. The bytes are safe in the store
 * before a row speaks of them; a file that the return has already is tied to the question instead of stored twice.
 *
 * @throws Refusal (conflict) when the return takes no files now, or holds too many
 */
export async function addFiles(
  { db, files: store }: { db: Pool; files: FileStore },
  actor: ContributorActor | OfficeActor,
  adding: Adding,
  limits: Limits,
): Promise<AddOutcome> {
  const { kept, refused } = await takeIn(store, adding, limits)
  const spare = new Set(kept.map(({ file }) => file.storageKey))
  try {
    const added = await inTransaction(db, async trx => {
      const auditReturn = await lockForFiles(trx, actor, adding.returnId)
      const known = new Map(
        (await sameContent(trx, actor.partnershipId, adding.returnId, [...new Set(kept.map(({ file }) => file.sha256))])).map(
          ({ sha256, id }) => [sha256, id],
        ),
      )
      const fresh = firstOfEach(kept.map(({ file }) => file).filter(({ sha256 }) => !known.has(sha256)))
      if ((await countFiles(trx, actor.partnershipId, adding.returnId)) + fresh.length > MOST_FILES) throw refuse.tooMany(MOST_FILES)
      const to = { partnershipId: actor.partnershipId, returnId: adding.returnId, via: adding.via, receivedOn: adding.receivedOn }
      const ids = fresh.length === 0 ? [] : await insertEvidence(trx, actor, to, fresh)
      fresh.forEach(({ sha256 }, at) => known.set(sha256, ids[at] ?? 0))
      const ties = kept.flatMap(({ file, questionKeys }) =>
        questionKeys.map(questionKey => ({ evidenceId: known.get(file.sha256) ?? 0, questionKey })),
      )
      const tied = await linkQuestions(trx, actor.partnershipId, adding.returnId, ties)
      const links = await linkQuestions(trx, actor.partnershipId, adding.returnId, adding.links ?? [])
      if (fresh.length > 0 || tied + links > 0) {
        await filesChanged(trx, actor, auditReturn)
        await recordEvent(trx, actor, {
          verb: 'evidence.added',
          ...about(auditReturn),
          details: { files: fresh.length, ties: tied + links, via: adding.via },
        })
      }
      return { keys: fresh.map(({ storageKey }) => storageKey), links }
    })
    for (const key of added.keys) spare.delete(key)
    return { added: kept.length + added.links, refused }
  } finally {
    // What no row speaks of: copies of files that the return has already, or everything when the rows were not written.
    for (const key of spare) await store.remove(key).catch(() => undefined)
  }
}

/** Looks at each file, and brings those that may stay into the store. */
async function takeIn(
  store: FileStore,
  { files, note = '' }: Adding,
  limits: Limits,
): Promise<{ kept: { file: NewEvidence; questionKeys: readonly string[] }[]; refused: RefusedFile[] }> {
  const kept: { file: NewEvidence; questionKeys: readonly string[] }[] = []
  const refused: RefusedFile[] = []
  for (const file of files) {
    const name = cleanName(file.originalName)
    const refuseFile = (why: string) => refused.push({ questionKey: file.questionKeys[0] ?? '', name, why })
    if (file.refused === 'too_large')
      refuseFile(`it is larger than ${limits.megabytes} MB. Save a smaller copy, for example a PDF with smaller pictures`)
    else if (file.refused === 'too_many') refuseFile(`only ${limits.filesAtOnce} files can be added at a time. Add it again by itself`)
    else if (file.refused === 'failed') refuseFile(NOT_STORED)
    else {
      const found = await inspectFile(file.path, name)
      const stored = found.ok ? await store.put(createReadStream(file.path)).catch(() => null) : null
      if (!found.ok) refuseFile(found.why)
      else if (stored === null) refuseFile(NOT_STORED)
      else {
        const said = [note, found.note].filter(part => part !== '').join(' ')
        const { key: storageKey, bytes, sha256 } = stored
        kept.push({ file: { name, mediaType: found.mediaType, bytes, sha256, storageKey, note: said }, questionKeys: file.questionKeys })
      }
    }
  }
  return { kept, refused }
}

const NOT_STORED = 'it could not be stored just now. Try again in a few minutes'

function firstOfEach(files: readonly NewEvidence[]): NewEvidence[] {
  const seen = new Set<string>()
  return files.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256))
}

/** Whether an establishment may add files: while it answers, and whenever the partnership has asked for evidence. */
export async function mayAddFiles(db: Db, auditReturn: AuditReturn): Promise<boolean> {
  if (isOpenForAnswers(auditReturn)) return true
  return auditReturn.status !== 'excused' && (await evidenceRequestsTo(db, auditReturn.partnershipId, auditReturn.id)).length > 0
}

/** What was sent with a submission stays as it was sent; what was added afterwards may still be taken back. */
export const mayRemove = (auditReturn: AuditReturn, file: Pick<StoredEvidence, 'at'>): boolean =>
  isOpenForAnswers(auditReturn) || (auditReturn.submittedAt !== null && file.at > auditReturn.submittedAt)

async function lockForFiles(trx: Db, actor: Actor, returnId: number): Promise<AuditReturn> {
  const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
  if (!auditReturn) throw refuse.notFound()
  // Staff take in what comes by e-mail at any time.
  if (actor.kind === 'contributor' && !(await mayAddFiles(trx, auditReturn))) throw refuse.notNow()
  return auditReturn
}

type FileRequest = { returnId: number; evidenceId: number }

/**
 * Takes a file off a question, or out of the return when no other question has it. The bytes stay, so that it can be undone.
 *
 * @throws Refusal (not found), (conflict) when it was part of what was submitted
 */
export async function removeFile(
  db: Pool,
  actor: ContributorActor | OfficeActor,
  { returnId, evidenceId, questionKey }: FileRequest & { questionKey: string | null },
): Promise<'detached' | 'removed'> {
  return inTransaction(db, async trx => {
    const auditReturn = await lockForFiles(trx, actor, returnId)
    const file = await findEvidence(trx, actor.partnershipId, returnId, evidenceId)
    if (!file || file.removedAt !== null) throw refuse.notFound()
    if (actor.kind === 'contributor' && !mayRemove(auditReturn, file)) throw refuse.notNow()
    const detaches = questionKey !== null && file.questionKeys.includes(questionKey) && file.questionKeys.length > 1
    if (detaches) await unlinkQuestion(trx, actor.partnershipId, evidenceId, questionKey)
    else await setRemoved(trx, actor.partnershipId, evidenceId, actor.name)
    await filesChanged(trx, actor, auditReturn)
    const verb = detaches ? 'evidence.detached' : 'evidence.removed'
    await recordEvent(trx, actor, {
      verb,
      ...about(auditReturn),
      details: { evidence: evidenceId, ...(questionKey === null ? {} : { question: questionKey }) },
    })
    return detaches ? 'detached' : 'removed'
  })
}

/** Brings a removed file back, to the questions that it was on. @throws Refusal as `removeFile` */
export async function restoreFile(db: Pool, actor: ContributorActor | OfficeActor, { returnId, evidenceId }: FileRequest): Promise<void> {
  await inTransaction(db, async trx => {
    const auditReturn = await lockForFiles(trx, actor, returnId)
    const file = await findEvidence(trx, actor.partnershipId, returnId, evidenceId)
    if (!file) throw refuse.notFound()
    if (file.removedAt === null) return
    if (actor.kind === 'contributor' && !mayRemove(auditReturn, file)) throw refuse.notNow()
    await setRemoved(trx, actor.partnershipId, evidenceId, null)
    await filesChanged(trx, actor, auditReturn)
    await recordEvent(trx, actor, { verb: 'evidence.restored', ...about(auditReturn), details: { evidence: evidenceId } })
  })
}

/** Keeps what somebody says about a file: what it shows, and of which day it is. @throws Refusal as `removeFile` */
export async function describeFile(
  db: Pool,
  actor: ContributorActor | OfficeActor,
  {
    returnId,
    evidenceId,
    note,
    datedOn,
    questionKeys,
  }: FileRequest & { note: string; datedOn: string | null; questionKeys: readonly string[] },
): Promise<void> {
  await inTransaction(db, async trx => {
    const auditReturn = await lockForFiles(trx, actor, returnId)
    const file = await findEvidence(trx, actor.partnershipId, returnId, evidenceId)
    if (!file || file.removedAt !== null) throw refuse.notFound()
    await describe(trx, actor.partnershipId, evidenceId, { note, datedOn })
    const tied = await linkQuestions(
      trx,
      actor.partnershipId,
      returnId,
      questionKeys.map(questionKey => ({ evidenceId, questionKey })),
    )
    if (tied > 0) await filesChanged(trx, actor, auditReturn)
    await recordEvent(trx, actor, { verb: 'evidence.described', ...about(auditReturn), details: { evidence: evidenceId, ties: tied } })
  })
}

const about = ({ id, roundId, establishmentId }: AuditReturn) => ({ returnId: id, roundId, establishmentId })

/** Long past anything that is still on its way: an upload ends within the hour. */
const SETTLED_AFTER = 24 * 3_600_000

/** More than these many orphans, and more than this share, are no leftovers: the folder belongs to another database. */
const PLAUSIBLE = { files: 50, share: 0.1 }

/**
 * Removes files of which no row speaks: a program that was killed between storing a file and writing its row left them.
 * What is younger than a day is left alone, because its row may still be on its way.
 *
 * @returns how many files were removed
 * @throws when so many files are unknown that the store must be another database's: nothing is removed then
 */
export async function sweepOrphans({ db, files, now }: { db: Db; files: FileStore; now: () => Date }): Promise<number> {
  const before = new Date(now().getTime() - SETTLED_AFTER)
  const orphans: string[] = []
  let known = 0
  for await (const keys of files.keysBefore(before)) {
    const unknown = await unknownKeys(db, keys)
    orphans.push(...unknown)
    known += keys.length - unknown.length
  }
  if (orphans.length > PLAUSIBLE.files && orphans.length > PLAUSIBLE.share * known)
    throw new Error(
      `${orphans.length} of ${orphans.length + known} stored files are unknown to this database: is the folder another one's? Nothing was removed.`,
    )
  for (const key of orphans) await files.remove(key)
  return orphans.length + (await files.removeUnfinished(before))
}
