import { changed, row, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { PartnershipSettings } from './settingsForm.ts'

export type StoredSettings = PartnershipSettings & { version: number; changedBy: string | null; changedAt: Date | null }

const SETTINGS_SQL = `select name, short_name as "shortName", contact_name as "contactName", contact_email as "contactEmail",
  contact_phone as "contactPhone", concern_line as "concernLine", la_codes as "laCodes",
  smallest_shown as "smallestShown", least_for_words as "leastForWords", keep_evidence_months as "keepEvidenceMonths",
  keep_contacts_months as "keepContactsMonths", keep_answers_months as "keepAnswersMonths", keep_messages_months as "keepMessagesMonths",
  settings_version as version,
  settings_changed_by as "changedBy", settings_changed_at as "changedAt" from partnerships where id = ?`

export async function settingsOf(db: Db, partnershipId: Id<'partnership'>): Promise<StoredSettings> {
  return stored(await row<StoredSettings>(db, SETTINGS_SQL, [partnershipId]), 'the partnership')
}

/** The settings, held until the transaction ends. */
export const lockSettings = (trx: Db, partnershipId: Id<'partnership'>): Promise<StoredSettings | undefined> =>
  row<StoredSettings>(trx, `${SETTINGS_SQL} for no key update`, [partnershipId])

export async function writeSettings(trx: Db, partnershipId: Id<'partnership'>, settings: PartnershipSettings, by: string): Promise<void> {
  await changed(
    trx,
    `update partnerships set name = :name, short_name = :shortName, contact_name = :contactName, contact_email = :contactEmail,
       contact_phone = :contactPhone, concern_line = :concernLine, la_codes = :laCodes,
       smallest_shown = :smallestShown, least_for_words = :leastForWords, keep_evidence_months = :keepEvidenceMonths,
       keep_contacts_months = :keepContactsMonths, keep_answers_months = :keepAnswersMonths, keep_messages_months = :keepMessagesMonths,
       settings_version = settings_version + 1, settings_changed_by = :by, settings_changed_at = now()
     where id = :partnershipId`,
    { ...settings, partnershipId, by },
  )
}
