import { sayDay, sayMonth, sayInstant } from '../../platform/london.ts'
import { CONTACT_ROLE_WORDS } from './actor.ts'

/** What an event kept besides who, when and what. Old events may keep less than new ones. */
export type Details = Readonly<Record<string, unknown>>

/** The functions below turn what an event kept into words; undefined when it kept nothing of the sort. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
export const number = (value: unknown): string | undefined =>
  typeof value === 'number' ? new Intl.NumberFormat('en-GB').format(value) : undefined

/** "Reason: the school closed" */
export const labelled = (label: string, value: unknown): string | undefined => {
  const said = text(value) ?? number(value)
  return said === undefined ? undefined : `${label}: ${said}`
}

/** "17 establishments" */
export const counted = (value: unknown, noun: string): string | undefined => {
  const said = number(value)
  return said === undefined ? undefined : `${said} ${noun}${value === 1 ? '' : 's'}`
}

/** "17 closed"; of none nothing is said. */
export const tally = (value: unknown, word: string): string | undefined =>
  value === 0 ? undefined : number(value) && `${number(value) ?? ''} ${word}`

/** "Changed: name, due date" */
export function list(label: string, value: unknown): string | undefined {
  const parts = Array.isArray(value) ? value.filter(part => typeof part === 'string') : []
  return parts.length === 0 ? undefined : `${label}: ${parts.join(', ').replaceAll('_', ' ')}`
}

/** "Until 5pm on Friday 26 March 2027" */
export function instant(label: string, value: unknown): string | undefined {
  const at = new Date(typeof value === 'string' ? value : Number.NaN)
  return Number.isNaN(at.getTime()) ? undefined : `${label} ${sayInstant(at)}`
}

export const roleWords = (role: unknown): string | undefined => new Map<unknown, string>(Object.entries(CONTACT_ROLE_WORDS)).get(role)

/** "Next on Friday 26 March 2027" */
export const day = (label: string, value: unknown): string | undefined =>
  typeof value !== 'string'
    ? undefined
    : /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? `${label} ${sayDay(value)}`
      : /^\d{4}-\d{2}$/.test(value)
        ? `${label} ${sayMonth(value)}`
        : undefined
