import { z } from 'zod'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { lockSet } from '../partnerships/index.ts'
import { setCode } from './document.ts'
import { FaultyDocument, noSuchSet, readDocument } from './documentRules.ts'
import { deleteDraft, insertDraft, lockDraft, updateDraft, type Draft, type DraftContent } from './draftStore.ts'
import type { Fault } from '../questions/index.ts'
import { refuse } from './refusals.ts'
import { shapeFault } from './shapeFaults.ts'
import { publishDraftRow, type QuestionnaireVersion } from './store.ts'
import { requireCan, type VersionAction } from './versionLifecycle.ts'

/** A draft as it was saved, with everything that still keeps it from being published. */
export type SavedDraft = { draft: Draft; faults: readonly Fault[] }
/** Which draft, and which of its revisions the person saw. */
type Seen = { id: Id<'version'>; revision: number }

/**
 * Starts the next version of a set. The document may be half written: its faults come back with it, and publishing waits for them.
 *
 * @throws FaultyDocument when it does not even say which set it is of
 * @throws Refusal (conflict) when the set has a draft
 */
export function startDraft(db: Db, actor: PartnershipActor, document: unknown): Promise<SavedDraft> {
  const content = contentOf(document, actor)
  return inTransaction(db, async trx => {
    if (!(await lockSet(trx, actor.partnershipId, content.setCode))) throw new FaultyDocument([noSuchSet(content.setCode)])
    const draft = await insertDraft(trx, actor.partnershipId, content)
    if (!draft) throw refuse.draftExists(content.setCode)
    await recordEvent(trx, actor, { verb: 'questionnaire.draft_started', details: { set: content.setCode } })
    return { draft, faults: faultsOf(document) }
  })
}

/**
 * Replaces the document of a draft, which stays one of its set.
 *
 * @throws Refusal (conflict) when somebody changed the draft since, or published it
 */
export function changeDraft(db: Db, actor: PartnershipActor, { document, ...seen }: Seen & { document: unknown }): Promise<SavedDraft> {
  const content = contentOf(document, actor)
  return inTransaction(db, async trx => {
    const { setCode: set } = await lockSeen(trx, actor, { ...seen, action: 'change' })
    if (content.setCode !== set) throw new FaultyDocument([{ path: ['set'], message: `This is a draft of set ${set}.` }])
    const draft = await updateDraft(trx, actor.partnershipId, seen.id, content)
    if (!draft) throw refuse.notADraft()
    await recordEvent(trx, actor, { verb: 'questionnaire.draft_changed', details: { set } })
    return { draft, faults: faultsOf(document) }
  })
}

/** Drops a draft. @throws Refusal (conflict) when somebody changed it since, or published it */
export function discardDraft(db: Db, actor: PartnershipActor, seen: Seen): Promise<void> {
  return inTransaction(db, async trx => {
    const { setCode: set } = await lockSeen(trx, actor, { ...seen, action: 'discard' })
    await deleteDraft(trx, actor.partnershipId, seen.id)
    await recordEvent(trx, actor, { verb: 'questionnaire.draft_discarded', details: { set } })
  })
}

/**
 * Makes a draft the next version of its set, which rounds can take from now on.
 *
 * @throws FaultyDocument with everything that is wrong with it
 * @throws Refusal (conflict) when somebody changed it since, or published it
 */
export function publishDraft(db: Db, actor: PartnershipActor, seen: Seen): Promise<QuestionnaireVersion> {
  return inTransaction(db, async trx => {
    const { setCode: set, document } = await lockSeen(trx, actor, { ...seen, action: 'publish' })
    const read = readDocument(document)
    if (!read.ok) throw new FaultyDocument(read.faults)
    await lockSet(trx, actor.partnershipId, set)
    const version = await publishDraftRow(trx, actor.partnershipId, seen.id, actor.name)
    await recordEvent(trx, actor, { verb: 'questionnaire.published', details: { set, version: version.version } })
    return version
  })
}

/** A draft under its lock, as somebody saw it. @throws Refusal (not found), (conflict) when it was changed since, or published */
export async function lockSeen(
  trx: Db,
  actor: PartnershipActor,
  { id, revision, action }: Seen & { action: VersionAction },
): Promise<Draft> {
  const draft = await lockDraft(trx, actor.partnershipId, id)
  if (!draft) throw notFound()
  requireCan(action, draft.status)
  if (draft.revision !== revision) throw refuse.draftChanged(draft.createdBy)
  return draft
}

/** What every draft says, however little it says beside. */
const envelope = z.looseObject({ set: setCode, title: z.string().catch(''), edition: z.string().catch('') })

function contentOf(document: unknown, actor: PartnershipActor): DraftContent {
  const read = envelope.safeParse(document, { reportInput: true })
  if (!read.success) throw new FaultyDocument(read.error.issues.map(shapeFault))
  const { set, title, edition } = read.data
  const unfit = unstorable(document)
  if (unfit.length > 0) throw new FaultyDocument(unfit)
  return { setCode: set, title, edition, document: document as object, by: actor.name }
}

const faultsOf = (document: unknown): readonly Fault[] => {
  const read = readDocument(document)
  return read.ok ? [] : read.faults
}

/** Texts that the database cannot keep: a NUL, or half of a character. */
const unstorable = (value: unknown, path: Fault['path'] = []): Fault[] => {
  if (typeof value === 'string')
    return value.isWellFormed() && !value.includes('\0') ? [] : [{ path, message: 'This text holds a character that cannot be stored.' }]
  if (Array.isArray(value)) return value.flatMap((part, at) => unstorable(part, [...path, at]))
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => unstorable(part, [...path, key])) : []
}
