import { inTransaction, type Db } from '../../platform/db.ts'
import type { Actor } from '../history/index.ts'
import { documentOf, returnProgress, type QuestionnaireDocument } from '../questionnaires/index.ts'
import type { AuditReturn, EvidenceFile, OpenReturn, ResponseWrite, StoredResponse } from './auditReturn.ts'
import { advance, can, canNow, isSent, type ReturnStatus } from './lifecycle.ts'
import { basesNeeded, planSave, type Conflict, type Entry, type SavePlan } from './merge.ts'
import { refuse } from './refusals.ts'
import { loadAnswers, lockReturn, responsesAt, writeCounts, writeSave } from './store.ts'

/**
 * A return with its questionnaire and all that was answered.
 *
 * @throws Refusal (not found) when the partnership has no such return
 */
export async function openReturn(db: Db, partnershipId: number, returnId: number): Promise<OpenReturn> {
  const found = await loadAnswers(db, partnershipId, returnId)
  if (!found) throw refuse.notFound()
  return { ...found, document: await returnDocument(db, found.auditReturn) }
}

/** The questionnaire that a return answers: its own version, whatever was published since. */
export async function returnDocument(
  db: Db,
  auditReturn: Pick<AuditReturn, 'id' | 'partnershipId' | 'questionnaireVersionId'>,
): Promise<QuestionnaireDocument> {
  const document = await documentOf(db, auditReturn.partnershipId, auditReturn.questionnaireVersionId)
  if (!document) throw new Error(`return ${auditReturn.id} has no questionnaire`)
  return document
}

/** Whether answers may be typed into a return now. */
export const isOpenForAnswers = (auditReturn: Pick<AuditReturn, 'status' | 'roundStatus'>): boolean => canNow('save', auditReturn)

/**
 * Whether an establishment may describe a file otherwise, or take it out. What the partnership took in never, also while
 * the establishment answers again: it may be the paper return itself. What was sent stays as it was sent; what the
 * establishment added since is still its own.
 */
export function mayChangeFile(auditReturn: AuditReturn, file: Pick<EvidenceFile, 'at' | 'receivedVia'>): boolean {
  if (file.receivedVia !== 'online') return false
  if (isOpenForAnswers(auditReturn)) return true
  const endedAt = isSent(auditReturn.status) ? auditReturn.recordedAt : auditReturn.roundClosedAt
  return endedAt !== null && file.at > endedAt
}

/** Whether staff may key in the answers of a return, or correct them: it came offline and is in, whatever became of its round. */
export const isOpenForKeying = ({ status, submittedVia }: Pick<AuditReturn, 'status' | 'submittedVia'>): boolean =>
  can('keyIn', status) && submittedVia === 'offline'

/**
 * Keeps a return in step after its files changed: call it in the transaction that changed them, with the return locked.
 * What the establishment does to its files while it may answer is a save; what staff do, or what comes after submission,
 * leaves the status alone.
 */
export async function filesChanged(trx: Db, actor: Actor, auditReturn: Pick<AuditReturn, 'id' | 'partnershipId'>): Promise<void> {
  const open = await openReturn(trx, auditReturn.partnershipId, auditReturn.id)
  const progress = returnProgress(open.document, open.auditReturn.facts, open.responses, open.evidenceCounts)
  const isSave = actor.kind === 'contributor' && isOpenForAnswers(open.auditReturn)
  await writeCounts(trx, auditReturn, { progress, status: isSave ? advance(open.auditReturn.status, 'save') : null })
}

export type SaveOutcome = {
  /** The return as it stands after the save. */
  open: OpenReturn
  /** What was written, question by question; nothing when nothing was new. */
  written: readonly ResponseWrite[]
  /** What two people changed at once, of which nothing was written. */
  conflicts: readonly Conflict[]
}

/** How often a save starts over because somebody else saved in between, before it takes the return for itself. */
const ATTEMPTS = 3

/**
 * Saves what somebody typed into one section, question by question (merge.ts), in one statement: the establishment while
 * it answers, staff when the return came offline.
 *
 * @param open the return as read for this request; read again when somebody saved since
 * @param entries the valid answers of the form, each with the version that the form was rendered with
 * @throws Refusal (conflict) when the return was submitted, or the round closed; to staff, when it did not come offline
 */
export async function saveSection(
  db: Db,
  actor: Actor,
  open: OpenReturn,
  form: { sectionKey: string; entries: ReadonlyMap<string, Entry> },
): Promise<SaveOutcome> {
  let current = open
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const outcome = await attemptSave(db, actor, current, form)
    if (outcome) return outcome
    current = await openReturn(db, open.auditReturn.partnershipId, open.auditReturn.id)
  }
  return inTransaction(db, async trx => {
    await lockReturn(trx, open.auditReturn.partnershipId, open.auditReturn.id)
    const outcome = await attemptSave(trx, actor, await openReturn(trx, open.auditReturn.partnershipId, open.auditReturn.id), form)
    if (!outcome) throw new Error('a locked return was changed')
    return outcome
  })
}

/** What saving these entries would write and what it would find in conflict, whether the return is open to it or not. Reads only. */
export async function planFor(db: Db, { auditReturn, responses }: OpenReturn, entries: ReadonlyMap<string, Entry>): Promise<SavePlan> {
  const bases = await responsesAt(db, auditReturn.partnershipId, auditReturn.id, basesNeeded(entries, responses))
  return planSave(entries, responses, (key, version) => bases.find(base => base.key === key && base.version === version))
}

/** @returns undefined when the return has moved on since it was read */
async function attemptSave(
  db: Db,
  actor: Actor,
  open: OpenReturn,
  form: { sectionKey: string; entries: ReadonlyMap<string, Entry> },
): Promise<SaveOutcome | undefined> {
  const { auditReturn } = open
  const { verb, status } = savedBy(actor, auditReturn)
  const { writes, conflicts } = await planFor(db, open, form.entries)
  if (writes.length === 0) return { open, written: writes, conflicts }
  const after = withWrites(open, writes, actor)
  const progress = returnProgress(open.document, auditReturn.facts, after, open.evidenceCounts)
  const changed = writes.filter(({ version }) => version > 1).length
  const title = open.document.sections.find(({ key }) => key === form.sectionKey)?.title
  const details = { section: form.sectionKey, title, questions: writes.length, changed }
  if (!(await writeSave(db, actor, auditReturn, { verb, status, progress, writes, details }))) return undefined
  const { asked, answered, missing } = progress
  const moved = { ...auditReturn, status, asked, answered, missing, version: auditReturn.version + 1 }
  return { open: { ...open, auditReturn: moved, responses: after, signOffs: [] }, written: writes, conflicts }
}

/** What a save is called in the history and makes of the return's status. @throws Refusal (conflict) when it is not open to this person */
function savedBy(actor: Actor, auditReturn: AuditReturn): { verb: 'return.saved' | 'return.keyed_in'; status: ReturnStatus } {
  if (actor.kind !== 'contributor') return { verb: 'return.keyed_in', status: keyedStatus(auditReturn) }
  const status = advance(auditReturn.status, 'save')
  if (auditReturn.roundStatus !== 'open') throw refuse.roundClosed()
  return { verb: 'return.saved', status }
}

/** The status of a return into which staff key answers. @throws Refusal (conflict) when it is not in, or came online */
export function keyedStatus({ id, status, submittedVia }: Pick<AuditReturn, 'id' | 'status' | 'submittedVia'>): ReturnStatus {
  const next = advance(status, 'keyIn')
  if (submittedVia !== 'offline') throw refuse.notOffline(id)
  return next
}

/** The responses as they stand once `writes` are written. */
function withWrites(open: OpenReturn, writes: readonly ResponseWrite[], actor: Actor): Map<string, StoredResponse> {
  const after = new Map(open.responses)
  const contributorId = actor.kind === 'contributor' ? actor.contributorId : null
  for (const { key, ...response } of writes) after.set(key, { ...response, byName: actor.name, contributorId, at: new Date() })
  return after
}
