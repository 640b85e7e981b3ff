import { inTransaction, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { once } from '../../../platform/once.ts'
import { recordEvent, recordEvents, type OfficeActor } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import type { ChosenFile } from '../register/actions.ts'
import { findImport, finishPreview, insertImport, lockImport, setImportStatus, type RegisterImport } from '../register/importStore.ts'
import { csvRows } from '../register/readRows.ts'
import { stagedRows, stageRows } from '../register/stagedStore.ts'
import { UnusableFile } from '../register/unusableFile.ts'
import { findEstablishment, lockRegister } from '../store.ts'
import { place, type ContactFacts } from './contact.ts'
import { planContacts, wouldStillAdd, type LineOfContacts } from './planContacts.ts'
import { contactColumns, finder, readContact, type ContactColumns, type FindEstablishment } from './readContacts.ts'
import {
  applyContacts,
  contactsOf,
  endContacts,
  findContact,
  insertContact,
  namedEstablishments,
  touchedBy,
  updateContact,
  type ContactDetails,
  type StagedContact,
} from './store.ts'

/** What became of an added contact: who held the role until then, or that the person was there already. */
export type Added = { outcome: 'added'; ended: string[] } | { outcome: 'there'; contactId: number; name: string }

/**
 * Adds somebody to an establishment's contacts, and ends whoever held a role that only one person holds.
 *
 * @throws Refusal (not found) for an establishment of another partnership
 */
export async function addContact(
  db: Db,
  actor: OfficeActor,
  establishmentId: number,
  facts: ContactFacts,
  today: string,
  requestKey?: string,
): Promise<Added> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: requestKey, purpose: 'contact.add' }, async (): Promise<Added> => {
      await lockRegister(trx, actor.partnershipId)
      if (!(await findEstablishment(trx, actor.partnershipId, establishmentId))) throw notFound()
      const placed = place(facts, await contactsOf(trx, actor.partnershipId, [establishmentId]), today)
      if (placed.outcome === 'fault') throw new Error(placed.message)
      if (placed.outcome !== 'new') return { outcome: 'there', contactId: placed.contact.id, name: placed.contact.name }
      const ends = placed.ends.map(({ contact: { id, version }, toOn }) => ({ id, version, toOn }))
      await endContacts(trx, actor.partnershipId, ends)
      await insertContact(trx, actor.partnershipId, establishmentId, facts)
      const ended = placed.ends.map(({ contact }) => contact.name)
      await recordEvent(trx, actor, {
        verb: 'contact.added',
        establishmentId,
        details: { role: facts.role, name: facts.name, ...(ended.length > 0 ? { ended } : {}) },
      })
      return { outcome: 'added', ended }
    }),
  )
}

/** Changes a contact, unless somebody else did meanwhile. @param version the one that the person saw */
export async function changeContact(
  db: Db,
  actor: OfficeActor,
  contactId: number,
  version: number,
  facts: ContactFacts,
): Promise<ContactDetails> {
  return inTransaction(db, async trx => {
    await lockRegister(trx, actor.partnershipId)
    const contact = await visibleContact(trx, actor, contactId)
    if (!(await updateContact(trx, actor.partnershipId, contactId, version, facts))) throw refuse.contactChanged(contact.establishmentId)
    await recordEvent(trx, actor, {
      verb: 'contact.changed',
      establishmentId: contact.establishmentId,
      details: { role: facts.role, name: facts.name },
    })
    return contact
  })
}

/** Ends a contact on a day: it stays on record. */
export async function endContact(db: Db, actor: OfficeActor, contactId: number, version: number, toOn: string): Promise<ContactDetails> {
  return inTransaction(db, async trx => {
    const contact = await visibleContact(trx, actor, contactId)
    if ((await endContacts(trx, actor.partnershipId, [{ id: contactId, version, toOn }])) !== 1)
      throw refuse.contactChanged(contact.establishmentId)
    await recordEvent(trx, actor, {
      verb: 'contact.ended',
      establishmentId: contact.establishmentId,
      details: { role: contact.role, name: contact.name },
    })
    return contact
  })
}

async function visibleContact(db: Db, actor: OfficeActor, contactId: number): Promise<ContactDetails> {
  const contact = await findContact(db, actor.partnershipId, contactId)
  if (!contact) throw notFound()
  return contact
}

const MOST_ROWS = 50_000

/**
 * Reads a file of contacts and keeps what it would do as a preview. No contact is touched.
 *
 * @throws UnusableFile when it is no such file
 */
export async function previewContacts(db: Db, actor: OfficeActor, file: ChosenFile, today: string): Promise<RegisterImport> {
  return inTransaction(db, async trx => {
    const { columns, lines } = await readLines(file, finder(await namedEstablishments(trx, actor.partnershipId)))
    const establishmentIds = [...new Set(lines.flatMap(({ read }) => ('faults' in read ? [] : [read.establishment.id])))]
    const stored = await contactsByEstablishment(trx, actor, establishmentIds)
    const id = await insertImport(trx, actor.partnershipId, {
      kind: 'contacts',
      fileName: file.name,
      fileKey: null,
      sha256: file.source.sha256,
      startedBy: actor.name,
    })
    await stageRows(trx, actor.partnershipId, id, planContacts(lines, columns, stored, today))
    const nothing = { authorities: [], laCodes: [], outside: 0, notes: [], missingColumns: [], newColumns: [] }
    await finishPreview(trx, actor.partnershipId, id, nothing)
    const preview = await findImport(trx, actor.partnershipId, id)
    if (!preview) throw new Error('the preview was not stored')
    return preview
  })
}

const contactsByEstablishment = async (db: Db, actor: OfficeActor, establishmentIds: number[]) =>
  Map.groupBy(await contactsOf(db, actor.partnershipId, establishmentIds), contact => contact.establishmentId)

async function readLines(file: ChosenFile, find: FindEstablishment): Promise<{ columns: ContactColumns; lines: LineOfContacts[] }> {
  let columns: ContactColumns | undefined
  const lines: LineOfContacts[] = []
  for await (const { line, cells } of csvRows(file.source)) {
    if (columns) lines.push({ line, read: readContact(columns, cells, line, find) })
    else columns = contactColumns(cells)
    if (lines.length > MOST_ROWS)
      throw new UnusableFile(`This file has more than ${MOST_ROWS} rows: far more than a register has contacts.`)
  }
  if (!columns || lines.length === 0) throw new UnusableFile('This file names its columns but holds no contact.')
  return { columns, lines }
}

/**
 * Takes a preview of contacts over: all of it or nothing, once.
 *
 * @throws Refusal when it was applied or put away, still has faulty cells, or a contact has been added or changed since
 */
export async function applyContactsImport(db: Db, actor: OfficeActor, importId: number, today: string, requestKey?: string): Promise<void> {
  const { partnershipId } = actor
  await inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: `contacts.import:${importId}` }, async () => {
      await lockRegister(trx, partnershipId)
      const preview = await lockImport(trx, partnershipId, importId)
      if (!preview || preview.kind !== 'contacts') throw notFound()
      if (preview.status === 'applied') throw refuse.importAlreadyApplied(importId)
      if (preview.status !== 'previewed') throw refuse.importDiscarded()
      if (preview.counts.unreadable > 0) throw refuse.faultyCells(importId)
      const asSeen = (await isStillTrue(trx, actor, preview, today)) && (await applyContacts(trx, partnershipId, importId))
      if (!asSeen) throw refuse.importOutOfDate('/register/contacts/upload')
      const touched = await touchedBy(trx, partnershipId, importId)
      await recordEvents(
        trx,
        actor,
        touched.map(({ establishmentId, roles }) => ({ verb: 'contact.imported' as const, establishmentId, details: { importId, roles } })),
      )
      await setImportStatus(trx, partnershipId, importId, 'applied')
      const { new: added, changed, unchanged } = preview.counts
      await recordEvent(trx, actor, {
        verb: 'contacts.imported',
        details: { importId, file: preview.fileName, new: added, changed, unchanged },
      })
      return {}
    }),
  )
}

async function isStillTrue(trx: Db, actor: OfficeActor, { id, rows }: RegisterImport, today: string): Promise<boolean> {
  const staged = await stagedRows<StagedContact>(trx, actor.partnershipId, id, 'new', { limit: rows, offset: 0 })
  const added = staged.flatMap(({ data }) => (data === null ? [] : [data]))
  const stored = await contactsByEstablishment(trx, actor, [...new Set(added.map(({ establishmentId }) => establishmentId))])
  return wouldStillAdd(added, stored, today)
}
