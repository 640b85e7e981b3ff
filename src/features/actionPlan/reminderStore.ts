import { changed, row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { STATUS } from '../establishments/index.ts'
import type { Reach } from '../history/index.ts'
import { RETURNS_SQL } from '../returns/index.ts'
import type { PlanReminder, PlanSwitch } from './plan.ts'

type Of = { partnershipId: Id<'partnership'>; returnId: Id<'return'> }

/** The letters that reminded of the actions of a return, the newest first, with how far each came. */
export const remindersOf = (db: Db, { partnershipId, returnId }: Of): Promise<PlanReminder[]> =>
  rows(
    db,
    `select s.question_keys as "questionKeys", s.what, s.rule, s.due_on as "dueOn", s.to_name as "toName", s.at, m.status, m.error
     from action_plan_reminders s join messages m on m.id = s.message_id
     where s.partnership_id = ? and s.return_id = ? order by s.id desc`,
    [partnershipId, returnId],
  )

/** Who turned the reminders of the actions of a return on or off, the newest first. */
export const switchesOf = (db: Db, { partnershipId, returnId }: Of): Promise<PlanSwitch[]> =>
  rows(
    db,
    `select question_keys as "questionKeys", what, is_on as "isOn", by_name as "byName", at
     from action_plan_switches where partnership_id = ? and return_id = ? order by id desc`,
    [partnershipId, returnId],
  )

type NewReminder = Of &
  Pick<PlanReminder, 'what' | 'rule' | 'dueOn' | 'toName'> & { questionKeys: readonly string[]; messageId: Id<'message'> }

export async function insertReminder(trx: Db, reminder: NewReminder): Promise<void> {
  await changed(
    trx,
    `insert into action_plan_reminders (partnership_id, return_id, question_keys, what, rule, due_on, to_name, message_id)
     values (:partnershipId, :returnId, :questionKeys::text[], :what, :rule, :dueOn, :toName, :messageId)`,
    { ...reminder, questionKeys: [...reminder.questionKeys] },
  )
}

type NewSwitch = Of & Pick<PlanSwitch, 'what' | 'isOn' | 'byName'> & { questionKeys: readonly string[] }

export async function insertSwitch(trx: Db, turned: NewSwitch): Promise<void> {
  await changed(
    trx,
    `insert into action_plan_switches (partnership_id, return_id, question_keys, what, is_on, by_name)
     values (:partnershipId, :returnId, :questionKeys::text[], :what, :isOn, :byName)`,
    { ...turned, questionKeys: [...turned.questionKeys] },
  )
}

/**
 * The return of each establishment whose plan counts now: the last that was submitted, and where none was, the last. None of an
 * establishment that is closed or not expected to answer.
 */
const countingSql = (which: string): string => `select distinct on (r.establishment_id) r.id, r.establishment_id
  from ${RETURNS_SQL} r join rounds o on o.id = r.round_id join establishments e on e.id = r.establishment_id
  where r.partnership_id = :partnershipId ${which} and not r.not_expected and r.answers_deleted_at is null and o.status <> 'draft'
    and e.status_code <> ${STATUS.closed}
  order by r.establishment_id, (r.submitted_at is not null) desc, coalesce(o.opened_at, o.opens_at) desc, r.id desc`

/** The returns of a partnership whose plan counts now, with an action that is to be done between two days, the first and the last. */
export async function returnsToRemindOf(
  db: Db,
  partnershipId: Id<'partnership'>,
  { from, to }: { from: string; to: string },
): Promise<Id<'return'>[]> {
  const found = await rows<{ id: Id<'return'> }>(
    db,
    `select r.id from (${countingSql('')}) r
     where exists (select from responses p where p.return_id = r.id and p.action ->> 'dueOn' between :from and :to) order by r.id`,
    { partnershipId, from, to },
  )
  return found.map(({ id }) => id)
}

/** Whether the plan of a return is the one that counts now. */
export async function planCounts(db: Db, { partnershipId, returnId }: Of): Promise<boolean> {
  const found = await row(
    db,
    `select from (${countingSql('and r.establishment_id = (select establishment_id from returns where id = :returnId)')}) r where r.id = :returnId`,
    { partnershipId, returnId },
  )
  return found !== undefined
}

/** What each link of a return that works opens. */
export async function sectionsByLink(db: Db, { partnershipId, returnId }: Of): Promise<Map<Id<'invitation'>, Reach['sections']>> {
  const found = await rows<{ id: Id<'invitation'>; sections: string[] | null }>(
    db,
    `select id, sections from invitations where partnership_id = ? and return_id = ? and revoked_at is null`,
    [partnershipId, returnId],
  )
  return new Map(found.map(({ id, sections }) => [id, sections ?? 'all']))
}

/** The returns of whose actions these letters remind, with the questions that each action served and its day then. */
export const remindedByLetters = (
  db: Db,
  partnershipId: Id<'partnership'>,
  messageIds: readonly Id<'message'>[],
): Promise<{ messageId: Id<'message'>; returnId: Id<'return'>; questionKeys: string[]; dueOn: string }[]> =>
  rows(
    db,
    `select message_id as "messageId", return_id as "returnId", question_keys as "questionKeys", due_on as "dueOn"
     from action_plan_reminders where partnership_id = :partnershipId and message_id = any(:messageIds::bigint[]) order by id`,
    { partnershipId, messageIds: [...messageIds] },
  )
