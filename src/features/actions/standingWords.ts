import type { StatusTag } from '../../platform/http/components.ts'
import type { ActionStanding } from './action.ts'

/** What is said of where an action stands; nothing where its state says it. */
export const STANDING_TAGS: Readonly<Record<ActionStanding, StatusTag | null>> = {
  finished: null,
  overdue: { text: 'Overdue', colour: 'red' },
  late_to_begin: { text: 'Not begun', colour: 'orange' },
  dated: null,
  undated: { text: 'No date', colour: 'yellow' },
}

/** The parts of a list of actions. */
export const STANDING_LISTS: Readonly<Record<ActionStanding, string>> = {
  overdue: 'Overdue',
  late_to_begin: 'Not begun in time',
  undated: 'Without a date',
  dated: 'Still to come',
  finished: 'Done or dropped',
}
