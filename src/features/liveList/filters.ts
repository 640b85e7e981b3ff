import { z } from 'zod'
import { idField, pageNumber } from '../../platform/forms/fields.ts'
import { sayPhase } from '../establishments/index.ts'
import { setCode } from '../questionnaires/index.ts'
import { type Disposition, DISPOSITIONS, type ReturnStatus, STATUSES } from '../returns/index.ts'

export const SORTS = ['name', 'status', 'progress', 'due', 'saved'] as const
export type Sort = (typeof SORTS)[number]

/** Facts about returns that lists can be narrowed to and numbers open. */
export const FLAGS = {
  overdue: 'Overdue',
  extended: 'Extended',
  sampled: 'In a dip sample',
  evidence: 'Sent supporting documents',
  no_contact: 'No email address',
  failed_mail: 'Mail could not be delivered',
  not_issued: 'Not issued',
  issued: 'Issued',
  expected: 'Expected',
  completed: 'Completed',
  started: 'In progress',
  not_started: 'Not started',
  not_opened: 'Not opened',
  opened_only: 'Opened, nothing written',
  outstanding: 'Outstanding',
  awaiting_chair: 'Waiting for the chair’s sign-off',
  not_expected: 'Not expected',
  covered_outstanding: 'Covered by a return that is outstanding',
  offline_in_time: 'Received offline, on time',
  offline_late: 'Received offline, late',
} as const
export type Flag = keyof typeof FLAGS

const oneOf = <T extends string>(values: readonly T[]) => z.enum(values).optional().catch(undefined)

/** The live list's address: what of it is not understood is left out, so that a link never fails. */
export const listQuery = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  status: oneOf(Object.keys(STATUSES) as ReturnStatus[]),
  disposition: oneOf(Object.keys(DISPOSITIONS) as Disposition[]),
  flag: oneOf(Object.keys(FLAGS) as Flag[]),
  phase: z.string().trim().max(60).optional().catch(undefined),
  set: setCode.optional().catch(undefined),
  sort: z.enum(SORTS).catch('name').default('name'),
  order: z.enum(['asc', 'desc']).catch('asc').default('asc'),
  page: pageNumber.default(1),
})
export type ListQuery = z.output<typeof listQuery>

/** The address of a list, with some of what it asks for changed; defaults are left out. Going to other results begins at page 1. */
export function listHref(base: string, query: Partial<ListQuery>, change: Partial<ListQuery> = {}): string {
  const next = { ...query, ...('page' in change ? {} : { page: 1 }), ...change }
  const parts = Object.entries(next).filter(
    ([key, value]) =>
      value !== undefined &&
      value !== '' &&
      !(key === 'page' && value === 1) &&
      !(key === 'sort' && value === 'name') &&
      !(key === 'order' && value === 'asc'),
  )
  const search = new URLSearchParams(Object.fromEntries(parts.map(([key, value]) => [key, String(value)])))
  return search.size === 0 ? base : `${base}?${search.toString()}`
}

/** What is filtered, each with the address that drops it. */
export function appliedFilters(base: string, query: ListQuery): { text: string; removeHref: string }[] {
  const applied: [keyof ListQuery, string | undefined][] = [
    ['q', query.q === '' ? undefined : `“${query.q}”`],
    ['status', query.status && STATUSES[query.status].words],
    ['disposition', query.disposition && DISPOSITIONS[query.disposition].words],
    ['flag', query.flag && FLAGS[query.flag]],
    ['phase', query.phase && sayPhase(query.phase)],
    ['set', query.set && `Set ${query.set}`],
  ]
  return applied.flatMap(([key, text]) => (text === undefined ? [] : [{ text, removeHref: listHref(base, query, { [key]: undefined }) }]))
}

const ticked = idField<'return'>()

/** Ticked rows of the live list, or all that its filters show: how one thing is done to many returns. */
export const selectionQuery = z.object({
  return: z.union([ticked.transform(one => [one]), z.array(ticked).max(5000)]).catch([]),
  all: z.literal('1').optional().catch(undefined),
})
