import { randomUUID } from 'node:crypto'
import type { DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { sayInstant } from '../../../platform/london.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import { AUDIT_LINK } from '../../messages/index.ts'
import { SET_CODES, type SetCode } from '../../questionnaires/index.ts'
import { roundTrail, SET_WORDS, type Round } from '../../rounds/index.ts'
import type { IssueFilter, WhichReturns } from '../issueStore.ts'
import { fillIn, type MailText, type textFaults } from '../mailWords.ts'
import type { Invitee } from '../store.ts'
import { whoIsInvited } from '../whoIsInvited.ts'
import { messageFields } from './messageFields.ts'

type Listed = Invitee & { setCode: SetCode }
type Sums = { ready: number; withoutEmail: number }

/** Ticks are per page. */
export const PAGE_SIZE = 100

const number = new Intl.NumberFormat('en-GB')
const links = (count: number) => `${number.format(count)} audit ${count === 1 ? 'link' : 'links'}`

/** The page that asks to whom links are issued. */
export function chooseView(facts: {
  round: Round
  filter: IssueFilter
  page: number
  today: string
  sums: Sums
  allSums: Sums
  ready: readonly Listed[]
  withoutEmail: readonly Listed[]
  nothingTicked: boolean
}): ViewModel {
  const { round, filter, sums, allSums } = facts
  const base = `/rounds/${round.id}/issue`
  const isFiltered = filter.search !== '' || filter.set !== ''
  return {
    title: 'Issue audit links',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Issue audit links' }),
    errors: facts.nothingTicked ? [{ text: 'Tick the establishments that get a link, or choose all', href: '#which' }] : [],
    allDone: allSums.ready + allSums.withoutEmail === 0,
    done: {
      heading: 'Every establishment of this round has its link',
      text: 'Establishments that you add to the round appear here.',
      action: { text: 'Read the messages', href: `/mail?round=${round.id}` },
    },
    line: `Due by ${sayInstant(round.dueAt)}. Each establishment gets one personal link, mailed to its Designated Safeguarding Lead; where there is none, to its head.`,
    numbers: [
      { number: allSums.ready, label: 'can be issued now' },
      {
        number: allSums.withoutEmail,
        label: 'without an email address',
        ...(allSums.withoutEmail > 0 ? { tone: 'attention' as const, href: '#without' } : {}),
      },
    ],
    hasReady: allSums.ready > 0,
    filterForm: {
      action: base,
      label: 'Narrow the list',
      search: { name: 'search', label: 'Name or URN', value: filter.search },
      selects: [
        {
          name: 'set',
          label: 'Question set',
          items: [
            { value: '', text: 'Any set' },
            ...SET_CODES.map(set => ({ value: set, text: SET_WORDS[set], selected: set === filter.set })),
          ],
        },
      ],
      ...(isFiltered ? { clearHref: base, applied: appliedFilters(base, filter) } : {}),
    },
    action: `${base}/text`,
    hidden: Object.entries(filter).map(([name, value]) => ({ name, value })),
    allButton: `Continue with all ${number.format(sums.ready)}${isFiltered ? ' that match' : ''}`,
    table: readyTable(facts.ready, facts.today),
    pagination: paginate({
      page: facts.page,
      pageSize: PAGE_SIZE,
      total: sums.ready,
      noun: 'establishment',
      href: to => `${base}?${new URLSearchParams({ ...filter, page: String(to) }).toString()}`,
    }),
    without: facts.withoutEmail.map(({ returnId, establishment, establishmentId }) => ({
      establishment,
      contactsHref: `/register/establishments/${establishmentId}`,
      action: `/returns/${returnId}/links/by-hand`,
      key: randomUUID(),
    })),
    withoutHeading: `${number.format(allSums.withoutEmail)} without an email address`,
    withoutMore: allSums.withoutEmail > facts.withoutEmail.length ? `The first ${facts.withoutEmail.length} are listed.` : '',
  }
}

const appliedFilters = (base: string, { search, set }: IssueFilter) => [
  ...(search === '' ? [] : [{ text: `“${search}”`, removeHref: `${base}?${new URLSearchParams({ set }).toString()}` }]),
  ...(set === '' ? [] : [{ text: SET_WORDS[set], removeHref: `${base}?${new URLSearchParams({ search }).toString()}` }]),
]

const readyTable = (ready: readonly Listed[], today: string): DataTable => ({
  id: 'ready',
  caption: 'Establishments whose link can be mailed',
  captionHidden: true,
  columns: [{ text: 'Choose', hidden: true }, { text: 'Establishment' }, { text: 'Goes to' }, { text: 'Question set' }],
  rows: ready.map(({ returnId, establishment, contacts, setCode }) => {
    const contact = whoIsInvited(contacts, today)
    return [
      { checkbox: { name: 'return', value: String(returnId), label: `Issue the link of ${establishment}` } },
      { text: establishment },
      contact === null ? { text: '' } : { text: contact.name, hint: `${CONTACT_ROLE_WORDS[contact.role]}, ${contact.email}` },
      { text: SET_WORDS[setCode] },
    ]
  }),
})

/** The page with the message, and how its first reader would see it. */
export function textView(facts: {
  round: Round
  which: WhichReturns
  text: MailText
  faults: ReturnType<typeof textFaults>
  sums: Sums
  example: Listed | undefined
  today: string
}): ViewModel {
  const { round, which, text, faults, sums } = facts
  return {
    title: 'Check the message',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Issue audit links', href: `/rounds/${round.id}/issue` }, { text: 'Check the message' }),
    ...messageFields(text, faults, 18),
    line: `${links(sums.ready)} will be issued and mailed, one message to each establishment.`,
    withoutLine:
      sums.withoutEmail > 0
        ? `${number.format(sums.withoutEmail)} of those chosen ${sums.withoutEmail === 1 ? 'has no email address and stays as it is' : 'have no email address and stay as they are'}.`
        : '',
    nothing: sums.ready === 0,
    nothingLine: 'None of those chosen can be mailed now: they may have been issued meanwhile.',
    canPreview: true,
    action: `/rounds/${round.id}/issue`,
    key: randomUUID(),
    hidden: hiddenWhich(which),
    submit: `Issue ${links(sums.ready)}`,
    example: exampleOf(facts),
    cancelHref: `/rounds/${round.id}/issue`,
  }
}

const hiddenWhich = (which: WhichReturns) =>
  'filter' in which
    ? [{ name: 'which', value: 'all' }, ...Object.entries(which.filter).map(([name, value]) => ({ name, value }))]
    : [{ name: 'which', value: 'ticked' }, ...which.ids.map(id => ({ name: 'return', value: String(id) }))]

function exampleOf({ example, text, today }: { example: Listed | undefined; text: MailText; today: string }) {
  const contact = example && whoIsInvited(example.contacts, today)
  if (!contact) return null
  const { establishment, round, partnership, dueAt } = example
  const filled = fillIn(text, { name: contact.name, establishment, round, partnership, due: sayInstant(dueAt) })
  return {
    to: `To ${contact.name}, ${contact.email}`,
    subject: filled.subject,
    body: filled.body.replaceAll(AUDIT_LINK, '(the audit link of this establishment)'),
  }
}
