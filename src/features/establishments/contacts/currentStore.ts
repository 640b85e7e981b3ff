import type { Id } from '../../../platform/id.ts'
import type { ContactRole } from '../../history/index.ts'
import { type Db, rows } from '../../../platform/db.ts'

/** A person in a role at an establishment. */
export type CurrentContact = {
  id: Id<'contact'>
  establishmentId: Id<'establishment'>
  role: ContactRole
  name: string
  email: string
  phone: string
}

/**
 * Whether a contact holds on a day, as SQL.
 *
 * @param contact its row
 * @param day the day: `LONDON_TODAY_SQL`, or a binding such as `:today::date`
 */
export const holdsOnSql = (contact: string, day: string): string =>
  `(${contact}.from_on is null or ${contact}.from_on <= ${day}) and (${contact}.to_on is null or ${contact}.to_on >= ${day})`

/** Whether an establishment has anybody who can be mailed on a day, as SQL. @param establishment its id */
export const mailableSql = (establishment: string, day: string): string =>
  `exists (select from contacts c where c.establishment_id = ${establishment} and c.email <> '' and ${holdsOnSql('c', day)})`

/** Whether an establishment has a DSL who can be mailed on a day, as SQL. @param establishment its id */
export const dslMailableSql = (establishment: string, day: string): string =>
  `exists (select from contacts c where c.establishment_id = ${establishment} and c.role = 'dsl' and c.email <> '' and ${holdsOnSql('c', day)})`

/** The contacts that hold on a day ('YYYY-MM-DD'), of all these establishments at once; the newest of each role first. */
export async function currentContacts(
  db: Db,
  partnershipId: Id<'partnership'>,
  establishmentIds: readonly Id<'establishment'>[],
  today: string,
): Promise<CurrentContact[]> {
  return rows<CurrentContact>(
    db,
    `select c.id, c.establishment_id as "establishmentId", c.role, c.name, c.email, c.phone
     from contacts c
     where c.partnership_id = :partnershipId and c.establishment_id = any(:establishmentIds::bigint[])
       and ${holdsOnSql('c', ':today::date')}
     order by c.establishment_id, array_position(array['head','dsl','deputy_dsl','chair','proprietor','link_governor','business_manager','other'], c.role),
       c.main desc, c.from_on desc nulls last, c.id desc`,
    { partnershipId, establishmentIds: [...establishmentIds], today },
  )
}
