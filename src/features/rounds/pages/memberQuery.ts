import type { Request } from 'express'
import type { Id } from '../../../platform/id.ts'
import { idsIn } from '../../../platform/forms/fields.ts'
import { queryText } from '../../../platform/http/params.ts'
import { typed, typedAll } from '../../../platform/forms/parseForm.ts'
import { isSetCode } from '../../questionnaires/index.ts'
import type { MemberFilter, Place, Selection } from '../memberFilter.ts'

/** What the address of the list narrows it by. */
export const filterOf = (req: Request): MemberFilter => readFilter(name => queryText(req, name))

/** The same from a form that changes what the list shows: it carries the filter in hidden fields. */
export const filterInForm = (body: unknown): MemberFilter => readFilter(name => typed(body, name).trim())

/** "All that match", or those that were ticked. */
export function selectionOf(body: unknown): Selection {
  if (typed(body, 'which') === 'all') return { filter: filterInForm(body) }
  return { ids: idsIn(typedAll(body, 'establishment')) }
}

export const placeOf = (value: string): Place => (value === 'out' ? 'out' : 'in')

/** The address of a list, without what is blank. */
export function listHref(roundId: Id<'round'>, place: Place, filter: MemberFilter, page = 1): string {
  const query = new URLSearchParams({ show: place })
  for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value)
  if (page > 1) query.set('page', String(page))
  return `/rounds/${roundId}/establishments?${query.toString()}`
}

function readFilter(value: (name: string) => string): MemberFilter {
  const set = value('set')
  const contact = value('contact')
  return {
    search: value('search').slice(0, 100),
    type: value('type'),
    phase: value('phase'),
    la: value('la'),
    set: isSetCode(set) ? set : '',
    contact: contact === 'with' || contact === 'without' ? contact : '',
  }
}
