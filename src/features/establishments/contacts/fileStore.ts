import { changed, row, rows, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { ContactRole } from '../../history/index.ts'
import type { KnownHeadings } from './headings.ts'
import type { Choices } from './readContacts.ts'
import type { Asked } from './readFile.ts'
import type { KnownWords } from './roles.ts'

/** Forgets what is not needed once a file was taken: all but the headings and the rows that were left out. */
export async function forgetTaken(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>, headingLine: number): Promise<void> {
  await changed(
    trx,
    `delete from import_file_lines l where l.partnership_id = :partnershipId and l.import_id = :importId and l.line <> :headingLine
       and not exists (select from register_import_rows r where r.import_id = l.import_id and r.line = l.line and r.change = 'unreadable')`,
    { partnershipId, importId, headingLine },
  )
}

export type ContactsPreview = { asked: Asked; choices: Choices; revision: number; plannedOn: string | null }

/** What a preview of contacts asks, and how often it was made anew. */
export async function previewOf(db: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<ContactsPreview | undefined> {
  return row<ContactsPreview>(
    db,
    `select asked, choices, revision, planned_on as "plannedOn" from register_imports where partnership_id = ? and id = ? and kind = 'contacts'`,
    [partnershipId, importId],
  )
}

export async function keepAsked(
  trx: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  kept: { asked: Asked; choices: Choices; plannedOn: string },
): Promise<void> {
  await changed(
    trx,
    `update register_imports set asked = :asked::jsonb, choices = :choices::jsonb, planned_on = :plannedOn, revision = revision + 1
     where partnership_id = :partnershipId and id = :importId`,
    { partnershipId, importId, plannedOn: kept.plannedOn, asked: JSON.stringify(kept.asked), choices: JSON.stringify(kept.choices) },
  )
}

/** A word that a partnership explains: a role's, by roles, or a heading's, by what its column holds. */
export type ExplainedWord = { kind: 'role' | 'heading'; word: string; meaning: string }

export async function knownWords(db: Db, partnershipId: Id<'partnership'>): Promise<{ headings: KnownHeadings; roles: KnownWords }> {
  const words = await rows<ExplainedWord>(db, `select kind, word, meaning from contact_words where partnership_id = ?`, [partnershipId])
  const of = (kind: ExplainedWord['kind']) => words.filter(word => word.kind === kind)
  return {
    headings: new Map(of('heading').map(({ word, meaning }) => [word, meaning])),
    roles: new Map(of('role').map(({ word, meaning }) => [word, meaning.split(' ').filter(role => role !== '') as ContactRole[]])),
  }
}

export async function keepWords(trx: Db, partnershipId: Id<'partnership'>, by: string, words: readonly ExplainedWord[]): Promise<void> {
  if (words.length === 0) return
  await changed(
    trx,
    `insert into contact_words (partnership_id, kind, word, meaning, explained_by)
     select :partnershipId, w.kind, w.word, w.meaning, :by from jsonb_to_recordset(:words::jsonb) as w (kind text, word text, meaning text)
     on conflict (partnership_id, kind, word) do update set meaning = excluded.meaning, explained_by = excluded.explained_by, explained_at = now()`,
    { partnershipId, by, words: JSON.stringify(words) },
  )
}
