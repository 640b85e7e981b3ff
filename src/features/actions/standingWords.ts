import type { StatusTag } from '../../platform/http/components.ts'
import type { ActionStanding } from './action.ts'

/** Where an action stands: the list of such, and what is said of one of them; nothing where its state says it. */
const STANDINGS: Readonly<Record<ActionStanding, { list: string; tag: StatusTag | null }>> = {
  overdue: { list: 'Overdue', tag: { text: 'Overdue', colour: 'red' } },
  late_to_begin: { list: 'Not begun in time', tag: { text: 'Not begun', colour: 'orange' } },
  undated: { list: 'Without a date', tag: { text: 'No date', colour: 'yellow' } },
  dated: { list: 'Still to come', tag: null },
  finished: { list: 'Done or dropped', tag: null },
}

const each = <Value>(of: (standing: (typeof STANDINGS)[ActionStanding]) => Value) =>
  Object.fromEntries(Object.entries(STANDINGS).map(([standing, known]) => [standing, of(known)])) as Record<ActionStanding, Value>

export const STANDING_TAGS = each(({ tag }) => tag)
export const STANDING_LISTS = each(({ list }) => list)
