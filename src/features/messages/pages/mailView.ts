import type { Id } from '../../../platform/id.ts'
import type { DataTable, FilterForm, Pagination, StatNumber } from '../../../platform/http/components.ts'
import { foundTitle } from '../../../platform/http/paginate.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { sayNumber } from '../../../platform/say.ts'
import { DELIVERIES, DELIVERY_WORDS, toneOf, deliveryTag, type Delivery } from '../delivery.ts'
import { KIND_WORDS, MESSAGE_KINDS } from '../kinds.ts'
import type { ListedMessage, MailFilter } from '../listStore.ts'

type Facts = {
  filter: MailFilter
  counts: Partial<Record<Delivery, number>>
  messages: readonly ListedMessage[]
  rounds: readonly { id: Id<'round'>; name: string }[]
  total: number
  pagination: Pagination
}

/** The address of the outbox with these filters. */
export function mailHref(filter: MailFilter, change: Partial<MailFilter & { page: number }> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, ...change }))
    if (value !== '' && value !== null && !(name === 'page' && value === 1)) query.set(name, String(value))
  return query.size === 0 ? '/mail' : `/mail?${query.toString()}`
}

export function mailView(facts: Facts): ViewModel {
  const { filter } = facts
  const isFiltered = filter.search !== '' || filter.kind !== '' || filter.delivery !== '' || filter.round !== null
  return {
    title: foundTitle('Mail', facts.total, isFiltered),
    layout: 'staff',
    numbers: numbersOf(facts),
    keptHref: (facts.counts.kept ?? 0) > 0 ? '/mail/kept' : '',
    filterForm: filterForm(facts, isFiltered),
    isEmpty: facts.messages.length === 0,
    empty: isFiltered
      ? { heading: 'Nothing matches', action: { text: 'Show all mail', href: '/mail' } }
      : { heading: 'No mail yet', text: 'Messages appear here when audit links are issued.' },
    table: table(facts.messages),
    pagination: facts.pagination,
  }
}

const numbersOf = ({ filter, counts }: Facts): StatNumber[] =>
  DELIVERIES.filter(delivery => (counts[delivery] ?? 0) > 0).map(delivery => ({
    number: sayNumber(counts[delivery] ?? 0),
    label: DELIVERY_WORDS[delivery].toLowerCase(),
    href: mailHref(filter, { delivery }),
    tone: toneOf(delivery),
  }))

function filterForm({ filter, rounds }: Facts, isFiltered: boolean): FilterForm {
  return {
    action: '/mail',
    label: 'Narrow the list',
    search: { name: 'search', label: 'Search', value: filter.search, hint: 'School, name, address or subject' },
    selects: [
      {
        name: 'kind',
        label: 'Kind',
        items: [
          { value: '', text: 'Any kind' },
          ...MESSAGE_KINDS.map(kind => ({ value: kind, text: KIND_WORDS[kind], selected: kind === filter.kind })),
        ],
      },
      {
        name: 'delivery',
        label: 'Delivery',
        items: [
          { value: '', text: 'Any' },
          ...DELIVERIES.map(delivery => ({ value: delivery, text: DELIVERY_WORDS[delivery], selected: delivery === filter.delivery })),
        ],
      },
      {
        name: 'round',
        label: 'Round',
        items: [
          { value: '', text: 'Any round' },
          ...rounds.map(({ id, name }) => ({ value: String(id), text: name, selected: id === filter.round })),
        ],
      },
    ],
    ...(isFiltered ? { clearHref: '/mail', applied: applied(filter, rounds) } : {}),
  }
}

function applied(filter: MailFilter, rounds: Facts['rounds']): { text: string; removeHref: string }[] {
  const round = rounds.find(({ id }) => id === filter.round)
  return [
    ...(filter.search === '' ? [] : [{ text: `“${filter.search}”`, removeHref: mailHref(filter, { search: '' }) }]),
    ...(filter.kind === '' ? [] : [{ text: KIND_WORDS[filter.kind], removeHref: mailHref(filter, { kind: '' }) }]),
    ...(filter.delivery === '' ? [] : [{ text: DELIVERY_WORDS[filter.delivery], removeHref: mailHref(filter, { delivery: '' }) }]),
    ...(filter.round === null ? [] : [{ text: round?.name ?? 'A round', removeHref: mailHref(filter, { round: null }) }]),
  ]
}

const table = (messages: readonly ListedMessage[]): DataTable => ({
  id: 'mail',
  caption: 'Messages, the newest first',
  captionHidden: true,
  columns: [{ text: 'Subject' }, { text: 'To' }, { text: 'Kind' }, { text: 'Delivery' }, { text: 'Written' }],
  rows: messages.map(message => [
    { text: message.subject, href: `/mail/${message.id}`, hiddenText: `to ${message.toName}` },
    { text: message.toName, hint: message.toEmail },
    { text: KIND_WORDS[message.kind] },
    { tag: deliveryTag(message) },
    { text: sayShortInstant(message.createdAt) },
  ]),
})
