import type { Cell, StatusTag, TagColour } from '../../platform/http/components.ts'
import { sayDay, sayInstant, sayShortDay } from '../../platform/london.ts'
import { sayReminders } from './reminderWords.ts'
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

function hintOf(action: PlanAction): { hint?: string } {
  const { state, standing, notes } = action
  const [last] = notes
  const words = standing === 'overdue' ? PLAN_STATE_WORDS[state].words : ''
  const told = last ? `${sayShortDay(last.at)}, ${last.byName}${last.note === '' ? '' : `: ${last.note}`}` : ''
  const hint = [words, told, sayReminders(action)].filter(text => text !== '').join('. ')
  return hint === '' ? {} : { hint }
}

/** What the page of one action says of it: what, who and by when, how far it is, and what was said so far. */
export const actionView = (action: PlanAction) => ({
  what: action.what,
  facts: [
    { key: 'Who', value: action.owner ?? NOT_SAID },
    { key: 'By when', value: action.dueOn === null ? NOT_SAID : sayDay(action.dueOn) },
  ],
  tag: stateTag(action),
  told: action.notes.map(({ at, byName, note, stateAfter, what, roundName }) => ({
    title: PLAN_STATE_WORDS[stateAfter].words,
    by: byName,
    when: sayInstant(at),
    at: at.toISOString(),
    text: note,
    details: [
      ...(roundName === null ? [] : [`Said in “${roundName}”`]),
      ...(what === action.what ? [] : [`The action said then: ${what}`]),
    ],
  })),
})

/** The columns of `planCells`. */
export const PLAN_COLUMNS = ['Action', 'Who', 'By when', 'Progress', 'Questions'].map(text => ({ text }))

/** One list of a plan as a page shows it, with the others beside it and how many stand in each. */
export function planList({ actions }: Plan, { asked, lists, isMine = () => false, base, columns = PLAN_COLUMNS, cells }: PlanListAsked) {
  const shown = lists.find(list => list === asked) ?? 'all'
  const of = (list: PlanList) => actions.filter(action => isInList(list, action, isMine))
  const list = of(shown).toSorted(soonestFirst)
  const { words, none } = PLAN_LISTS[shown]
  return {
    title: shown === 'all' ? 'Action plan' : `Action plan: ${words.toLowerCase()}`,
    tabs: {
      label: 'Which actions',
      items: lists.map(each => ({
        text: `${PLAN_LISTS[each].words} (${of(each).length})`,
        href: listHref(base, each),
        current: each === shown,
      })),
    },
    table:
      list.length === 0 ? null : { id: 'action-plan', caption: words, captionHidden: true, columns, rows: list.map(each => cells(each)) },
    none,
  }
}
type PlanListAsked = {
  /** What the address asks for; all of them where it asks for none that there is. */
  asked: string
  lists: readonly PlanList[]
  isMine?: (action: PlanAction) => boolean
  /** The address of the plan. */
  base: string
  columns?: { text: string }[]
  cells: (action: PlanAction) => Cell[]
}

/** The address of a list of a plan. */
export const listHref = (base: string, list: PlanList): string => (list === 'all' ? base : `${base}?show=${list}`)

/** What a question lacks of the action that its answer calls for, in words. */
export const LACK_WORDS = { what: 'what will be done', owner: 'who will do it', dueOn: 'by when' } as const
