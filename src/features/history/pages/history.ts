import type { Request, Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import { idsIn } from '../../../platform/forms/fields.ts'
import type { FilterForm } from '../../../platform/http/components.ts'
import { foundTitle } from '../../../platform/http/paginate.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, londonInstant, plusDays } from '../../../platform/london.ts'
import type { StaffActor } from '../actor.ts'
import { historyEntries, type Within } from '../entries.ts'
import { SUBJECTS, verbsOf, type Events } from '../eventWords.ts'
import { historyQuery, KINDS_OF_PEOPLE, PERIODS, type HistoryQuery } from '../schemas.ts'
import { historyOf, roundName, staffInHistory, type HistoryFilter, type HistoryOf } from '../historyStore.ts'

/** GET /history: who did what in the whole partnership. */
export const historyPage =
  (events: Events): Page<StaffActor> =>
  (context, req, res) =>
    show(events, context, req, res, {
      action: '/history',
      of: {},
      within: 'partnership',
      title: 'History',
      intro: 'Who did what, newest first. Nothing in it can be changed or removed.',
    })

/** GET /rounds/:roundId/history */
export const roundHistoryPage =
  (events: Events): Page<StaffActor> =>
  async (context, req, res) => {
    const roundId = idParam(req, 'roundId')
    const name = await roundName(context.db, context.actor.partnershipId, roundId)
    if (name === undefined) throw notFound()
    await show(events, context, req, res, {
      action: `/rounds/${roundId}/history`,
      of: { roundId },
      within: 'round',
      title: 'History of the round',
      intro: `Who did what in ${name}, newest first.`,
      breadcrumbs: [{ text: 'Rounds', href: '/rounds' }, { text: name, href: `/rounds/${roundId}` }, { text: 'History' }],
    })
  }

/** Which history a page shows, at which address, and what the page says of it. */
type Place = {
  action: string
  of: HistoryOf
  within: Within
  title: string
  intro: string
  breadcrumbs?: { text: string; href?: string }[]
}

async function show(events: Events, { db, actor, now }: PageContext<StaffActor>, req: Request, res: Response, place: Place): Promise<void> {
  const query = historyQuery.parse(req.query)
  const { action, of, within, ...words } = place
  const [{ lines, older }, staff] = await Promise.all([
    historyOf(db, actor.partnershipId, of, { filter: filterOf(events, query, now()), before: query.before }),
    staffInHistory(db, actor.partnershipId),
  ])
  renderPage(res, 'history/history', {
    ...words,
    // How many there are in all is not counted: a history is read from its newest end.
    title: lines.length === 0 ? foundTitle(words.title, 0, isNarrowed(query)) : words.title,
    filter: filterForm(action, query, staff),
    timeline: { items: historyEntries(events, lines, within) },
    newestHref: query.before === undefined ? undefined : address(action, { ...query, before: undefined }),
    olderHref: older === null ? undefined : address(action, { ...query, before: older }),
  })
}

/** What a query asks of the store. A day begins at midnight in London. */
export function filterOf(events: Events, { q, who, what, days }: HistoryQuery, now: Date): HistoryFilter {
  const [accountId] = idsIn<'account'>(who === undefined ? [] : [who])
  return {
    ...(q === undefined ? {} : { search: q }),
    ...(what === undefined ? {} : { verbs: verbsOf(events, what) }),
    ...(days === undefined ? {} : { since: londonInstant(plusDays(londonDate(now), -Number(days)), '00:00') }),
    ...(who === 'staff' || who === 'contributor' ? { actorKinds: [who] } : {}),
    ...(who === 'program' ? { actorKinds: ['operator', 'system'] } : {}),
    ...(accountId === undefined ? {} : { accountId }),
  }
}

const isNarrowed = ({ q, who, what, days }: HistoryQuery): boolean => [q, who, what, days].some(value => value !== undefined)

function filterForm(action: string, query: HistoryQuery, staff: readonly { id: Id<'account'>; name: string }[]): FilterForm {
  const select = (name: 'who' | 'what' | 'days', label: string, any: string, options: Record<string, string>) => ({
    name,
    label,
    items: [
      { value: '', text: any },
      ...Object.entries(options).map(([value, text]) => ({ value, text, selected: query[name] === value })),
    ],
  })
  const people = { ...KINDS_OF_PEOPLE, ...Object.fromEntries(staff.map(({ id, name }) => [String(id), name])) }
  return {
    action,
    label: 'Find in the history',
    search: { name: 'q', label: 'Person or establishment', value: query.q ?? '' },
    selects: [
      select('who', 'Who', 'Anyone', people),
      select('what', 'What', 'Anything', SUBJECTS),
      select('days', 'When', 'At any time', PERIODS),
    ],
    ...(isNarrowed(query) ? { clearHref: action, applied: appliedOf(action, query, people) } : {}),
  }
}

function appliedOf(action: string, query: HistoryQuery, people: Record<string, string>) {
  const shown = {
    q: query.q === undefined ? undefined : `“${query.q}”`,
    who: query.who === undefined ? undefined : (people[query.who] ?? 'One person'),
    what: query.what === undefined ? undefined : SUBJECTS[query.what],
    days: query.days === undefined ? undefined : PERIODS[Number(query.days) as keyof typeof PERIODS],
  }
  return Object.entries(shown).flatMap(([name, text]) =>
    text === undefined ? [] : [{ text, removeHref: address(action, { ...query, [name]: undefined, before: undefined }) }],
  )
}

function address(action: string, query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]))
  return given.length === 0 ? action : `${action}?${new URLSearchParams(given).toString()}`
}
