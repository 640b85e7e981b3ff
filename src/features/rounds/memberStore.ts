import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { withKept } from '../keptCounts/index.ts'
import type { SetCode } from '../questionnaires/index.ts'
import { RETURNS_SQL, type ReturnStatus } from '../returns/index.ts'
import { type MemberFilter, type Place } from './memberFilter.ts'
import { filterBindings, HAS_EMAIL_SQL, IN_SQL, OFFERED_SQL, OUT_SQL } from './memberFilterStore.ts'
import type { Round } from './round.ts'
import { CAN_BE_ADDED_SQL, type Registered } from './whoIsAsked.ts'

/** An establishment beside a round: with its return when it is asked, without when it could be. */
export type Member = {
  establishmentId: Id<'establishment'>
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
  returnId: Id<'return'> | null
  setCode: SetCode | null
  setReason: 'by type' | 'chosen by staff' | null
  status: ReturnStatus | null
  registered: Registered
}

/** The fields of `Registered`, over `e`, an establishment. */
export const FACTS_SQL = `json_build_object('scheme', e.scheme, 'typeCode', e.type_code, 'typeGroupCode', e.type_group_code, 'phaseCode', e.phase_code,
  'lowAge', e.low_age, 'highAge', e.high_age, 'boardersCode', e.boarders_code, 'sixthFormCode', e.sixth_form_code, 'nursery', e.nursery,
  'furtherEducationType', e.further_education_type, 'setOverride', e.set_override)`

const MEMBER_SQL = `e.id as "establishmentId", e.name, e.identifier, e.scheme, e.type_name as "typeName", e.phase_name as "phaseName",
  e.la_name as "laName", e.status_code as "statusCode", e.opened_on as "openedOn", e.closed_on as "closedOn", ${HAS_EMAIL_SQL} as "hasEmail",
  r.id as "returnId", r.set_code as "setCode", r.set_reason as "setReason", r.status, ${FACTS_SQL} as registered`

type Members = {
  members: Member[]
  counted: { total: number; movable: number }
  sums: MemberSums
  makeUp: Tally[]
  values: FilterValues
  page: number
}

/** Who is asked, as its page shows it: a page of the list, its counts and what the round is made of. A page past the end is the last. */
export function readMembers(
  db: Db,
  round: Pick<Round, 'id' | 'partnershipId'>,
  place: Place,
  filter: MemberFilter,
  { page: wanted, pageSize, ...reader }: { page: number; pageSize: number; today: string; people: boolean },
): Promise<Members> {
  return withKept(db, { partnershipId: round.partnershipId, movesWith: 'returns' }, async (trx, kept) => {
    const of = { roundId: round.id, today: reader.today }
    const count = () => countMembers(trx, round, place, filter, reader)
    // What a search finds may change with more than what moves counts.
    const counted = await (filter.search === '' ? kept({ what: 'members', asked: { ...of, place, ...filter }, work: count }) : count())
    const page = Math.min(wanted, Math.max(1, Math.ceil(counted.total / pageSize)))
    const whole = await kept({
      what: 'members of the round',
      asked: of,
      work: async () => ({
        sums: await memberSums(trx, round, reader.today),
        makeUp: await makeUp(trx, round),
        values: await filterValues(trx, round.partnershipId),
      }),
    })
    return {
      members: await membersOf(trx, round, place, filter, { ...reader, offset: (page - 1) * pageSize, limit: pageSize }),
      ...whole,
      counted,
      page,
    }
  })
}

/** One page of the establishments that are in a round, or that are not and might be. */
async function membersOf(
  db: Db,
  round: Pick<Round, 'id' | 'partnershipId'>,
  place: Place,
  filter: MemberFilter,
  page: { today: string; people: boolean; offset: number; limit: number },
): Promise<Member[]> {
  return rows<Member>(db, `select ${MEMBER_SQL} ${place === 'in' ? IN_SQL : OUT_SQL} order by e.name, e.id limit :limit offset :offset`, {
    ...filterBindings(filter, page.today, page.people),
    partnershipId: round.partnershipId,
    roundId: round.id,
    limit: page.limit,
    offset: page.offset,
  })
}

/** How many there are of those, and how many of them can be added (out) or taken out (in). */
async function countMembers(
  db: Db,
  round: Pick<Round, 'id' | 'partnershipId'>,
  place: Place,
  filter: MemberFilter,
  { today, people }: { today: string; people: boolean },
): Promise<{ total: number; movable: number }> {
  const movable = place === 'in' ? 'r.not_issued' : CAN_BE_ADDED_SQL
  const counted = await row<{ total: number; movable: number }>(
    db,
    `select count(*) as total, count(*) filter (where ${movable}) as movable ${place === 'in' ? IN_SQL : OUT_SQL}`,
    { ...filterBindings(filter, today, people), partnershipId: round.partnershipId, roundId: round.id },
  )
  return counted ?? { total: 0, movable: 0 }
}

/** A value of the list with how many establishments of the round have it. */
export type Tally = { of: 'set' | 'type' | 'phase'; value: string; count: number }

/** What a round is made of: by set, by type and by phase. */
async function makeUp(db: Db, round: Pick<Round, 'id' | 'partnershipId'>): Promise<Tally[]> {
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

type FilterValues = { types: string[]; phases: string[]; las: string[] }

/** The values that the filters of a partnership's register offer. */
async function filterValues(db: Db, partnershipId: Id<'partnership'>): Promise<FilterValues> {
  const found = await row<FilterValues>(
    db,
    `select coalesce(array_agg(distinct type_name order by type_name) filter (where type_name <> ''), '{}') as types,
       coalesce(array_agg(distinct phase_name order by phase_name) filter (where phase_name <> ''), '{}') as phases,
       coalesce(array_agg(distinct la_name order by la_name) filter (where la_name <> ''), '{}') as las
     from establishments where partnership_id = ? and status_code <> 2`,
    [partnershipId],
  )
  return found ?? { types: [], phases: [], las: [] }
}

/** `offered` are those that the list beside the round shows; not all of them can be added. */
export type MemberSums = {
  asked: number
  notIssued: number
  issued: number
  withoutEmail: number
  closing: number
  offered: number
  couldBeAdded: number
}

/** The sums above the list, each of what its link lists. */
export async function memberSums(db: Db, round: Pick<Round, 'id' | 'partnershipId'>, today: string): Promise<MemberSums> {
  const sums = await row<MemberSums>(
    db,
    `select count(r.id) as asked, count(r.id) filter (where r.not_issued) as "notIssued",
       count(r.id) filter (where r.issued) as issued,
       count(r.id) filter (where not ${HAS_EMAIL_SQL}) as "withoutEmail",
       count(r.id) filter (where e.status_code = 3) as closing,
       count(*) filter (where ${OFFERED_SQL}) as offered,
       count(*) filter (where ${OFFERED_SQL} and ${CAN_BE_ADDED_SQL}) as "couldBeAdded"
     from establishments e left join ${RETURNS_SQL} r on r.establishment_id = e.id and r.round_id = :roundId
     where e.partnership_id = :partnershipId`,
    { partnershipId: round.partnershipId, roundId: round.id, today },
  )
  if (!sums) throw new Error('the sums were not counted')
  return sums
}
