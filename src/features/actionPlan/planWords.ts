import type { Cell, StatusTag, TagColour } from '../../platform/http/components.ts'
import { sayShortDay } from '../../platform/london.ts'
import { soonestFirst, type Plan, type PlanAction, type PlanState } from './plan.ts'

export const PLAN_STATE_WORDS: Record<PlanState, { words: string; colour: TagColour }> = {
  not_started: { words: 'Not started', colour: 'grey' },
  under_way: { words: 'Under way', colour: 'blue' },
  done: { words: 'Done', colour: 'green' },
  not_needed: { words: 'No longer needed', colour: 'yellow' },
}

/** The lists of a plan, by the words of their addresses, with what is said where nothing stands in one. "Mine" stands in the owner's own pages alone. */
export const PLAN_LISTS = {
  all: { words: 'All', none: '' },
  mine: { words: 'Mine', none: 'An action is yours where your name, or your role, is written for who will do it.' },
  overdue: { words: 'Overdue', none: 'Nothing is past its date.' },
  due_soon: { words: 'Due in 14 days', none: 'Nothing is due in the next 14 days.' },
  open: { words: 'Still to do', none: 'Everything is done, or is no longer needed.' },
  finished: { words: 'Finished', none: 'Nothing is finished yet.' },
} as const
export type PlanList = keyof typeof PLAN_LISTS

/** Which actions stand in a list. @param isMine whether an action is that of whoever reads */
export function isInList(list: PlanList, action: PlanAction, isMine: (action: PlanAction) => boolean): boolean {
  if (list === 'all') return true
  if (list === 'mine') return isMine(action)
  if (list === 'open') return action.standing !== 'finished'
  return action.standing === list
}

const NOT_SAID = 'Not said yet'

/** The state of an action; an overdue one says so first. */
export function stateTag({ state, standing }: PlanAction): StatusTag {
  if (standing === 'overdue') return { text: 'Overdue', colour: 'red' }
  const { words, colour } = PLAN_STATE_WORDS[state]
  return { text: words, colour }
}

/** The cells of an action in a list. @param href its page, where it has one for whoever reads */
export const planCells = (action: PlanAction, href: string | null): Cell[] => [
  href === null ? { text: action.what, typed: true } : { text: action.what, href, typed: true },
  { text: action.owner ?? NOT_SAID, typed: true },
  { text: action.dueOn === null ? NOT_SAID : sayShortDay(action.dueOn) },
  { tag: stateTag(action), ...hintOf(action) },
  { text: action.serves.map(({ label }) => label).join('\n'), typed: true },
]

function hintOf({ state, standing, notes: [last] }: PlanAction): { hint?: string } {
  const words = standing === 'overdue' ? PLAN_STATE_WORDS[state].words : ''
  const told = last ? `${sayShortDay(last.at)}, ${last.byName}${last.note === '' ? '' : `: ${last.note}`}` : ''
  const hint = [words, told].filter(text => text !== '').join('. ')
  return hint === '' ? {} : { hint }
}

/** The columns of `planCells`. */
export const PLAN_COLUMNS = ['Action', 'Who', 'By when', 'Progress', 'Questions'].map(text => ({ text }))

/** The lists with how many stand in each, one of which is shown. */
export function planLists(
  { actions }: Plan,
  { lists, shown, isMine, href }: PlanListsAsked,
): { tabs: { label: string; items: { text: string; href: string; current: boolean }[] }; list: PlanAction[] } {
  const of = (list: PlanList) => actions.filter(action => isInList(list, action, isMine))
  return {
    tabs: {
      label: 'Which actions',
      items: lists.map(list => ({ text: `${PLAN_LISTS[list].words} (${of(list).length})`, href: href(list), current: list === shown })),
    },
    list: of(shown).toSorted(soonestFirst),
  }
}
type PlanListsAsked = {
  lists: readonly PlanList[]
  shown: PlanList
  isMine: (action: PlanAction) => boolean
  href: (list: PlanList) => string
}

/** The list that an address asks for; all of them where it asks for none that there is. */
export const listAsked = (asked: string, lists: readonly PlanList[]): PlanList => lists.find(list => list === asked) ?? 'all'

/** What a question lacks of the action that its answer calls for, in words. */
export const LACK_WORDS = { what: 'what will be done', owner: 'who will do it', dueOn: 'by when' } as const
