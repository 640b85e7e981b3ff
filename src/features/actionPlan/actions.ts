import { inTransaction, type Db } from '../../platform/db.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { reachesSection, recordEvent, type ContributorActor } from '../history/index.ts'
import { holdsReturnOf } from '../links/index.ts'
import { askedOfReturn } from '../questionnaires/index.ts'
import { NO_RESPONSE, type Action } from '../questions/index.ts'
import { lockReturns, merge, openReturn, saveSection, stands, type AuditReturn, type OpenReturn } from '../returns/index.ts'
import { planOf, type Plan, type PlanAction, type PlanNote, type PlanState } from './plan.ts'
import { refuse } from './refusals.ts'
import { remindersOf, switchesOf } from './reminderStore.ts'
import { insertNote, notesOf } from './store.ts'

/** The plan of a return as somebody may see it. @param earlier what was said of the actions of the return before it, the newest first */
export async function readPlan(
  db: Db,
  { auditReturn, document, responses, reach }: OpenReturn,
  today: string,
  earlier: readonly PlanNote[] = [],
): Promise<Plan> {
  const of = { partnershipId: auditReturn.partnershipId, returnId: auditReturn.id }
  // One after the other: the connection of a transaction does one thing at a time.
  const notes = await notesOf(db, auditReturn.partnershipId, auditReturn.id)
  const reminders = await remindersOf(db, of)
  const switches = await switchesOf(db, of)
  const asked = askedOfReturn(document, auditReturn.facts, responses).filter(({ key }) => reachesSection(reach, key))
  const said = [...notes.map(note => ({ ...note, roundName: null })), ...earlier]
  return planOf({ asked, responses, notes: said, reminders, switches }, today)
}

/** Whether anybody may still say how far the actions of a return are: all year, whether its round is open or closed. */
export const mayTell = ({ status, answersDeletedAt }: Pick<AuditReturn, 'status' | 'answersDeletedAt'>): boolean =>
  answersDeletedAt === null && !stands('not_expected', status)

/** The last note that was said of an action in this return; 0 for none. */
export const lastNote = ({ notes }: Pick<PlanAction, 'notes'>): number => notes.find(({ roundName }) => roundName === null)?.id ?? 0

/** The action of a plan that serves a question. */
export const servingIn = ({ actions }: Plan, key: string): PlanAction | undefined =>
  actions.find(({ serves }) => serves.some(served => served.key === key))

/**
 * Says how far an action is. The answers, submitted or not, stay as they are.
 *
 * @param said.key a question that the action serves
 * @param said.seen the last note that whoever says it has seen
 * @returns false when somebody else has said it meanwhile: nothing was written then
 * @throws Refusal when there is no such action in sight, or the return is not asked for any more
 */
export function tellProgress(
  db: Db,
  actor: ContributorActor,
  said: { key: string; state: PlanState; note: string; seen: number; requestKey?: string | undefined; now: Date },
): Promise<{ told: boolean }> {
  const { partnershipId, returnId, contributorId, name } = actor
  const { key, state, note, now } = said
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: said.requestKey, purpose: `action_plan.progress:${returnId}:${key}` }, async () => {
      const open = await hold(trx, actor)
      if (open.auditReturn.answersDeletedAt !== null) throw refuse.answersDeleted()
      if (!mayTell(open.auditReturn)) throw refuse.notNeeded()
      const today = londonDate(now)
      const action = servingIn(await readPlan(trx, open, today), key)
      // Of all the questions that it serves, those out of sight included.
      const whole = servingIn(await readPlan(trx, { ...open, reach: { ...open.reach, sections: 'all' } }, today), key)
      if (!action || !whole) throw refuse.notFound()
      if (lastNote(action) !== said.seen) return { told: false }
      const questionKeys = whole.serves.map(served => served.key)
      const { what } = action
      await insertNote(trx, { partnershipId, returnId, questionKeys, what, stateAfter: state, note, contributorId, byName: name })
      const about = action.serves.map(({ label }) => label).join('; ')
      await recordEvent(trx, actor, { verb: 'action_plan.progressed', returnId, details: { about, state } })
      return { told: true }
    }),
  )
}

type Linking = {
  key: string
  /** The signatures of which the form told the person, as `merge.signaturesShown` makes them. */
  signatures: string
  now: Date
}

/**
 * Writes an action into the answers to other questions that call for one, so that it serves these too.
 *
 * @throws Refusal when one of the answers has its own meanwhile, or the return takes no more answers
 */
export function serveAlso(db: Db, actor: ContributorActor, linking: Linking & { questionKeys: readonly string[] }): Promise<void> {
  return inTransaction(db, async trx => {
    const open = await hold(trx, actor)
    const plan = await readPlan(trx, open, londonDate(linking.now))
    const action = servingIn(plan, linking.key)
    if (!action) throw refuse.notFound()
    const wanted = plan.missing.filter(({ key }) => linking.questionKeys.includes(key))
    if (wanted.length !== linking.questionKeys.length) throw refuse.changedMeanwhile()
    const { what, owner, dueOn } = action
    await writeActions(trx, actor, open, { ...linking, of: wanted, action: { what, owner, dueOn } })
  })
}

/**
 * Takes an action out of the answer to one of the questions that it serves; it stays with the others.
 *
 * @throws Refusal when the answer says another action meanwhile, or it is the only one, or the return takes no more answers
 */
export function serveNoMore(db: Db, actor: ContributorActor, linking: Linking & { questionKey: string }): Promise<void> {
  return inTransaction(db, async trx => {
    const open = await hold(trx, actor)
    const action = servingIn(await readPlan(trx, open, londonDate(linking.now)), linking.key)
    if (!action) throw refuse.notFound()
    const of = action.serves.filter(({ key }) => key === linking.questionKey)
    if (of.length === 0 || action.serves.length === 1) throw refuse.changedMeanwhile()
    await writeActions(trx, actor, open, { ...linking, of, action: null })
  })
}

/** The return of somebody's link, held against others who change it, as far as the link reaches. */
export async function hold(trx: Db, actor: ContributorActor): Promise<OpenReturn> {
  const { partnershipId, returnId, reach } = actor
  if (!holdsReturnOf(trx, actor)) await lockReturns(trx, partnershipId, [returnId])
  return { ...(await openReturn(trx, partnershipId, returnId)), reach }
}

/** Writes one action into several answers, section by section, as anybody saves them. */
async function writeActions(
  trx: Db,
  actor: ContributorActor,
  open: OpenReturn,
  { of, action, signatures, now }: Linking & { of: readonly { key: string; sectionKey: string }[]; action: Action | null },
): Promise<void> {
  if (signatures !== merge.signaturesShown(open.signOffs)) throw refuse.signedMeanwhile()
  let current = open
  for (const [sectionKey, questions] of Map.groupBy(of, question => question.sectionKey)) {
    const entries = new Map(
      questions.map(({ key }) => {
        const stored = current.responses.get(key)
        const { answer, comment } = stored ?? NO_RESPONSE
        return [key, { base: merge.baseOf(stored, stored ?? NO_RESPONSE), response: { answer, comment, action } }]
      }),
    )
    const shown = merge.signaturesShown(current.signOffs)
    current = (await saveSection(trx, actor, { open: current, sectionKey, entries, signatures: shown, now })).open
  }
}
