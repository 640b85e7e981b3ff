import { inTransaction, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { once } from '../../../platform/once.ts'
import { recordEvent, recordEvents, type OfficeActor } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import { lockRegister } from '../store.ts'
import { analyseRegister, applyChanged, applyNew, closedBy, thinAppliedRows, insertLinks, linkConversions } from './applyStore.ts'
import { isOutOfDate, shrinkage } from './compareStore.ts'
import type { Authority } from './gathered.ts'
import { lostInWords, tooManyLost } from './guard.ts'
import { findImport, forgetOldPreviews, insertImport, lockImport, setImportStatus, type RegisterImport } from './importStore.ts'
import { linkColumns, readLink, type LinkRow } from './links.ts'
import type { CsvSource } from './openFile.ts'
import { stagePreview, type Scope } from './preview.ts'
import { csvRows } from './readRows.ts'
import { clearStagedRows } from './stagedStore.ts'

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
  actor: OfficeActor,
  file: ChosenFile,
  scope: Scope,
  progress?: (rows: number) => void,
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
  actor: OfficeActor,
  file: ChosenFile & { key: string },
  authorities: Authority[],
): Promise<number> {
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
export async function previewAgain(db: Db, actor: OfficeActor, importId: number, source: CsvSource, scope: Scope): Promise<void> {
  await inTransaction(db, async trx => {
    await openImport(trx, actor, importId)
    await clearStagedRows(trx, actor.partnershipId, importId)
    await stagePreview(trx, actor.partnershipId, importId, source, scope)
  })
}

/**
 * Takes a preview into the register: all of it or nothing, once.
 *
 * @param confirmedLosses how many closings and absences the person has agreed to, when the file would cost more than a tenth
 * @throws Refusal when it was applied or put away before, the register has changed since, or too much would close unconfirmed
 */
export async function applyImport(
  db: Db,
  actor: OfficeActor,
  importId: number,
  { requestKey, confirmedLosses = 0 }: { requestKey?: string; confirmedLosses?: number } = {},
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
      return {}
    }),
  )
}

async function write(trx: Db, actor: OfficeActor, preview: RegisterImport): Promise<void> {
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
  await recordEvent(trx, actor, {
    verb: 'register.imported',
    details: { importId: preview.id, file: preview.fileName, ...preview.counts },
  })
}

/** Puts a preview away. Doing it twice is no fault. */
export async function discardImport(db: Db, actor: OfficeActor, importId: number): Promise<RegisterImport> {
  return inTransaction(db, async trx => {
    const preview = await lockImport(trx, actor.partnershipId, importId)
    if (!preview) throw notFound()
    if (preview.status === 'applied') throw refuse.importAlreadyApplied(importId)
    if (preview.status === 'discarded') return preview
    await clearStagedRows(trx, actor.partnershipId, importId)
    await setImportStatus(trx, actor.partnershipId, importId, 'discarded')
    await recordEvent(trx, actor, { verb: 'register.preview_discarded', details: { importId, file: preview.fileName } })
    return preview
  })
}

/** Puts away what nobody took in for a week. @returns the keys of the files that were kept for it */
export async function discardForgotten(db: Db, actor: OfficeActor): Promise<string[]> {
  return inTransaction(db, trx => forgetOldPreviews(trx, actor.partnershipId))
}

/** Locks an import that may still be worked on. */
async function openImport(trx: Db, actor: OfficeActor, importId: number): Promise<RegisterImport> {
  const found = await lockImport(trx, actor.partnershipId, importId)
  if (!found) throw notFound()
  if (found.status === 'applied') throw refuse.importAlreadyApplied(importId)
  if (found.status === 'discarded') throw refuse.importDiscarded()
  return found
}

async function previewOf(db: Db, actor: OfficeActor, id: number): Promise<RegisterImport> {
  const found = await findImport(db, actor.partnershipId, id)
  if (!found) throw new Error('the preview was not stored')
  return found
}

export type LinksOutcome = { rows: number; known: number; added: number; unreadable: { line: number; reason: string }[] }

/**
 * Stores the predecessors and successors of the establishments that the partnership has, from the register's file of links.
 * It decides nothing: who follows whom is shown to staff, and helps the next import tell a conversion from a closing.
 *
 * @throws UnusableFile
 */
export async function importLinks(db: Db, actor: OfficeActor, file: ChosenFile): Promise<LinksOutcome> {
  return inTransaction(db, async trx => {
    await lockRegister(trx, actor.partnershipId)
    const outcome: LinksOutcome = { rows: 0, known: 0, added: 0, unreadable: [] }
    let columns: ReturnType<typeof linkColumns> | undefined
    let batch: LinkRow[] = []
    const store = async () => {
      const { known, added } = await insertLinks(trx, actor.partnershipId, batch)
      outcome.known += known
      outcome.added += added
      batch = []
    }
    for await (const { line, cells } of csvRows(file.source)) {
      if (!columns) {
        columns = linkColumns(cells)
        continue
      }
      outcome.rows += 1
      const link = readLink(columns, cells)
      if ('fault' in link) outcome.unreadable.push({ line, reason: link.fault })
      else batch.push(link)
      if (batch.length === 5000) await store()
    }
    if (batch.length > 0) await store()
    await recordEvent(trx, actor, {
      verb: 'register.links_imported',
      details: { file: file.name, known: outcome.known, added: outcome.added },
    })
    return outcome
  })
}
