import type { Request } from 'express'
import type { Id } from '../../../platform/id.ts'
import { queryText } from '../../../platform/http/params.ts'
import { strata } from '../../sampling/index.ts'
import { WHATS, type Shown } from '../table.ts'

export const groupsHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/groups`

/** Where a table is shown. */
export const tableHref = (roundId: Id<'round'>, { what, question, by }: Shown): string =>
  `${groupsHref(roundId)}?${new URLSearchParams({ what, ...(question === '' ? {} : { question }), by }).toString()}`

/** By what the address groups establishments; by phase when it names nothing that does. */
export const wayIn = (req: Request): strata.KnownStrata => strata.KNOWN_STRATA.find(known => known === queryText(req, 'by')) ?? 'phase'

/** What the address asks for; of the first question when it names none of these. */
export function shownIn(req: Request, questions: ReadonlyMap<string, unknown>): Shown {
  const what = WHATS.find(known => known === queryText(req, 'what')) ?? 'answers'
  const asked = queryText(req, 'question')
  const [first = ''] = questions.keys()
  return { what, question: what === 'outcome' ? '' : questions.has(asked) ? asked : first, by: wayIn(req) }
}
