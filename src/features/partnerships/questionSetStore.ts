import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { QuestionSet } from './questionSet.ts'

/** The sets of a partnership in their order. */
export async function questionSets(db: Db, partnershipId: Id<'partnership'>): Promise<QuestionSet[]> {
  return rows(db, `select code, name, audience from question_sets where partnership_id = ? order by position, code`, [partnershipId])
}

/** A set under its lock, for what gives it a next version; false when the partnership has no such set. */
export async function lockSet(trx: Db, partnershipId: Id<'partnership'>, code: string): Promise<boolean> {
  return (
    (await row(trx, `select code from question_sets where partnership_id = ? and code = ? for no key update`, [partnershipId, code])) !==
    undefined
  )
}

/** Adds sets behind those that are there; one that is there stays as it is. */
export async function insertSets(trx: Db, partnershipId: Id<'partnership'>, sets: readonly QuestionSet[]): Promise<void> {
  await changed(
    trx,
    `insert into question_sets (partnership_id, code, name, audience, position)
     select :partnershipId, s.code, s.name, s.audience, s.at + coalesce((select max(position) from question_sets where partnership_id = :partnershipId), 0)
     from unnest(:codes::text[], :names::text[], :audiences::text[]) with ordinality as s (code, name, audience, at)
     on conflict do nothing`,
    {
      partnershipId,
      codes: sets.map(({ code }) => code),
      names: sets.map(({ name }) => name),
      audiences: sets.map(({ audience }) => audience),
    },
  )
}
