import type { Id } from '../../platform/id.ts'
import { plusDays } from '../../platform/london.ts'
import type { DeliveryFacts } from '../messages/index.ts'
import { actionIsFull, type Section } from '../questionnaires/index.ts'
import { needsAction, takesAnswer, type Action, type Question, type Response } from '../questions/index.ts'
import { SOON_DAYS, type ReminderRule } from '../reminders/index.ts'

export const PLAN_STATES = ['not_started', 'under_way', 'done', 'not_needed'] as const
export type PlanState = (typeof PLAN_STATES)[number]

/** What was written down of an action: the questions that it served then, and its words. */
type About = { questionKeys: string[]; what: string }

/** What somebody said of an action on a day, and its state after it. */
export type PlanNote = About & {
  id: Id<'planNote'>
  stateAfter: PlanState
  note: string
  byName: string
  at: Date
  /** The round of an earlier return, of which it was said; null for this one. */
  roundName: string | null
}

/** A letter that reminded somebody of an action: by which rule, of which day, and how far it came. */
export type PlanReminder = About & DeliveryFacts & { rule: ReminderRule; dueOn: string; toName: string; at: Date }

/** Somebody turned the reminders of an action on or off. */
export type PlanSwitch = About & { isOn: boolean; byName: string; at: Date }

/** A question whose answer brings an action. */
export type Served = { key: string; label: string; sectionKey: string; sectionTitle: string }

/** Where an action stands on a day. One without a day is never overdue. */
export type PlanStanding = 'finished' | 'overdue' | 'due_soon' | 'later' | 'undated'

/** One thing that is to be done, whichever answers say so. */
export type PlanAction = {
  /** The first question that it serves, by which its page is found. */
  key: string
  what: string
  owner: string | null
  /** 'YYYY-MM-DD' */
  dueOn: string | null
  serves: Served[]
  state: PlanState
  standing: PlanStanding
  /** What was said of it, the newest first. */
  notes: PlanNote[]
  /** The letters that reminded of it, the newest first. */
  reminders: PlanReminder[]
  /** Who turned its reminders on or off last; null where they are on because nobody did. */
  turned: PlanSwitch | null
}

/** A question whose answer calls for an action that is not all said. */
export type MissingAction = Served & { lacks: ('what' | 'owner' | 'dueOn')[] }

export type Plan = { actions: PlanAction[]; missing: MissingAction[] }

/** What was written down of the actions of a return, each the newest first. @param notes then what was said of those of the return before it */
export type Remarks = { notes: readonly PlanNote[]; reminders: readonly PlanReminder[]; switches: readonly PlanSwitch[] }

/**
 * The plan of a return, made from its answers: an action is written in an answer and nowhere else. Answers that say the same action, by
 * the same person, by the same day, bring one action, which serves all their questions.
 *
 * @param asked the sections that are asked, as far as whoever reads may see them, in their order
 * @param today 'YYYY-MM-DD'
 */
export function planOf(
  { asked, responses, ...remarks }: Remarks & { asked: readonly Section[]; responses: ReadonlyMap<string, Response> },
  today: string,
): Plan {
  const found = asked.flatMap(section => section.questions.filter(takesAnswer).map(question => ({ section, question })))
  const byWords = new Map<string, { action: Action; serves: Served[] }>()
  const missing: MissingAction[] = []
  for (const { section, question } of found) {
    const response = responses.get(question.key)
    if (!response) continue
    const called = needsAction(question, response.answer)
    const full = actionIsFull(response)
    const served = servedBy(section, question)
    if (called && !full) missing.push({ ...served, lacks: lacking(response.action) })
    if (!(called || full) || !response.action?.what) continue
    const words = wordsOf(response.action)
    const known = byWords.get(words)
    if (known) known.serves.push(served)
    else byWords.set(words, { action: response.action, serves: [served] })
  }
  const said = new Set([...byWords.values()].map(({ action }) => folded(action.what)))
  return { missing, actions: [...byWords.values()].map(one => planAction(one, { ...remarks, said }, today)) }
}

const servedBy = (section: Section, { key, label, shortLabel }: Question): Served => ({
  ...{ key, label: shortLabel ?? label, sectionKey: section.key, sectionTitle: section.title },
})

const lacking = (action: Action | null): MissingAction['lacks'] => (['what', 'owner', 'dueOn'] as const).filter(part => !action?.[part])

function planAction(
  { action, serves }: { action: Action; serves: Served[] },
  { notes, reminders, switches, said }: Remarks & { said: ReadonlySet<string> },
  today: string,
): PlanAction {
  const isOf = (remark: About) => isAbout({ roundName: null, ...remark }, { action, serves }, said)
  const about = notes.filter(isOf)
  const state = stateAfter(about[0])
  const { what, owner, dueOn } = action
  return {
    ...{ key: serves[0]?.key ?? '', what: what ?? '', owner, dueOn, serves, state, notes: about },
    reminders: reminders.filter(isOf),
    turned: switches.find(isOf) ?? null,
    standing: standingOf({ state, dueOn }, today),
  }
}

/**
 * Whether a note was said of this action. Where nothing in the plan has the words of the note any more, they were changed since, and it
 * belongs to what its questions say now. An earlier return's is carried on by the same words alone.
 */
function isAbout(
  note: Pick<PlanNote, 'questionKeys' | 'what' | 'roundName'>,
  { action, serves }: { action: Action; serves: readonly Served[] },
  said: ReadonlySet<string>,
): boolean {
  const theirs = folded(note.what)
  if (!serves.some(({ key }) => note.questionKeys.includes(key))) return false
  return theirs === folded(action.what) || (note.roundName === null && !said.has(theirs))
}

/** What was finished in an earlier year and is promised again begins anew. */
function stateAfter(last: PlanNote | undefined): PlanState {
  if (!last) return 'not_started'
  return last.roundName !== null && isFinished(last.stateAfter) ? 'not_started' : last.stateAfter
}

/** What was said last of the action that an answer brings, under the same words. @param notes the newest first */
export const lastSaidOf = <Note extends Pick<PlanNote, 'questionKeys' | 'what'>>(
  notes: readonly Note[],
  { key, what }: { key: string; what: string | null },
): Note | undefined => notes.find(note => note.questionKeys.includes(key) && folded(note.what) === folded(what))

/** Whether nothing more is to be done about an action. */
export const isFinished = (state: PlanState): boolean => state === 'done' || state === 'not_needed'

/** Where an action stands on a day. */
export function standingOf({ state, dueOn }: Pick<PlanAction, 'state' | 'dueOn'>, today: string): PlanStanding {
  if (isFinished(state)) return 'finished'
  if (dueOn === null) return 'undated'
  if (dueOn < today) return 'overdue'
  return dueOn <= plusDays(today, SOON_DAYS) ? 'due_soon' : 'later'
}

/** Equal for actions that say the same: capitals, and how words are spaced, are no difference. */
export const wordsOf = ({ what, owner, dueOn }: Action): string => JSON.stringify([folded(what), folded(owner), dueOn])

/** The words of a text, as they are compared. */
export const folded = (text: string | null): string => (text ?? '').trim().replace(/\s+/g, ' ').toLowerCase()

/** By the last day, the finished last; what has no day comes before them. */
export const soonestFirst = (one: PlanAction, other: PlanAction): number =>
  Number(one.standing === 'finished') - Number(other.standing === 'finished') || dayOf(one).localeCompare(dayOf(other))
const dayOf = ({ dueOn }: PlanAction): string => dueOn ?? '9999'
