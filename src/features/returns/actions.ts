import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { reachesSection, WHOLE_RETURN, type Actor } from '../history/index.ts'
import { documentOf, returnProgress, type QuestionnaireDocument, type Section } from '../questionnaires/index.ts'
import type { AuditReturn, OpenReturn, ResponseWrite, StoredResponse } from './auditReturn.ts'
import { answersFrom, loadAnswers, type AnswersRow } from './answersStore.ts'
import { advance, canNow, type ReturnStatus } from './lifecycle.ts'
import { planSave, signaturesShown, type Conflict, type Entry } from './merge.ts'
import { giverOf, isBy, partsByAfter, type Part } from './parts.ts'
import { refuse, sectionStays } from './refusals.ts'
import { isSectionOpen } from './reopened.ts'
import type { SignOff } from './signatures.ts'
import { continuesSitting } from './sitting.ts'
import { lockReturn, writeCounts, writeSave, type AsJson, type Overruled } from './store.ts'

/**
 * A return with its questionnaire and all that was answered.
 *
 * @param beside what was read of it beside the session already, when it was
 * @throws Refusal (not found) when the partnership has no such return
 */
export async function openReturn(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  beside?: AsJson<AnswersRow>,
): Promise<OpenReturn> {
  const found = beside ? answersFrom(beside) : await loadAnswers(db, partnershipId, returnId)
  if (!found) throw refuse.notFound()
  return { ...found, document: await returnDocument(db, found.auditReturn), reach: WHOLE_RETURN }
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

/**
 * Keeps a return in step after its files changed, of which there are so many now: call it in the transaction that changed them, with the return locked.
 * What the establishment does to its files while it may answer is a save; what staff do, or what comes after submission,
 * leaves the status alone.
 */
export async function filesChanged(trx: Db, actor: Actor, auditReturn: Pick<AuditReturn, 'id' | 'partnershipId' | 'files'>): Promise<void> {
  const open = await openReturn(trx, auditReturn.partnershipId, auditReturn.id)
  const progress = returnProgress(open.document, open.auditReturn.facts, open.responses, open.evidenceCounts)
  const isSave = actor.kind === 'contributor' && canNow('save', open.auditReturn)
  await writeCounts(trx, auditReturn, { progress, status: isSave ? advance(open.auditReturn.status, 'save') : null })
}

export type SaveOutcome = {
  /** The return as it stands after the save. */
  open: OpenReturn
  /** What was written, question by question; nothing when nothing was new. */
  written: readonly ResponseWrite[]
  /** What two people changed at once, of which nothing was written. */
  conflicts: readonly Conflict[]
  /** Signatures that the save would cancel, and of which the person was not told: nothing at all was written then. */
  wouldCancel: readonly SignOff[]
}

/** What a section's form held. */
export type SectionEntries = {
  sectionKey: string
  /** The valid answers of the form, each with what the form was rendered with. */
  entries: ReadonlyMap<string, Entry>
  /** The signatures of which the form told the person, as `signaturesShown` makes them. */
  signatures: string
  /** From which earlier return answers of the form were used again, and how many; one alone goes on with the sitting. */
  again?: { from: Id<'return'>; questions: number } | undefined
  now: Date
}

/** How often a save starts over because somebody else saved in between, before it takes the return for itself. */
const ATTEMPTS = 3

/**
 * Saves what somebody typed into one section, question by question (merge.ts), in one statement: the establishment while
 * it answers, staff when the return came offline.
 *
 * @param open the return as read for this request; read again when somebody saved since
 * @throws Refusal (conflict) when the return was submitted, or the round closed; to staff, when it did not come offline
 */
export async function saveSection(db: Db, actor: Actor, { open, ...form }: SectionEntries & { open: OpenReturn }): Promise<SaveOutcome> {
  let current = open
  // Staff save under the lock at once: whether their account still may is asked in a transaction alone.
  for (let attempt = 1; attempt <= (actor.kind === 'contributor' ? ATTEMPTS : 0); attempt += 1) {
    const outcome = await attemptSave(db, actor, current, form)
    if (outcome) return outcome
    current = await openAgain(db, open)
  }
  return inTransaction(db, async trx => {
    await lockReturn(trx, open.auditReturn.partnershipId, open.auditReturn.id)
    const outcome = await attemptSave(trx, actor, await openAgain(trx, open), form)
    if (!outcome) throw new Error('a locked return was changed')
    return outcome
  })
}

/** The same return to the same person, as it is now. */
export const openAgain = async (db: Db, { auditReturn, reach }: OpenReturn): Promise<OpenReturn> => ({
  ...(await openReturn(db, auditReturn.partnershipId, auditReturn.id)),
  reach,
})

/** @returns undefined when the return has moved on since it was read */
async function attemptSave(db: Db, actor: Actor, open: OpenReturn, form: SectionEntries): Promise<SaveOutcome | undefined> {
  const { auditReturn } = open
  if (!reachesSection(open.reach, form.sectionKey)) throw refuse.notFound()
  const { verb, status } = savedBy(actor, auditReturn)
  if (actor.kind === 'contributor' && !isSectionOpen(open, form.sectionKey)) throw sectionStays()
  const { writes: planned, conflicts } = planSave(form.entries, open.responses)
  const isTold = form.signatures === signaturesShown(open.signOffs)
  if (planned.length > 0 && !isTold) return { open, written: [], conflicts, wouldCancel: open.signOffs }
  if (planned.length === 0) return { open, written: [], conflicts, wouldCancel: [] }
  const section = open.document.sections.find(({ key }) => key === form.sectionKey)
  const goesOn = (form.again?.questions ?? 0) < 2 && continuesSitting(open, section?.questions.map(({ key }) => key) ?? [], actor, form.now)
  const writes = planned.map(({ key, version, changed, answer, comment, action }): ResponseWrite => ({
    ...{ key, version, answer, comment, action },
    partsBy: partsByAfter(open.responses.get(key), changed, { actor, goesOn }),
  }))
  const over = planned.flatMap(({ key, over }) => over.flatMap(part => overruled(open, section, { key, part, actor })))
  const after = withWrites(open, writes, actor)
  const progress = returnProgress(open.document, auditReturn.facts, after, open.evidenceCounts)
  const cancelled = open.signOffs.map(({ role }) => role)
  const details = {
    section: form.sectionKey,
    title: section?.title,
    ...(cancelled.length === 0 ? {} : { cancelled }),
    ...againDetails(form),
  }
  if (!(await writeSave(db, actor, auditReturn, { verb, status, progress, writes, goesOn, over, details }))) return undefined
  const { asked, answered, missing } = progress
  const moved = { ...auditReturn, status, asked, answered, missing, version: auditReturn.version + 1 }
  return { open: { ...open, auditReturn: moved, responses: after, signOffs: [] }, written: writes, conflicts, wouldCancel: [] }
}

/** What the history says of answers that were used again. */
const againDetails = ({ again }: SectionEntries) => (again ? { again: again.questions, from: again.from } : {})

/** Whose text it is that was chosen over, unless it is the person's own from another window. */
function overruled(
  open: OpenReturn,
  section: Section | undefined,
  { key, part, actor }: { key: string; part: Part; actor: Actor },
): Overruled[] {
  const theirs = open.responses.get(key)
  const giver = theirs && giverOf(theirs, part)
  if (!giver || isBy(actor, giver)) return []
  const { shortLabel, label } = section?.questions.find(question => question.key === key) ?? { label: key }
  return [{ key, part, label: shortLabel ?? label, byName: giver.byName, contributorId: giver.contributorId }]
}

/** What a save is called in the history and makes of the return's status. @throws Refusal (conflict) when it is not open to this person */
function savedBy(actor: Actor, auditReturn: AuditReturn): { verb: 'return.saved' | 'return.keyed_in'; status: ReturnStatus } {
  if (actor.kind !== 'contributor') return { verb: 'return.keyed_in', status: keyedStatus(auditReturn) }
  if (!canNow('save', auditReturn)) throw refuse.notOpen(auditReturn)
  return { verb: 'return.saved', status: advance(auditReturn.status, 'save') }
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
