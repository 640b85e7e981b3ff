import { changed, holding, row, rows, type Db } from '../../platform/db.ts'
import type { ContactRole } from '../history/index.ts'
import { OPEN_CODES, type Establishment, type RegisterFacts, type Scheme } from './establishment.ts'
import { FIELDS } from './register/fields.ts'

/** The columns of an establishment, as SQL that gives them the names of the domain. */
export const ESTABLISHMENT_COLUMNS = `e.id, e.scheme, e.identifier, e.set_override as "setOverride", e.source, ${FIELDS.map(
  ({ column, field }) => `e.${column} as "${field}"`,
).join(', ')}`

/** One establishment of the partnership, or undefined when there is none in its sight. */
export async function findEstablishment(db: Db, partnershipId: number, id: number): Promise<Establishment | undefined> {
  return row<Establishment>(db, `select ${ESTABLISHMENT_COLUMNS} from establishments e where e.partnership_id = ? and e.id = ?`, [
    partnershipId,
    id,
  ])
}

export async function establishmentByIdentifier(
  db: Db,
  partnershipId: number,
  scheme: Scheme,
  identifier: string,
): Promise<Establishment | undefined> {
  return row<Establishment>(
    db,
    `select ${ESTABLISHMENT_COLUMNS} from establishments e where e.partnership_id = ? and e.scheme = ? and e.identifier = ?`,
    [partnershipId, scheme, identifier],
  )
}

/** A person in a role at an establishment. */
export type CurrentContact = { id: number; establishmentId: number; role: ContactRole; name: string; email: string; phone: string }

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
  partnershipId: number,
  establishmentIds: readonly number[],
  today: string,
): Promise<CurrentContact[]> {
  return rows<CurrentContact>(
    db,
    `select c.id, c.establishment_id as "establishmentId", c.role, c.name, c.email, c.phone
     from contacts c
     where c.partnership_id = :partnershipId and c.establishment_id = any(:establishmentIds::bigint[])
       and ${holdsOnSql('c', ':today::date')}
     order by c.establishment_id, array_position(array['head','dsl','deputy_dsl','chair','proprietor','link_governor','business_manager','other'], c.role),
       c.from_on desc nulls last, c.id desc`,
    { partnershipId, establishmentIds: [...establishmentIds], today },
  )
}

/** Which establishments are meant; what is left out does not narrow. */
export type EstablishmentFilter = {
  statusCodes?: readonly number[]
  laCodes?: readonly number[]
  typeGroupCodes?: readonly number[]
  phaseCodes?: readonly number[]
  /** Only those that have no DSL with an e-mail address on this day ('YYYY-MM-DD'). */
  withoutDslOn?: string
  /** Words of the name, or the beginning of a URN, DfE number or postcode. */
  search?: string
}

/** Open establishments that a search finds: first those that it names outright, then by name. @param except left out */
export async function matchingEstablishments(
  db: Db,
  partnershipId: number,
  search: string,
  { except, limit }: { except: readonly number[]; limit: number },
): Promise<Pick<Establishment, 'id' | 'name' | 'identifier' | 'typeName'>[]> {
  const { where, bindings } = narrowed(partnershipId, { statusCodes: OPEN_CODES, search })
  return rows(
    db,
    `select e.id, e.name, e.identifier, e.type_name as "typeName"
     from establishments e where ${where} and e.id <> all(:except::bigint[])
     order by (e.identifier = :search or lower(e.name) = lower(:search)) desc, e.name, e.id limit :limit`,
    { ...bindings, search, except: [...except], limit },
  )
}

/** The conditions of a filter, as SQL with its bindings. */
export function narrowed(partnershipId: number, filter: EstablishmentFilter): { where: string; bindings: Record<string, unknown> } {
  const bindings: Record<string, unknown> = { partnershipId }
  const conditions = ['e.partnership_id = :partnershipId']
  const among = (column: string, name: string, values: readonly number[] | undefined) => {
    if (values === undefined) return
    bindings[name] = [...values]
    conditions.push(`${column} = any(:${name}::integer[])`)
  }
  among('e.status_code', 'statusCodes', filter.statusCodes)
  among('e.la_code', 'laCodes', filter.laCodes)
  among('e.type_group_code', 'typeGroupCodes', filter.typeGroupCodes)
  among('e.phase_code', 'phaseCodes', filter.phaseCodes)
  if (filter.withoutDslOn !== undefined) {
    bindings.withoutDslOn = filter.withoutDslOn
    conditions.push(`not ${dslMailableSql('e.id', ':withoutDslOn::date')}`)
  }
  const search = filter.search?.trim() ?? ''
  if (search !== '') {
    const words = search.split(/\s+/).slice(0, 8)
    for (const [at, word] of words.entries()) {
      bindings[`word${at}`] = holding(word)
      conditions.push(
        `(e.name ilike :word${at} or e.identifier ilike :word${at} or replace(e.postcode, ' ', '') ilike :word${at} or e.postcode ilike :word${at}
          or e.town ilike :word${at} or lpad(e.la_code::text, 3, '0') || '/' || lpad(e.establishment_number::text, 4, '0') ilike :word${at}
          or lpad(e.la_code::text, 3, '0') || lpad(e.establishment_number::text, 4, '0') ilike :word${at})`,
      )
    }
  }
  return { where: conditions.join(' and '), bindings }
}

/** Stores an establishment that staff add by hand. @throws on an identifier that is taken (establishments_partnership_id_scheme_identifier_key) */
export async function insertEstablishment(
  trx: Db,
  partnershipId: number,
  establishment: { scheme: Scheme; identifier: string; source: 'register' | 'local'; facts: RegisterFacts },
): Promise<number> {
  const made = await row<{ id: number }>(
    trx,
    `insert into establishments (partnership_id, scheme, identifier, source, ${FIELDS.map(({ column }) => column).join(', ')})
     values (:partnershipId, :scheme, :identifier, :source, ${FIELDS.map(({ field }) => `:${field}`).join(', ')}) returning id`,
    {
      partnershipId,
      scheme: establishment.scheme,
      identifier: establishment.identifier,
      source: establishment.source,
      ...establishment.facts,
    },
  )
  if (!made) throw new Error('the establishment was not stored')
  return made.id
}

/** The next free number of the partnership's own scheme: L1, L2, … Call it with the partnership's row locked. */
export async function nextLocalIdentifier(trx: Db, partnershipId: number): Promise<string> {
  const found = await row<{ last: number }>(
    trx,
    `select coalesce(max(substring(identifier from 2)::integer), 0) as last from establishments
     where partnership_id = ? and scheme = 'local' and identifier ~ '^L[0-9]{1,8}$'`,
    [partnershipId],
  )
  return `L${(found?.last ?? 0) + 1}`
}

/** Lets changes of a partnership's register take turns. Held until the transaction ends. */
export async function lockRegister(trx: Db, partnershipId: number): Promise<void> {
  await row(trx, `select id from partnerships where id = ? for update`, [partnershipId])
}

export async function setOverride(trx: Db, partnershipId: number, id: number, set: string | null): Promise<void> {
  await changed(
    trx,
    `update establishments set set_override = :set, updated_at = now() where partnership_id = :partnershipId and id = :id`,
    {
      partnershipId,
      id,
      set,
    },
  )
}

export async function setIdentifier(trx: Db, partnershipId: number, id: number, scheme: Scheme, identifier: string): Promise<void> {
  await changed(
    trx,
    `update establishments set scheme = :scheme, identifier = :identifier, updated_at = now() where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, scheme, identifier },
  )
}

export async function updateFacts(trx: Db, partnershipId: number, id: number, facts: RegisterFacts): Promise<void> {
  await changed(
    trx,
    `update establishments set updated_at = now(), ${FIELDS.map(({ column, field }) => `${column} = :${field}`).join(', ')}
     where partnership_id = :partnershipId and id = :id`,
    { ...facts, partnershipId, id },
  )
}
