import { inTransaction, stored, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { once } from '../../../platform/once.ts'
import { recordEvent, recordEvents, type PartnershipActor } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import { keepLines, keptLines, type FileLine } from '../register/fileLinesStore.ts'
import { findImport, finishPreview, insertImport, lockImport, setImportStatus, type RegisterImport } from '../register/importStore.ts'
import { clearStagedRows, stagedRows, stageRows, type StagedRow } from '../register/stagedStore.ts'
import { lockRegister } from '../store.ts'
import { forgetTaken, keepAsked, keepWords, knownWords, previewOf, type ExplainedWord } from './fileStore.ts'
import type { Tables } from './looking/readTables.ts'
import { planContacts, type ContactsPlan } from './planContacts.ts'
import type { Choices } from './readContacts.ts'
import { contactsTable, readFile, type Asked } from './readFile.ts'
import { applyContacts, namedEstablishments, touchedBy, type StagedContact } from './importStore.ts'
import { contactsOf } from './store.ts'

/** More rows than any import has. */
export const ALL_ROWS = { limit: 1_000_000, offset: 0 }

/**
 * Keeps what a file of contacts would do as a preview. No contact is touched.
 *
 * @param file its name, and the texts of its cells
 * @throws UnusableFile when it is no such file
 */
export async function previewContacts(
  db: Db,
  actor: PartnershipActor,
  { file, today }: { file: Tables & { name: string }; today: string },
): Promise<RegisterImport> {
  return inTransaction(db, async trx => {
    const { headings } = await knownWords(trx, actor.partnershipId)
    const { name: sheet, rows: lines, others: otherSheets } = contactsTable(file.tables, headings)
    const id = await insertImport(trx, actor.partnershipId, {
      kind: 'contacts',
      fileName: file.name,
      fileKey: null,
      sha256: file.sha256,
      startedBy: actor.name,
    })
    await keepLines(trx, actor.partnershipId, id, lines)
    await stage(trx, actor, id, { lines, sheet, otherSheets, choices: {}, today })
    return stored(await findImport(trx, actor.partnershipId, id), 'the preview')
  })
}

/** Remembers what words of a file mean, and makes its preview anew. */
export async function explainWords(
  db: Db,
  actor: PartnershipActor,
  { importId, words, choices, today }: { importId: Id<'import'>; words: readonly ExplainedWord[]; choices: Choices; today: string },
): Promise<void> {
  await inTransaction(db, async trx => {
    const { preview } = await openPreview(trx, actor, importId)
    await keepWords(trx, actor.partnershipId, actor.name, words)
    const { sheet, otherSheets } = preview.asked
    const lines = await keptLines(trx, actor.partnershipId, importId)
    await clearStagedRows(trx, actor.partnershipId, importId)
    await stage(trx, actor, importId, { lines, sheet, otherSheets, choices, today })
    if (words.length > 0)
      await recordEvent(trx, actor, {
        verb: 'contacts.words_explained',
        details: { importId, words: words.map(({ word, meaning }) => `${word}: ${meaning === '' ? 'left out' : meaning}`) },
      })
  })
}

async function openPreview(trx: Db, { partnershipId }: PartnershipActor, importId: Id<'import'>) {
  const found = await lockImport(trx, partnershipId, importId)
  const preview = await previewOf(trx, partnershipId, importId)
  if (!found || !preview) throw notFound()
  if (found.status === 'applied') throw refuse.importAlreadyApplied(importId)
  if (found.status !== 'previewed') throw refuse.importDiscarded()
  return { found, preview }
}

type ToStage = { lines: readonly FileLine[]; sheet: string; otherSheets: string[]; choices: Choices; today: string }

async function stage(trx: Db, actor: PartnershipActor, importId: Id<'import'>, { sheet, otherSheets, ...toPlan }: ToStage): Promise<void> {
  const { plan, asked } = await planOf(trx, actor, toPlan)
  await stageRows(trx, actor.partnershipId, importId, plan.rows)
  const nothing = { authorities: [], laCodes: [], outside: 0, moved: [], remarks: [], missingColumns: [], newColumns: [] }
  await finishPreview(trx, actor.partnershipId, importId, { ...nothing, notes: plan.notes.slice(0, MOST_NOTES) })
  await keepAsked(trx, actor.partnershipId, importId, {
    asked: { ...asked, sheet, otherSheets },
    choices: toPlan.choices,
    plannedOn: toPlan.today,
  })
}

const MOST_NOTES = 5000

/** What a file would do today, by the words that are known and the contacts that are there. */
async function planOf(
  db: Db,
  actor: PartnershipActor,
  { lines, choices, today }: Pick<ToStage, 'lines' | 'choices' | 'today'>,
): Promise<{ plan: ContactsPlan; asked: Omit<Asked, 'sheet' | 'otherSheets'> }> {
  const establishments = await namedEstablishments(db, actor.partnershipId)
  const { people, asked, toColumn } = readFile(lines, establishments, await knownWords(db, actor.partnershipId), choices)
  const named = [...new Set(people.flatMap(({ read }) => (read.outcome === 'person' ? [read.establishment.id] : [])))]
  const before = Map.groupBy(await contactsOf(db, actor.partnershipId, named), contact => contact.establishmentId)
  return { plan: planContacts(people, before, today, toColumn), asked }
}

/**
 * Takes over what a preview of contacts shows: all of that or nothing, once.
 *
 * @param seen which making of the preview the person saw
 * @throws Refusal when it was applied or discarded, was made anew, or a contact has been added or changed since
 */
export async function applyContactsImport(
  db: Db,
  actor: PartnershipActor,
  { importId, seen, requestKey }: { importId: Id<'import'>; seen?: number | undefined; requestKey?: string | undefined },
): Promise<void> {
  const { partnershipId } = actor
  await inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: `contacts.import:${importId}` }, async () => {
      await lockRegister(trx, partnershipId)
      const { found, preview } = await openPreview(trx, actor, importId)
      if (seen !== undefined && seen !== preview.revision) throw refuse.previewMadeAnew(importId)
      const asSeen = (await isStillTrue(trx, actor, importId, preview)) && (await applyContacts(trx, partnershipId, importId))
      if (!asSeen) throw refuse.importOutOfDate('/register/contacts/upload')
      await forgetTaken(trx, partnershipId, importId, preview.asked.headingLine)
      const touched = await touchedBy(trx, partnershipId, importId)
      await recordEvents(
        trx,
        actor,
        touched.map(({ establishmentId, roles }) => ({ verb: 'contact.imported' as const, establishmentId, details: { importId, roles } })),
      )
      await setImportStatus(trx, partnershipId, importId, 'applied')
      const { new: added, changed, unchanged, unreadable } = found.counts
      await recordEvent(trx, actor, {
        verb: 'contacts.imported',
        details: { importId, file: found.fileName, new: added, changed, unchanged, leftOut: unreadable },
      })
      return {}
    }),
  )
}

/** Whether the file would still do what its preview shows: somebody may have added, changed or ended a contact by hand meanwhile. */
async function isStillTrue(
  trx: Db,
  actor: PartnershipActor,
  importId: Id<'import'>,
  { choices, plannedOn }: { choices: Choices; plannedOn: string | null },
): Promise<boolean> {
  const lines = await keptLines(trx, actor.partnershipId, importId)
  const { plan } = await planOf(trx, actor, { lines, choices, today: plannedOn ?? '' })
  const shown = [
    ...(await stagedRows<StagedContact>(trx, actor.partnershipId, importId, 'new', ALL_ROWS)),
    ...(await stagedRows<StagedContact>(trx, actor.partnershipId, importId, 'changed', ALL_ROWS)),
  ]
  const now = plan.rows.filter(({ change }) => change === 'new' || change === 'changed')
  return doings(shown) === doings(now)
}

/** What rows would do, as one text. */
const doings = (rows: readonly StagedRow<StagedContact>[]): string =>
  rows
    .map(({ line, part, change, data }) =>
      JSON.stringify([
        ...[line, part ?? 0, change, data?.establishmentId, data?.role, data?.name, data?.email, data?.phone, data?.fromOn ?? null],
        ...[data?.toOn ?? null, data?.main, data?.contact?.id, data?.contact?.version],
        ...(data?.ends ?? []).map(({ id, version, toOn }) => [id, version, toOn]),
      ]),
    )
    .toSorted()
    .join('\n')
