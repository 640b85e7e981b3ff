import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { RegisteredEstablishment, SetCode } from '../questionnaires/index.ts'
import type { Round } from './round.ts'
import { CAN_BE_ADDED_SQL, type ChosenSet } from './whoIsAsked.ts'

/** What the list of a round's establishments may be narrowed by. Blank means anything. */
export type MemberFilter = { search: string; type: string; phase: string; la: string; set: SetCode | ''; contact: 'with' | 'without' | '' }

export const NO_FILTER: MemberFilter = { search: '', type: '', phase: '', la: '', set: '', contact: '' }

/** Contacts that a link can be mailed to today. Takes `:today`; over `e`, an establishment. */
const HAS_EMAIL_SQL = `exists (select from contacts c where c.establishment_id = e.id and c.partnership_id = e.partnership_id and c.email <> ''
  and (c.from_on is null or c.from_on <= :today::date) and (c.to_on is null or c.to_on >= :today::date))`

const FILTER_SQL = `(:search = '' or e.name ilike :pattern escape '!' or e.identifier = :search or e.postcode ilike :search
    or e.la_code || '/' || lpad(e.establishment_number::text, 4, '0') = :search)
  and (:type = '' or e.type_name = :type) and (:phase = '' or e.phase_name = :phase) and (:la = '' or e.la_name = :la)
  and (:contact = '' or (:contact = 'with') = ${HAS_EMAIL_SQL})`

const filterBindings = (filter: MemberFilter, today: string) => ({
  ...filter,
  today,
  pattern: `%${filter.search.replace(/[!%_]/g, '!$&')}%`,
})

/** An establishment beside a round: with its return when it is asked, without when it could be. */
export type Member = {
  establishmentId: number
  name: string
  identifier: string
  scheme: string
  typeName: string
  phaseName: string
  laName: string
  statusCode: number
  openedOn: string | null
  closedOn: string | null
  hasEmail: boolean
  returnId: number | null
  setCode: SetCode | null
  setReason: 'by type' | 'chosen by staff' | null
  status: string | null
  registered: RegisteredEstablishment & { setOverride: SetCode | null }
}

const FACTS_SQL = `json_build_object('scheme', e.scheme, 'typeCode', e.type_code, 'typeGroupCode', e.type_group_code, 'phaseCode', e.phase_code,
  'lowAge', e.low_age, 'highAge', e.high_age, 'boardersCode', e.boarders_code, 'sixthFormCode', e.sixth_form_code, 'nursery', e.nursery,
  'furtherEducationType', e.further_education_type, 'setOverride', e.set_override)`

const MEMBER_SQL = `e.id as "establishmentId", e.name, e.identifier, e.scheme, e.type_name as "typeName", e.phase_name as "phaseName",
  e.la_name as "laName", e.status_code as "statusCode", e.opened_on as "openedOn", e.closed_on as "closedOn", ${HAS_EMAIL_SQL} as "hasEmail",
  r.id as "returnId", r.set_code as "setCode", r.set_reason as "setReason", r.status, ${FACTS_SQL} as registered`

const IN_SQL = `from returns r join establishments e on e.id = r.establishment_id and e.partnership_id = r.partnership_id
  where r.partnership_id = :partnershipId and r.round_id = :roundId and (:set = '' or r.set_code = :set) and ${FILTER_SQL}`

/** Closed establishments are never offered; those not open yet are, so that staff see why they cannot be ticked. */
const OUT_SQL = `from establishments e left join returns r on r.establishment_id = e.id and r.round_id = :roundId
  where e.partnership_id = :partnershipId and r.id is null and e.status_code <> 2 and ${FILTER_SQL}`

export type Place = 'in' | 'out'

/** One page of the establishments that are in a round, or that are not and might be. */
export async function membersOf(
  db: Db,
  round: Pick<Round, 'id' | 'partnershipId'>,
  place: Place,
  filter: MemberFilter,
  page: { today: string; offset: number; limit: number },
): Promise<Member[]> {
  return rows<Member>(db, `select ${MEMBER_SQL} ${place === 'in' ? IN_SQL : OUT_SQL} order by e.name, e.id limit :limit offset :offset`, {
    ...filterBindings(filter, page.today),
    partnershipId: round.partnershipId,
    roundId: round.id,
    limit: page.limit,
    offset: page.offset,
  })
}

/** How many there are of those, and how many of them can be added (out) or taken out (in). */
export async function countMembers(
  db: Db,
  round: Pick<Round, 'id' | 'partnershipId'>,
  place: Place,
  filter: MemberFilter,
  today: string,
): Promise<{ total: number; movable: number }> {
  const movable = place === 'in' ? `r.status = 'not_issued'` : CAN_BE_ADDED_SQL
  const counted = await row<{ total: number; movable: number }>(
    db,
    `select count(*) as total, count(*) filter (where ${movable}) as movable ${place === 'in' ? IN_SQL : OUT_SQL}`,
    { ...filterBindings(filter, today), partnershipId: round.partnershipId, roundId: round.id },
  )
  return counted ?? { total: 0, movable: 0 }
}

/** What can be added to a round: those ticked, or all that match; with what the choice of a set looks at. Held in the register's order. */
export async function addable(
  trx: Db,
  round: Round,
  which: { ids: readonly number[] } | { filter: MemberFilter },
  today: string,
): Promise<{ id: number; registered: Member['registered'] }[]> {
  const filter = 'filter' in which ? which.filter : NO_FILTER
  return rows(
    trx,
    `select e.id, ${FACTS_SQL} as registered ${OUT_SQL} and ${CAN_BE_ADDED_SQL} and (:all or e.id = any(:ids)) order by e.id`,
    {
      ...filterBindings(filter, today),
      partnershipId: round.partnershipId,
      roundId: round.id,
      all: 'filter' in which,
      ids: 'ids' in which ? which.ids : [],
    },
  )
}

/** A return to be: its set, and how much that set asks of this establishment before anything is answered. */
export type NewReturn = ChosenSet & { establishmentId: number; asked: number; missing: number }

/** One return for each establishment, not issued, due when the round is. @returns how many are new */
export async function insertReturns(trx: Db, round: Round, members: readonly NewReturn[]): Promise<number> {
  return changed(
    trx,
    `insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, set_reason, questionnaire_version_id,
       first_due_at, due_at, asked, missing)
     select :partnershipId, :roundId, e.id, e.name, n.set_code, n.set_reason, q.questionnaire_version_id, :dueAt, :dueAt, n.asked, n.missing
     from unnest(:ids::bigint[], :sets::text[], :reasons::text[], :asked::integer[], :missing::integer[]) as n (id, set_code, set_reason, asked, missing)
     join establishments e on e.id = n.id and e.partnership_id = :partnershipId
     join round_questionnaires q on q.round_id = :roundId and q.set_code = n.set_code
     on conflict (round_id, establishment_id) do nothing`,
    {
      partnershipId: round.partnershipId,
      roundId: round.id,
      dueAt: round.dueAt,
      ids: members.map(member => member.establishmentId),
      sets: members.map(member => member.set),
      reasons: members.map(member => member.reason),
      asked: members.map(member => member.asked),
      missing: members.map(member => member.missing),
    },
  )
}

/** The returns that staff mean: those of the establishments ticked, or all that match; only such as were not issued. */
const MOVABLE_SQL = `select r.id ${IN_SQL} and r.status = 'not_issued' and (:all or e.id = any(:ids))`

const movableBindings = (round: Round, which: { ids: readonly number[] } | { filter: MemberFilter }, today: string) => ({
  ...filterBindings('filter' in which ? which.filter : NO_FILTER, today),
  partnershipId: round.partnershipId,
  roundId: round.id,
  all: 'filter' in which,
  ids: 'ids' in which ? which.ids : [],
})

/** Takes establishments out of a round. @returns how many */
export async function deleteReturns(
  trx: Db,
  round: Round,
  which: { ids: readonly number[] } | { filter: MemberFilter },
  today: string,
): Promise<number> {
  return changed(
    trx,
    `delete from returns where partnership_id = :partnershipId and id in (${MOVABLE_SQL})`,
    movableBindings(round, which, today),
  )
}

/** The returns whose set or version staff mean to change, with the facts that the number of questions depends on. */
export async function changeable(
  trx: Db,
  round: Round,
  which: { ids: readonly number[] } | { filter: MemberFilter },
  today: string,
): Promise<(ChosenSet & { id: number; registered: Member['registered'] })[]> {
  return rows(
    trx,
    `select r.id, r.set_code as set, r.set_reason as reason, ${FACTS_SQL} as registered from returns r join establishments e on e.id = r.establishment_id
     where r.partnership_id = :partnershipId and r.id in (${MOVABLE_SQL}) for update of r`,
    movableBindings(round, which, today),
  )
}

/** Gives returns their sets. */
export async function updateSets(
  trx: Db,
  round: Round,
  changes: readonly (ChosenSet & { id: number; asked: number; missing: number })[],
): Promise<number> {
  return changed(
    trx,
    `update returns r set set_code = n.set_code, set_reason = n.set_reason, questionnaire_version_id = q.questionnaire_version_id,
       asked = n.asked, missing = n.missing
     from unnest(:ids::bigint[], :sets::text[], :reasons::text[], :asked::integer[], :missing::integer[]) as n (id, set_code, set_reason, asked, missing)
     join round_questionnaires q on q.round_id = :roundId and q.set_code = n.set_code
     where r.partnership_id = :partnershipId and r.id = n.id and r.status = 'not_issued'`,
    {
      partnershipId: round.partnershipId,
      roundId: round.id,
      ids: changes.map(change => change.id),
      sets: changes.map(change => change.set),
      reasons: changes.map(change => change.reason),
      asked: changes.map(change => change.asked),
      missing: changes.map(change => change.missing),
    },
  )
}

/** A value of the list with how many establishments of the round have it. */
export type Tally = { of: 'set' | 'type' | 'phase'; value: string; count: number }

/** What a round is made of: by set, by type and by phase. */
export async function makeUp(db: Db, round: Pick<Round, 'id' | 'partnershipId'>): Promise<Tally[]> {
  return rows<Tally>(
    db,
    `select case when grouping(r.set_code) = 0 then 'set' when grouping(e.type_name) = 0 then 'type' else 'phase' end as of,
       coalesce(r.set_code, e.type_name, e.phase_name) as value, count(*) as count
     from returns r join establishments e on e.id = r.establishment_id
     where r.partnership_id = ? and r.round_id = ?
     group by grouping sets ((r.set_code), (e.type_name), (e.phase_name)) order by 1, 3 desc, 2`,
    [round.partnershipId, round.id],
  )
}

/** The values that the filters of a partnership's register offer. */
export async function filterValues(db: Db, partnershipId: number): Promise<{ types: string[]; phases: string[]; las: string[] }> {
  const found = await row<{ types: string[]; phases: string[]; las: string[] }>(
    db,
    `select coalesce(array_agg(distinct type_name order by type_name) filter (where type_name <> ''), '{}') as types,
       coalesce(array_agg(distinct phase_name order by phase_name) filter (where phase_name <> ''), '{}') as phases,
       coalesce(array_agg(distinct la_name order by la_name) filter (where la_name <> ''), '{}') as las
     from establishments where partnership_id = ? and status_code <> 2`,
    [partnershipId],
  )
  return found ?? { types: [], phases: [], las: [] }
}

/** The sums above the list. */
export async function memberSums(
  db: Db,
  round: Pick<Round, 'id' | 'partnershipId'>,
  today: string,
): Promise<{ asked: number; notIssued: number; issued: number; withoutEmail: number; closing: number; couldBeAdded: number }> {
  const sums = await row<{ asked: number; notIssued: number; issued: number; withoutEmail: number; closing: number; couldBeAdded: number }>(
    db,
    `select count(r.id) as asked, count(r.id) filter (where r.status = 'not_issued') as "notIssued",
       count(r.id) filter (where r.status <> 'not_issued') as issued,
       count(r.id) filter (where r.status = 'not_issued' and not ${HAS_EMAIL_SQL}) as "withoutEmail",
       count(r.id) filter (where e.status_code = 3) as closing,
       count(*) filter (where r.id is null and ${CAN_BE_ADDED_SQL}) as "couldBeAdded"
     from establishments e left join returns r on r.establishment_id = e.id and r.round_id = :roundId
     where e.partnership_id = :partnershipId`,
    { partnershipId: round.partnershipId, roundId: round.id, today },
  )
  if (!sums) throw new Error('the sums were not counted')
  return sums
}
