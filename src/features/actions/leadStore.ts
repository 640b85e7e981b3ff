import { changed, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Lead } from './action.ts'

const COLUMNS = `id, action_id as "actionId", position, written, kind, name, organisation, note, to_confirm as "toConfirm", email,
  address_number as "addressNumber"`

/** Who leads these actions, in the order in which they were written. */
export async function leadsOf(db: Db, partnershipId: Id<'partnership'>, actionIds: readonly Id<'action'>[]): Promise<Lead[]> {
  return rows<Lead>(
    db,
    `select ${COLUMNS} from action_leads where partnership_id = :partnershipId and action_id = any(:ids::bigint[])
     order by action_id, position, id`,
    { partnershipId, ids: [...actionIds] },
  )
}

export type NewLead = Omit<Lead, 'id'>

export async function insertLeads(trx: Db, partnershipId: Id<'partnership'>, leads: readonly NewLead[]): Promise<void> {
  if (leads.length === 0) return
  await changed(
    trx,
    `insert into action_leads (partnership_id, action_id, position, written, kind, name, organisation, note, to_confirm, email, address_number)
     select :partnershipId, l."actionId", l.position, l.written, l.kind, l.name, l.organisation, l.note, l."toConfirm", l.email, l."addressNumber"
     from jsonb_to_recordset(:leads::jsonb) as l ("actionId" bigint, position integer, written text, kind text, name text,
       organisation text, note text, "toConfirm" boolean, email text, "addressNumber" integer)`,
    { partnershipId, leads: JSON.stringify(leads) },
  )
}

/** Who stays a lead, at which place: the others of the action are removed. */
export async function keepLeads(
  trx: Db,
  partnershipId: Id<'partnership'>,
  actionId: Id<'action'>,
  kept: readonly { id: Id<'actionLead'>; position: number }[],
): Promise<void> {
  await changed(
    trx,
    `with kept as (select * from jsonb_to_recordset(:kept::jsonb) as k (id bigint, position integer)),
     gone as (
       delete from action_leads l where l.partnership_id = :partnershipId and l.action_id = :actionId
         and not exists (select from kept k where k.id = l.id)
     )
     update action_leads l set position = k.position from kept k
     where l.id = k.id and l.partnership_id = :partnershipId and l.action_id = :actionId`,
    { partnershipId, actionId, kept: JSON.stringify(kept) },
  )
}

/** What people may say better than the words are read. */
export type LeadText = Pick<Lead, 'kind' | 'name' | 'organisation' | 'toConfirm' | 'email'>

export async function updateLead(trx: Db, partnershipId: Id<'partnership'>, id: Id<'actionLead'>, lead: LeadText): Promise<void> {
  await changed(
    trx,
    `update action_leads set kind = :kind, name = :name, organisation = :organisation, to_confirm = :toConfirm,
       address_number = address_number + case when email = :email then 0 else 1 end, email = :email
     where partnership_id = :partnershipId and id = :id`,
    { partnershipId, id, ...lead },
  )
}
