import { inTransaction, stored, type Db, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { enqueueMany } from '../../platform/jobs/queue.ts'
import { markOf } from '../../platform/files/moveIn.ts'
import type { FileStore } from '../../platform/files/storage.ts'
import type { UploadedFile } from '../../platform/files/uploadedFile.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import type { Looking } from '../../platform/looking/look.ts'
import { recordEvent, type ContributorActor, type PartnershipActor } from '../history/index.ts'
import { whyTooLarge } from './accepted.ts'
import { checkFileJob } from './checkJobs.ts'
import { mayChangeFile } from './mayChangeFile.ts'
import { cleanName } from './fileNames.ts'
import { inspectFile } from './looking/inspectFile.ts'
import { countAgain, lockForFiles, refuseMoreThanHeld, requireOpenSections, subjectOf } from './openActions.ts'
import { filesOf, insertEvidence, linkQuestions, type NewEvidence, type StoredEvidence } from './store.ts'
import { type ReceivedVia } from './receivedVia.ts'

/** A file as it came, in a temporary place, from which it is moved into the store; `refused` when it was not even read. */
export type IncomingFile = { path: string; originalName: string; questionKeys: readonly string[]; refused: UploadedFile['refused'] }

export type RefusedFile = { questionKey: string; name: string; why: string }

export type AddOutcome = {
  /** Files that are with their question now; one that was in the return already was only tied to it. */
  added: number
  refused: RefusedFile[]
}

export type Adding = {
  returnId: Id<'return'>
  files: readonly IncomingFile[]
  /** Files that are in the return already, to be tied to more questions; for an establishment those alone that it may change. */
  links?: readonly { evidenceId: Id<'evidence'>; questionKey: string }[]
  /** Which files of the return whoever adds may see: the others are as if they were not there. All, when left out. */
  sees?: (file: Pick<StoredEvidence, 'questionKeys'>) => boolean
  /** Whether they take the place of a file that is held back, which is mended wherever it is. */
  mends?: boolean
  via: ReceivedVia
  /** The day on which they came, 'YYYY-MM-DD'. */
  receivedOn: string
  note?: string
}

/** What adding files needs of the running system. */
export type Adder = { db: Pool; files: FileStore; looking: Looking }

type Limits = { megabytes: number; filesAtOnce: number }

/** A file whose bytes are in the store, with the questions that it belongs to. */
type KeptFile = { file: NewEvidence; questionKeys: readonly string[] }

/**
 * Adds files to a return. Each is judged by itself: a bad one does not keep the others out. The bytes are safe in the store
 * before a row speaks of them; a file that the return has already is tied to the question instead of stored twice, unless
 * it is to stay as it was sent.
 *
 * @throws Refusal (conflict) when the return takes no files now, or holds too many
 */
export const addFiles = (
  adder: Adder,
  actor: ContributorActor | PartnershipActor,
  adding: Adding & { limits: Limits },
): Promise<AddOutcome> => addFilesWith(adder, actor, { ...adding, work: (_trx, add) => add() })

/**
 * Adds files as a part of something larger: their rows are written in its transaction, when it says so, and their bytes are taken
 * away when it is refused, or never says so.
 *
 * @param adding.work the whole: it is given its transaction, and what writes the rows
 */
export async function addFilesWith<Outcome>(
  { db, files: store, looking }: Adder,
  actor: ContributorActor | PartnershipActor,
  { limits, work, ...adding }: Adding & { limits: Limits; work: (trx: Db, add: () => Promise<AddOutcome>) => Promise<Outcome> },
): Promise<Outcome> {
  const { kept, refused } = await inspectAndStore({ store, looking }, adding, limits)
  const spare = new Set(kept.map(({ file }) => file.storageKey))
  try {
    const written: string[] = []
    const outcome = await inTransaction(db, trx =>
      work(trx, async () => {
        const { keys, added, untied } = await keepFiles(trx, actor, adding, kept)
        written.push(...keys)
        return { added, refused: [...refused, ...untied] }
      }),
    )
    for (const key of written) spare.delete(key)
    return outcome
  } catch (error) {
    // When the connection broke at the commit, nobody knows whether rows speak of them: what none does is swept at night.
    if (!(error instanceof Refusal)) spare.clear()
    throw error
  } finally {
    // What no row speaks of: copies of files that the return has already, or everything when the return takes none.
    for (const key of spare) await store.remove(key).catch(() => undefined)
  }
}

/** Looks at each file, and brings those that may stay into the store. */
async function inspectAndStore(
  { store, looking }: { store: FileStore; looking: Looking },
  { files, note = '' }: Adding,
  limits: Limits,
): Promise<{ kept: KeptFile[]; refused: RefusedFile[] }> {
  const kept: KeptFile[] = []
  const refused: RefusedFile[] = []
  for (const file of files) {
    const name = cleanName(file.originalName)
    const refuseFile = (why: string) => refused.push({ questionKey: file.questionKeys[0] ?? '', name, why })
    if (file.refused === 'too_large') refuseFile(whyTooLarge(limits.megabytes))
    else if (file.refused === 'too_many')
      refuseFile(`only ${limits.filesAtOnce} files can be added at a time. Add this file again on its own`)
    else if (file.refused === 'failed') refuseFile(NOT_STORED)
    else {
      const mark = await markOf(file.path).catch(() => null)
      if (mark === null) {
        refuseFile(NOT_STORED)
        continue
      }
      const found = await inspectFile(looking, file.path, name)
      const stored = found.ok ? await store.take(file.path, { mark, sha256: found.sha256 }).catch(() => null) : null
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

const STAYS = 'it stays as it is. To use it here too, add the document here again'
const IS_HERE = 'this file is attached here already'
const NOT_STORED = 'it could not be stored just now. Try again in a few minutes'

/**
 * Writes the rows of files whose bytes are safe, and ties files to their questions.
 *
 * @returns the keys of which rows speak now, how many files are with a question that they were not with before, and which are not
 */
async function keepFiles(
  trx: Db,
  actor: ContributorActor | PartnershipActor,
  { returnId, via, receivedOn, links = [], sees = () => true, mends = false }: Adding,
  kept: readonly KeptFile[],
): Promise<{ keys: string[]; added: number; untied: RefusedFile[] }> {
  const { partnershipId } = actor
  const auditReturn = await lockForFiles(trx, actor, returnId)
  await requireOpenSections(trx, actor, {
    auditReturn,
    held: mends,
    questionKeys: [...kept.flatMap(file => file.questionKeys), ...links.map(({ questionKey }) => questionKey)],
  })
  const there = (await filesOf(trx, partnershipId, returnId)).filter(file => file.removedAt === null && sees(file))
  const own = there.filter(file => actor.kind !== 'contributor' || mayChangeFile(auditReturn, file))
  const again = kept.filter(file => isWithAll(file, own))
  const known = new Map(own.map(({ sha256, id }) => [sha256, id]))
  const fresh = firstOfEach(kept.map(({ file }) => file).filter(({ sha256 }) => !known.has(sha256)))
  await refuseMoreThanHeld(trx, auditReturn, fresh.length)
  const ids = fresh.length === 0 ? [] : await insertEvidence(trx, actor, { partnershipId, returnId, via, receivedOn }, fresh)
  await enqueueMany(
    trx,
    checkFileJob,
    ids.map(evidenceId => ({ partnershipId, evidenceId })),
  )
  fresh.forEach(({ sha256 }, at) => known.set(sha256, stored(ids[at], 'the file')))
  const ties = kept.flatMap(({ file, questionKeys }) =>
    questionKeys.map(questionKey => ({ evidenceId: stored(known.get(file.sha256), 'the file'), questionKey })),
  )
  const tied = await linkQuestions(trx, partnershipId, returnId, ties)
  const isOwn = ({ evidenceId }: { evidenceId: Id<'evidence'> }) => own.some(({ id }) => id === evidenceId)
  const linked = await linkQuestions(trx, partnershipId, returnId, links.filter(isOwn))
  if (fresh.length > 0 || tied + linked > 0) {
    await countAgain(trx, actor, auditReturn)
    await recordEvent(trx, actor, {
      verb: 'evidence.added',
      ...subjectOf(auditReturn),
      details: { files: fresh.length, ties: tied + linked, via },
    })
  }
  const untied = links.flatMap(link => {
    const file = isOwn(link) ? undefined : there.find(({ id }) => id === link.evidenceId)
    return file ? [{ questionKey: link.questionKey, name: file.name, why: STAYS }] : []
  })
  const refused = again.map(({ file, questionKeys }) => ({ questionKey: questionKeys[0] ?? '', name: file.name, why: IS_HERE }))
  return { keys: fresh.map(({ storageKey }) => storageKey), added: kept.length - again.length + linked, untied: [...refused, ...untied] }
}

/** Whether the same bytes are with every question that a file came for; one that came for none is the return as it was sent. */
const isWithAll = ({ file, questionKeys }: KeptFile, there: readonly StoredEvidence[]): boolean =>
  questionKeys.length > 0 &&
  there.some(({ sha256, questionKeys: has }) => sha256 === file.sha256 && questionKeys.every(key => has.includes(key)))

function firstOfEach(files: readonly NewEvidence[]): NewEvidence[] {
  const seen = new Set<string>()
  return files.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256))
}
