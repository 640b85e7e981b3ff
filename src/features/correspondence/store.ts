import { prepared, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { sayPlace, type Establishment } from '../establishments/index.ts'
import { CONTACT_ROLES } from '../history/index.ts'
import { LETTERHEAD_SQL, type Letterhead } from '../messages/index.ts'
import { RETURNS_SQL, stands, type ReturnStatus } from '../returns/index.ts'
import { whoIsWrittenTo, type Addressee, type CorrespondenceFacts } from './addressees.ts'
import type { LinkHolder } from './presentHolder.ts'

/** A return as a letter names it, with all that decides whom the letter goes to. */
export type ReturnToWriteAbout = CorrespondenceFacts & {
  returnId: Id<'return'>
  roundId: Id<'round'>
  round: string
  roundIsOpen: boolean
  status: ReturnStatus
  dueAt: Date
  returnedDueOn: string | null
  /** Whether a link would lead on: what it is asked for can still be done. */
  linkLeads: boolean
  /** Whether a sample asks for its evidence. */
  evidenceAsked: boolean
  establishment: { name: string; place: string }
}

/** One return with who writes about it. */
export type ReturnWithLetterhead = ReturnToWriteAbout & { from: Letterhead & { shortName: string } }

type Row = Omit<ReturnToWriteAbout, 'establishment' | 'isExcused' | 'holders'> &
  Pick<Establishment, 'scheme' | 'identifier' | 'town'> & { name: string; holders: (Omit<LinkHolder, 'role'> & { role: string })[] }

const CONTACTS = `coalesce((select json_agg(json_build_object('id', c.id, 'role', c.role, 'name', c.name, 'email', c.email,
    'fromOn', c.from_on, 'toOn', c.to_on, 'main', c.main) order by c.id) from contacts c
  where c.establishment_id = r.establishment_id and c.partnership_id = r.partnership_id), '[]')`

const HOLDERS = `coalesce((select json_agg(json_build_object('invitationId', i.id, 'contactId', i.contact_id, 'name', i.name, 'email', i.email,
    'role', i.role, 'main', i.main, 'whole', i.sections is null and i.may_sign, 'givenOn', (i.issued_at at time zone 'Europe/London')::date) order by i.id) from invitations i
  where i.return_id = r.id and i.partnership_id = r.partnership_id and i.revoked_at is null), '[]')`

/** These returns, in the order of their ids: one statement, however many there are. */
export async function returnsToWriteAbout(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
): Promise<ReturnToWriteAbout[]> {
  const found = await rows<Row>(db, aboutSql('', 'r.partnership_id = :partnershipId and r.id = any(:returnIds::bigint[]) order by r.id'), {
    partnershipId,
    returnIds: [...returnIds],
  })
  return found.map(asWrittenAbout)
}

/** @param more columns beside what every letter needs */
const aboutSql = (
  more: string,
  which: string,
) => `select r.id as "returnId", r.round_id as "roundId", o.name as round, o.status = 'open' as "roundIsOpen", r.status, r.due_at as "dueAt",
       r.returned_due_on as "returnedDueOn", r.link_leads as "linkLeads", o.links_go_to as "linksGoTo", r.evidence_asked as "evidenceAsked", r.establishment_name as name, e.scheme, e.identifier, e.town,
       ${CONTACTS} as contacts, ${HOLDERS} as holders${more}
     from ${RETURNS_SQL} r join rounds o on o.id = r.round_id join establishments e on e.id = r.establishment_id
     where ${which}`

const ONE = prepared(
  'correspondence.about_one',
  aboutSql(`, (select ${LETTERHEAD_SQL} from partnerships p where p.id = r.partnership_id) as "from"`, 'r.partnership_id = ? and r.id = ?'),
)

/** One return. @throws when it is not of the partnership: whoever calls has found it there */
export async function returnToWriteAbout(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<ReturnWithLetterhead> {
  const found = await row<Row & Pick<ReturnWithLetterhead, 'from'>>(db, ONE, [partnershipId, returnId])
  if (!found) throw new Error(`there is no return ${returnId} to write about`)
  const { from, ...about } = found
  return { ...asWrittenAbout(about), from }
}

/** Whom letters about each of these returns go to first: the person that every list names. */
export async function firstAddressees(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  today: string,
): Promise<Map<Id<'return'>, Addressee>> {
  const abouts = returnIds.length === 0 ? [] : await returnsToWriteAbout(db, partnershipId, returnIds)
  return new Map(
    abouts.flatMap((about): [Id<'return'>, Addressee][] => {
      const [first] = whoIsWrittenTo(about, 'first', today).to
      return first ? [[about.returnId, first]] : []
    }),
  )
}

function asWrittenAbout({ name, scheme, identifier, town, contacts, holders, ...rest }: Row): ReturnToWriteAbout {
  return {
    ...rest,
    isExcused: stands('not_expected', rest.status),
    establishment: { name, place: sayPlace({ scheme, identifier, town }) },
    contacts: contacts,
    holders: holders.map(holder => ({ ...holder, role: CONTACT_ROLES.find(role => role === holder.role) ?? 'other' })),
  }
}
