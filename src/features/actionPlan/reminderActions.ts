import { inTransaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { returnToWriteAbout, type Addressee } from '../correspondence/index.ts'
import { program, recordEvent, type ContributorActor, type StaffActor } from '../history/index.ts'
import { queueMessages, type LookAgain } from '../messages/index.ts'
import { remindedDays } from '../reminders/index.ts'
import { lockReturns, openReturn } from '../returns/index.ts'
import { hold, mayTell, readPlan, servingIn } from './actions.ts'
import { isFinished, type PlanAction } from './plan.ts'
import { refuse } from './refusals.ts'
import { reminderLetter, type Reminded } from './reminderLetter.ts'
import { insertReminder, insertSwitch, planCounts, remindedByLetters, returnsToRemindOf, sectionsByLink } from './reminderStore.ts'
import { reminderDue, whoIsReminded } from './reminding.ts'

type Context = Pick<Deps, 'db' | 'baseUrl' | 'now' | 'log'>

/**
 * Writes to whoever is to be reminded today of actions of a partnership's establishments: one letter to each person of a return, over all
 * their actions. A second run writes nothing twice. A return that fails is left for tomorrow and holds up no other.
 *
 * @returns how many letters are new
 */
export async function remindOfPlans(deps: Context, partnershipId: Id<'partnership'>): Promise<number> {
  const today = londonDate(deps.now())
  let written = 0
  for (const returnId of await returnsToRemindOf(deps.db, partnershipId, remindedDays(today))) {
    try {
      written += await inTransaction(deps.db, trx => remindOf({ ...deps, db: trx }, { partnershipId, returnId, today }))
    } catch (error) {
      deps.log.error({ err: error, return: returnId }, 'nobody could be reminded of the actions of a return: it is tried again tomorrow')
    }
  }
  return written
}

async function remindOf(
  { db: trx, baseUrl }: Omit<Context, 'db'> & { db: Db },
  { partnershipId, returnId, today }: { partnershipId: Id<'partnership'>; returnId: Id<'return'>; today: string },
): Promise<number> {
  await lockReturns(trx, partnershipId, [returnId])
  const open = await openReturn(trx, partnershipId, returnId)
  const { actions } = await readPlan(trx, open, today)
  const due = actions.flatMap(action => {
    const rule = reminderDue(action, today)
    return rule === null ? [] : [{ action, rule }]
  })
  if (!mayTell(open.auditReturn) || due.length === 0) return 0
  const about = await returnToWriteAbout(trx, partnershipId, returnId)
  const sections = await sectionsByLink(trx, { partnershipId, returnId })
  const asked = due.flatMap(one => whoIsReminded(about, sections, one.action, today).map(to => ({ ...one, to })))
  let written = 0
  for (const reminded of Map.groupBy(asked, ({ to }) => to.email).values()) {
    const to = reminded[0]?.to
    if (!to) continue
    const [sent] = await queueMessages(trx, partnershipId, [reminderLetter(about, to, about.from, { reminded, today })], baseUrl)
    // The letter of today is written already: what has come to be due since waits for tomorrow's.
    if (!sent) continue
    for (const { action, rule } of reminded) await keep(trx, { partnershipId, returnId, to, messageId: sent.id }, { action, rule })
    const details = { about: reminded.map(({ action }) => sayQuestions(action)).join('; ') }
    await recordEvent(trx, program(partnershipId), { verb: 'action_plan.reminded', returnId, details })
    written += 1
  }
  return written
}

type Letter = { partnershipId: Id<'partnership'>; returnId: Id<'return'>; to: Addressee; messageId: Id<'message'> }

const keep = (trx: Db, { to, ...letter }: Letter, { action, rule }: Reminded & { action: PlanAction }): Promise<void> =>
  insertReminder(trx, { ...letter, toName: to.name, rule, dueOn: action.dueOn ?? '', ...wordsNow(action) })

const wordsNow = ({ what, serves }: PlanAction) => ({ what, questionKeys: serves.map(({ key }) => key) })

const sayQuestions = ({ serves }: PlanAction): string => serves.map(({ label }) => label).join(', ')

/** The people who are reminded of an action, as the register has them today; null where its reminders go by the plan of a later return. */
export async function remindedPeople(
  db: Db,
  of: { partnershipId: Id<'partnership'>; returnId: Id<'return'> },
  action: PlanAction,
  today: string,
): Promise<Addressee[] | null> {
  if (!(await planCounts(db, of))) return null
  const about = await returnToWriteAbout(db, of.partnershipId, of.returnId)
  return whoIsReminded(about, await sectionsByLink(db, of), action, today)
}

/**
 * Turns the reminders of an action on or off, for everyone. Where they are so already nothing is written.
 *
 * @param asked.key a question that the action serves
 * @throws Refusal when there is no such action in sight
 */
export function turnReminders(
  db: Db,
  actor: ContributorActor | (StaffActor & { returnId: Id<'return'> }),
  { key, isOn, now }: { key: string; isOn: boolean; now: Date },
): Promise<void> {
  return inTransaction(db, async trx => {
    const { partnershipId, returnId, name } = actor
    if (actor.kind === 'staff') await lockReturns(trx, partnershipId, [returnId])
    const open = actor.kind === 'staff' ? await openReturn(trx, partnershipId, returnId) : await hold(trx, actor)
    if (open.auditReturn.answersDeletedAt !== null) throw refuse.answersDeleted()
    const today = londonDate(now)
    const action = servingIn(await readPlan(trx, open, today), key)
    // Of all the questions that it serves, those out of sight included.
    const whole = servingIn(await readPlan(trx, { ...open, reach: { ...open.reach, sections: 'all' } }, today), key)
    if (!action || !whole) throw refuse.notFound()
    if ((action.turned?.isOn ?? true) === isOn) return
    await insertSwitch(trx, { partnershipId, returnId, isOn, byName: name, ...wordsNow(whole) })
    const details = { about: sayQuestions(action), isOn }
    await recordEvent(trx, actor, { verb: 'action_plan.reminders_turned', returnId, details })
  })
}

/** Whether an action is finished is the same on every day. */
const ANY_DAY = '2000-01-01'

/** Which reminders hold no more as they leave: everything in them was finished, turned off, or put to another day, meanwhile. */
export const whatPlanLettersHoldNoMore: LookAgain = async (db, partnershipId, messageIds) => {
  const over = new Map<Id<'message'>, string>()
  const found = await remindedByLetters(db, partnershipId, messageIds)
  for (const [messageId, reminded] of Map.groupBy(found, one => one.messageId)) {
    const [first] = reminded
    if (!first) continue
    const plan = await readPlan(db, await openReturn(db, partnershipId, first.returnId), ANY_DAY)
    const isOver = reminded.every(({ questionKeys, dueOn }) =>
      questionKeys.every(key => {
        const action = servingIn(plan, key)
        return !action || isFinished(action.state) || action.turned?.isOn === false || action.dueOn !== dueOn
      }),
    )
    if (isOver) over.set(messageId, 'what it reminds of was finished, its reminders were turned off, or its day was changed, meanwhile')
  }
  return over
}
