import type { Id } from '../../platform/id.ts'
import { changed, row, rows, type Db, stored } from '../../platform/db.ts'
import { OPEN_CODES, type Establishment, type RegisterFacts, type Scheme } from './establishment.ts'
import { FIELDS } from './register/fields.ts'
import { dslMailableSql } from './contacts/currentStore.ts'
import type { Search } from './search.ts'
import { FOUND_SQL, searchBindings } from './searchStore.ts'

/** The columns of an establishment, as SQL that gives them the names of the domain. */
export const ESTABLISHMENT_COLUMNS = `e.id, e.scheme, e.identifier, e.set_override as "setOverride", e.source, ${FIELDS.map(
  ({ column, field }) => `e.${column} as "${field}"`,
).join(', ')}`

/** One establishment of the partnership, or undefined when there is none in its sight. */
export async function findEstablishment(
  db: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'establishment'>,
): Promise<Establishment | undefined> {
  return row<Establishment>(db, `select ${ESTABLISHMENT_COLUMNS} from establishments e where e.partnership_id = ? and e.id = ?`, [
    partnershipId,
    id,
  ])
}

export async function establishmentByIdentifier(
  db: Db,
  partnershipId: Id<'partnership'>,
  scheme: Scheme,
  identifier: string,
): Promise<Establishment | undefined> {
  return row<Establishment>(
    db,
    `select ${ESTABLISHMENT_COLUMNS} from establishments e where e.partnership_id = ? and e.scheme = ? and e.identifier = ?`,
    [partnershipId, scheme, identifier],
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
  /** Blank words narrow nothing. */
  search?: Search
}

/** Open establishments that a search finds: first those that it names outright, then by name. @param except left out */
export async function matchingEstablishments(
  db: Db,
  partnershipId: Id<'partnership'>,
  search: string,
  { except, limit }: { except: readonly Id<'establishment'>[]; limit: number },
): Promise<Pick<Establishment, 'id' | 'name' | 'identifier' | 'typeName'>[]> {
  const { where, bindings } = narrowed(partnershipId, { statusCodes: OPEN_CODES, search: { words: search.trim(), people: false } })
  return rows(
    db,
    `select e.id, e.name, e.identifier, e.type_name as "typeName"
     from establishments e where ${where} and e.id <> all(:except::bigint[])
     order by (e.identifier = :search or lower(e.name) = lower(:search)) desc, e.name, e.id limit :limit`,
    { ...bindings, search, except: [...except], limit },
  )
}

/** The conditions of a filter, as SQL with its bindings. */
export function narrowed(
  partnershipId: Id<'partnership'>,
  filter: EstablishmentFilter,
): { where: string; bindings: Record<string, unknown> } {
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
  if (filter.search !== undefined && filter.search.words !== '') {
    Object.assign(bindings, searchBindings(filter.search))
    conditions.push(`e.id = any(${FOUND_SQL})`)
  }
  return { where: conditions.join(' and '), bindings }
}

/** Stores an establishment that staff add by hand. @throws on an identifier that is taken (establishments_partnership_id_scheme_identifier_key) */
export async function insertEstablishment(
  trx: Db,
  partnershipId: Id<'partnership'>,
  establishment: { scheme: Scheme; identifier: string; source: 'register' | 'local'; facts: RegisterFacts },
): Promise<Id<'establishment'>> {
  const made = await row<{ id: Id<'establishment'> }>(
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
  return stored(made, 'the establishment').id
}

/** The next free number of the partnership's own scheme: L1, L2, … Call it with the register locked. */
export async function nextLocalIdentifier(trx: Db, partnershipId: Id<'partnership'>): Promise<string> {
  const found = await row<{ last: number }>(
    trx,
    `select coalesce(max(substring(identifier from 2)::integer), 0) as last from establishments
     where partnership_id = ? and scheme = 'local' and identifier ~ '^L[0-9]{1,8}$'`,
    [partnershipId],
  )
  return `L${(found?.last ?? 0) + 1}`
}

/**
 * Lets changes of a partnership's register take turns. Held until the transaction ends. Not the row of the partnership: whatever is
 * inserted shares that row already, and two who share it cannot both have it alone (decision 0037).
 */
export async function lockRegister(trx: Db, partnershipId: Id<'partnership'>): Promise<void> {
  await row(trx, `select pg_advisory_xact_lock(hashtextextended('register ' || ?::bigint, 0))`, [partnershipId])
}

export async function setOverride(trx: Db, partnershipId: Id<'partnership'>, id: Id<'establishment'>, set: string | null): Promise<void> {
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

export async function setIdentifier(
  trx: Db,
  partnershipId: Id<'partnership'>,
  id: Id<'establishment'>,
  scheme: Scheme,
  identifier: string,
): Promise<void> {
  await changed(
    trx,
    `update establishments set scheme = :scheme, identifier = :identifier, updated_at = now() where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, scheme, identifier },
  )
}

export async function updateFacts(trx: Db, partnershipId: Id<'partnership'>, id: Id<'establishment'>, facts: RegisterFacts): Promise<void> {
  await changed(
    trx,
    `update establishments set updated_at = now(), ${FIELDS.map(({ column, field }) => `${column} = :${field}`).join(', ')}
     where partnership_id = :partnershipId and id = :id`,
    { ...facts, partnershipId, id },
  )
}
