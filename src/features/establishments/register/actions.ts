import { inTransaction, type Db, stored } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { once } from '../../../platform/once.ts'
import { recordEvent, recordEvents, type PartnershipActor } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import { lockRegister } from '../store.ts'
import { analyseRegister, applyChanged, applyNew, closedBy, thinAppliedRows, linkConversions } from './applyStore.ts'
import { takeAuthorities, type TakenAuthorities } from './authoritiesActions.ts'
import { isOutOfDate, shrinkage } from './compareStore.ts'
import type { Authority } from './gathered.ts'
import { lostInWords, tooManyLost } from './guard.ts'
import { findImport, forgetOldPreviews, insertImport, lockImport, setImportStatus, type RegisterImport } from './importStore.ts'
import type { CsvSource } from './looking/openFile.ts'
import { stagePreview } from './previewActions.ts'
import type { Scope } from './looking/readRegister.ts'
import { clearFileLines } from './fileLinesStore.ts'
import { clearStagedRows } from './stagedStore.ts'

import { forgetWhatWas } from './undoStore.ts'

/** A file that somebody chose, ready to be read. */
export type ChosenFile = { name: string; source: CsvSource; key?: string }

/**
 * Reads a register file against the register and keeps the outcome as a preview. The register itself is not touched.
 *
 * @param scope the authorities whose establishments are taken, or all that the file holds
 * @throws UnusableFile, a sentence for whoever chose the file
 */
export async function previewImport(
  db: Db,
  actor: PartnershipActor,
  { file, scope, progress }: { file: ChosenFile; scope: Scope; progress?: ((rows: number) => void) | undefined },
): Promise<RegisterImport> {
  return inTransaction(db, async trx => {
    const id = await insertImport(trx, actor.partnershipId, {
      kind: 'establishments',
      fileName: file.name,
      fileKey: file.key ?? null,
      sha256: file.source.sha256,
      startedBy: actor.name,
    })
    await stagePreview(trx, actor.partnershipId, id, file.source, scope, progress)
    return previewOf(trx, actor, id)
  })
}

/** Keeps a file of which somebody must first say which authorities are wanted. */
export async function keepForChoice(
  db: Db,
  actor: PartnershipActor,
  { file, authorities }: { file: ChosenFile & { key: string }; authorities: Authority[] },
): Promise<Id<'import'>> {
  return inTransaction(db, trx =>
    insertImport(trx, actor.partnershipId, {
      kind: 'establishments',
      fileName: file.name,
      fileKey: file.key,
      sha256: file.source.sha256,
      startedBy: actor.name,
      authorities,
    }),
  )
}

/** Makes the preview of a kept file again, for other authorities. @throws UnusableFile */
export async function previewAgain(
  db: Db,
  actor: PartnershipActor,
  { importId, source, scope }: { importId: Id<'import'>; source: CsvSource; scope: Scope },
): Promise<void> {
  await inTransaction(db, async trx => {
    await openImport(trx, actor, importId)
    await clearStagedRows(trx, actor.partnershipId, importId)
    await clearFileLines(trx, actor.partnershipId, [importId])
    await stagePreview(trx, actor.partnershipId, importId, source, scope)
  })
}

/**
 * Takes a preview into the register: all of it or nothing, once.
 *
 * @param confirmedLosses how many closings and absences the person has agreed to, when the file would cost more than a tenth
 * @param authorities those of the places that establishments moved to that become the partnership's
 * @throws Refusal when it was applied or put away before, the register has changed since, or too much would close unconfirmed
 */
export async function applyImport(
  db: Db,
  actor: PartnershipActor,
  {
    importId,
    requestKey,
    confirmedLosses = 0,
    authorities = [],
  }: { requestKey?: string; confirmedLosses?: number; importId: Id<'import'>; authorities?: TakenAuthorities },
): Promise<void> {
  await inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: requestKey, purpose: `register.import:${importId}` }, async () => {
      await lockRegister(trx, actor.partnershipId)
      const preview = await openImport(trx, actor, importId)
      if (preview.kind !== 'establishments' || preview.status !== 'previewed') throw notFound()
      if (await isOutOfDate(trx, actor.partnershipId, importId)) throw refuse.importOutOfDate()
      const loss = await shrinkage(trx, actor.partnershipId, importId)
      const lost = tooManyLost(loss)
      if (lost !== null && confirmedLosses < lost) throw refuse.tooManyLost(importId, lostInWords(loss))
      await write(trx, actor, preview)
      await takeAuthorities(trx, actor, { found: preview, taken: authorities })
      return {}
    }),
  )
}

async function write(trx: Db, actor: PartnershipActor, preview: RegisterImport): Promise<void> {
  const { partnershipId } = actor
  await applyNew(trx, partnershipId, preview.id)
  await applyChanged(trx, partnershipId, preview.id)
  await analyseRegister(trx)
  await linkConversions(trx, partnershipId, preview.id)
  const ended = await closedBy(trx, partnershipId, preview.id)
  await recordEvents(
    trx,
    actor,
    ended.map(({ establishmentId, change, successor }) => ({
      verb: change === 'closed' ? ('establishment.closed' as const) : ('establishment.converted' as const),
      establishmentId,
      details: { importId: preview.id, ...(successor === null ? {} : { successor }) },
    })),
  )
  await setImportStatus(trx, partnershipId, preview.id, 'applied')
  await thinAppliedRows(trx, partnershipId, preview.id)
  await forgetWhatWas(trx, partnershipId, preview.basedOnImportId)
  await recordEvent(trx, actor, {
    verb: 'register.imported',
    details: { importId: preview.id, file: preview.fileName, ...preview.counts },
  })
}

/** Puts a preview away. Doing it twice is no fault. */
export async function discardImport(db: Db, actor: PartnershipActor, importId: Id<'import'>): Promise<RegisterImport> {
  return inTransaction(db, async trx => {
    const preview = await lockImport(trx, actor.partnershipId, importId)
    if (!preview) throw notFound()
    if (preview.status === 'applied' || preview.status === 'undone') throw refuse.importAlreadyApplied(importId)
    if (preview.status === 'discarded') return preview
    await clearStagedRows(trx, actor.partnershipId, importId)
    await clearFileLines(trx, actor.partnershipId, [importId])
    await setImportStatus(trx, actor.partnershipId, importId, 'discarded')
    await recordEvent(trx, actor, { verb: 'register.preview_discarded', details: { importId, file: preview.fileName } })
    return preview
  })
}

/** Puts away what nobody took in for a week. @returns the keys of the files that were kept for it */
export async function discardForgotten(db: Db, actor: PartnershipActor): Promise<string[]> {
  return inTransaction(db, trx => forgetOldPreviews(trx, actor.partnershipId))
}

/** Locks an import that may still be worked on. */
async function openImport(trx: Db, actor: PartnershipActor, importId: Id<'import'>): Promise<RegisterImport> {
  const found = await lockImport(trx, actor.partnershipId, importId)
  if (!found) throw notFound()
  if (found.status === 'applied') throw refuse.importAlreadyApplied(importId)
  if (found.status === 'discarded') throw refuse.importDiscarded()
  if (found.status === 'undone') throw refuse.undoneBefore(importId)
  return found
}

async function previewOf(db: Db, actor: PartnershipActor, id: Id<'import'>): Promise<RegisterImport> {
  const found = await findImport(db, actor.partnershipId, id)
  return stored(found, 'the preview')
}
