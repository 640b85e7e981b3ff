import { changed, row, rows, type Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { Establishment } from '../establishment.ts'
import { ESTABLISHMENT_COLUMNS } from '../store.ts'
import type { Succession } from './conversions.ts'
import type { Shrinkage } from './guard.ts'
import type { Scope } from './looking/readRegister.ts'

/** Stored facts by "scheme:identifier", for as many establishments as a batch of rows names. */
export async function knownFacts(
  db: Db,
  partnershipId: Id<'partnership'>,
  identifiers: readonly string[],
): Promise<Map<string, Establishment>> {
  const found = await rows<Establishment>(
    db,
    `select ${ESTABLISHMENT_COLUMNS} from establishments e where e.partnership_id = ? and e.scheme in ('urn', 'ofsted_ey') and e.identifier = any(?::text[])`,
    [partnershipId, [...identifiers]],
  )
  return new Map(found.map(establishment => [`${establishment.scheme}:${establishment.identifier}`, establishment]))
}

/** The numbers that an import follows to whatever authority they stand under: of all of the register, or of some authorities. */
export async function followedIdentifiers(db: Db, partnershipId: Id<'partnership'>, scope: Scope): Promise<Set<string>> {
  if (scope === 'all') return new Set()
  const found = await rows<{ identifier: string }>(
    db,
    `select identifier from establishments where partnership_id = :partnershipId and scheme in ('urn', 'ofsted_ey')
       and (:all or la_code = any(:codes::integer[]))`,
    { partnershipId, all: scope.follow === 'register', codes: [...scope.codes] },
  )
  return new Set(found.map(({ identifier }) => identifier))
}

/** The successors that links name for establishments, when they name them outright (not mergers or splits). */
export async function linkedSuccessors(db: Db, partnershipId: Id<'partnership'>, identifiers: readonly string[]): Promise<Succession[]> {
  if (identifiers.length === 0) return []
  return rows<Succession>(
    db,
    `select e.identifier, l.link_identifier as successor
     from establishment_links l join establishments e on e.id = l.establishment_id
     where l.partnership_id = :partnershipId and e.identifier = any(:identifiers::text[]) and l.link_type = 'Successor'`,
    { partnershipId, identifiers: [...identifiers] },
  )
}

/** How the import would shrink the register. Establishments that staff added by hand are no part of it. */
export async function shrinkage(db: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<Shrinkage> {
  const found = await row<Shrinkage>(
    db,
    `select count(*) as open, count(*) filter (where covered) as covered, count(*) filter (where closing) as closing,
       count(*) filter (where covered and not named) as missing
     from (
       select e.la_code = any(i.la_codes) as covered, r.identifier is not null as named, coalesce(r.closing, false) as closing
       from establishments e
       join register_imports i on i.partnership_id = e.partnership_id and i.id = :importId
       left join (select identifier, bool_or(change = 'closed') as closing from register_import_rows
                  where partnership_id = :partnershipId and import_id = :importId and identifier is not null group by identifier) r
         on r.identifier = e.identifier
       where e.partnership_id = :partnershipId and e.status_code <> 2 and e.source = 'register' and e.scheme = 'urn'
     ) standing`,
    { partnershipId, importId },
  )
  return found ?? { open: 0, covered: 0, closing: 0, missing: 0 }
}

/** Open establishments of the authorities in the file that the file does not mention. Nothing happens to them. */
export async function notInFile(
  db: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  page: { limit: number; offset: number },
): Promise<{ id: Id<'establishment'>; identifier: string; name: string; laName: string }[]> {
  return rows(
    db,
    `select e.id, e.identifier, e.name, e.la_name as "laName"
     from establishments e join register_imports i on i.partnership_id = e.partnership_id
     where e.partnership_id = :partnershipId and i.id = :importId and e.status_code <> 2 and e.source = 'register' and e.scheme = 'urn'
       and e.la_code = any(i.la_codes)
       and not exists (select from register_import_rows r where r.import_id = i.id and r.identifier = e.identifier)
     order by e.name, e.id limit :limit offset :offset`,
    { partnershipId, importId, ...page },
  )
}

/** Whether the register has moved on since the preview: another import was applied, or a new establishment is there by now. */
export async function isOutOfDate(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<boolean> {
  const found = await row<{ stale: boolean }>(
    trx,
    `select (i.based_on_import_id is distinct from (select max(a.id) from register_imports a
               where a.partnership_id = :partnershipId and a.status = 'applied' and a.kind = i.kind))
         or exists (select from register_import_rows r join establishments e
               on e.partnership_id = r.partnership_id and e.scheme = r.scheme and e.identifier = r.identifier
               where r.import_id = i.id and r.change = 'new') as stale
     from register_imports i where i.partnership_id = :partnershipId and i.id = :importId`,
    { partnershipId, importId },
  )
  return found?.stale ?? true
}

/** The authorities that establishments stood under before, and no open one does now. */
export async function givenUpAuthorities(db: Db, partnershipId: Id<'partnership'>): Promise<number[]> {
  const found = await rows<{ code: number }>(
    db,
    `select distinct n.code from (
       select split_part(number, '/', 1)::integer as code from establishments e, unnest(string_to_array(e.former_numbers, ' ')) as number
       where e.partnership_id = :partnershipId and e.former_numbers <> '') n
     where not exists (select from establishments o where o.partnership_id = :partnershipId and o.la_code = n.code and o.status_code <> 2)`,
    { partnershipId },
  )
  return found.map(({ code }) => code)
}

/** Keeps with an import what authorities the partnership had before it, and has now. */
export async function keepAuthorities(
  trx: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  { before, after }: { before: number[]; after: number[] },
): Promise<void> {
  await changed(
    trx,
    `update register_imports set authorities_before = :before, authorities_after = :after where partnership_id = :partnershipId and id = :importId`,
    { partnershipId, importId, before, after },
  )
}

/** The authorities that the register has establishments of. */
export async function registeredAuthorities(db: Db, partnershipId: Id<'partnership'>): Promise<number[]> {
  const found = await rows<{ code: number }>(
    db,
    `select distinct la_code as code from establishments where partnership_id = ? and la_code is not null order by 1`,
    [partnershipId],
  )
  return found.map(({ code }) => code)
}
