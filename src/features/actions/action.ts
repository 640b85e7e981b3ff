import type { Id } from '../../platform/id.ts'
import type { TagColour } from '../../platform/http/components.ts'
import { sayDay } from '../../platform/london.ts'
import { shortened } from '../../platform/say.ts'
import type { LeadKind } from './leads.ts'
import type { TimescaleKind } from './timescale.ts'
import { TIMESCALE_FLAGS, type TimescaleFlag } from './timescaleFlags.ts'

export const ACTION_STATES = ['planned', 'under_way', 'done', 'dropped'] as const
export type ActionState = (typeof ACTION_STATES)[number]

export const STATE_WORDS: Record<ActionState, { words: string; colour: TagColour }> = {
  planned: { words: 'Planned', colour: 'grey' },
  under_way: { words: 'Under way', colour: 'blue' },
  done: { words: 'Done', colour: 'green' },
  dropped: { words: 'Dropped', colour: 'yellow' },
}

/** What people write of an action. Nothing of it is changed by what is read of it. */
export type ActionText = { what: string; timescale: string; lead: string; outcomeMeasure: string; remark: string }

/** One of those who lead an action. */
export type Lead = {
  id: Id<'actionLead'>
  actionId: Id<'action'>
  position: number
  written: string
  kind: LeadKind
  name: string
  organisation: string
  note: string
  toConfirm: boolean
  /** Where letters about the action go; blank when nobody gave an address. */
  email: string
  /** How often an address was said, the first counting as one: who leads again after somebody else is written to again. */
  addressNumber: number
}

export type Action = ActionText & {
  id: Id<'action'>
  timescaleKind: TimescaleKind
  dueFrom: string | null
  dueTo: string | null
  timescaleFlags: TimescaleFlag[]
  state: ActionState
  droppedReason: string
  /** When it came to this state, as far as that was written down. */
  stateSince: Date
  createdBy: string
  createdAt: Date
  changedBy: string
  version: number
}

/** Where the links lead by which leads report progress; the purpose of their tokens too. */
export const PROGRESS_PATH = '/progress'

export const actionHref = (id: Id<'action'>): string => `/actions/${id}`

/** What an action is called in a title and in a list of links. */
export const nameOf = ({ what }: Pick<ActionText, 'what'>): string => shortened(what.replace(/\s+/g, ' '), 80)

/** What an action promises, whatever day it is: that it is to be done by a last day, that it begins on a day, or neither. */
export const PROMISE_WORDS = {
  finished: 'Done or dropped',
  by_a_day: 'To be done by a last day that could be read',
  from_a_day: 'To begin on a day that could be read; no last day could',
  undated: 'No day could be read',
} as const
export type Promised = keyof typeof PROMISE_WORDS
type Dated = Pick<Action, 'state' | 'dueFrom' | 'dueTo'>

export function promiseOf({ state, dueFrom, dueTo }: Dated): Promised {
  if (state === 'done' || state === 'dropped') return 'finished'
  if (dueTo !== null) return 'by_a_day'
  return dueFrom === null ? 'undated' : 'from_a_day'
}

/** Where an action stands on a day. What has no date is never overdue: it is listed as undated. */
export type ActionStanding = 'finished' | 'overdue' | 'late_to_begin' | 'dated' | 'undated'

/** Where an action stands: overdue only where a last day can be read, late to begin where only a first day can. */
export function actionStanding(action: Dated, today: string): ActionStanding {
  const promise = promiseOf(action)
  if (promise === 'by_a_day') return (action.dueTo ?? '') < today ? 'overdue' : 'dated'
  if (promise === 'from_a_day') return action.state === 'planned' && (action.dueFrom ?? '') < today ? 'late_to_begin' : 'dated'
  return promise
}

/** How a timescale was understood, in a sentence to stand beside its words; blank where there are none. */
export function sayTimescale({ timescaleKind, dueFrom, dueTo }: Pick<Action, 'timescaleKind' | 'dueFrom' | 'dueTo'>): string {
  if (timescaleKind === 'none') return ''
  if (timescaleKind === 'unread') return 'Cannot be read as a date'
  const when = between(dueFrom, dueTo)
  if (timescaleKind === 'rhythm') return when === '' ? 'Again and again, without a date' : `Again and again, ${when}`
  return when === '' ? 'Goes on, without a date' : `Read as ${when}`
}

function between(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? sayDay(to) : `${sayDay(from)} to ${sayDay(to)}`
  if (to !== null) return `until ${sayDay(to)}`
  return from === null ? '' : `${sayDay(from)} onwards, without an end`
}

/** What somebody should look at in a timescale, as a sentence each. @param lastDay that of the plan, where one is asked for */
export function timescaleNotes(action: Pick<Action, 'timescaleFlags' | 'dueTo' | 'dueFrom'>, lastDay: string | null = null): string[] {
  const after = lastDay !== null && (action.dueFrom ?? action.dueTo ?? '') > lastDay
  return [...action.timescaleFlags.map(flag => `It ${TIMESCALE_FLAGS[flag]}`), ...(after ? ['It is after the end of the plan'] : [])]
}
