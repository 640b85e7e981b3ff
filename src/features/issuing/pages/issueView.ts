import { randomUUID } from 'node:crypto'
import type { Id } from '../../../platform/id.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import type { Addressee } from '../../correspondence/index.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import { saySet, setWords, type QuestionSet } from '../../partnerships/index.ts'
import { LINKS_GO_TO, SEARCH_HINT, type LinksGoTo } from '../../establishments/index.ts'
import type { Invitee } from '../../links/index.ts'
import { AUDIT_LINK, sayAddress, type LastSent, type NewMessage } from '../../messages/index.ts'
import type { SetCode } from '../../questionnaires/index.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import type { IssueFilter, ReturnSelection } from '../issueStore.ts'
import type { MailText, textFaults } from '../mailText.ts'
import { countLinks, LINKS_GO_TO_WORDS, sayOneOfBoth, sayWhoGetsThem, rolesOf, type Reachable, type RoleCounts } from '../whoGetsThem.ts'
import { messageFields } from './messageFields.ts'

type Listed = Invitee & { setCode: SetCode }
/** Who would be given a link where staff choose DSL and head, by return. */
type PeopleOf = ReadonlyMap<Id<'return'>, readonly Addressee[]>
type Sums = { ready: number; withoutEmail: number }

/** Ticks are per page. */
export const PAGE_SIZE = 100

const links = (count: number) => sayCount(count, 'audit link')

/** The page that asks to whom links are issued. */
export function chooseView(facts: {
  round: Round
  sets: readonly QuestionSet[]
  filter: IssueFilter
  page: number
  today: string
  sums: Sums
  allSums: Sums
  /** Who of the list can be given a link. */
  mix: readonly Reachable[]
  ready: readonly Listed[]
  people: PeopleOf
  /** The last message to each of their addresses. */
  sent: ReadonlyMap<string, LastSent>
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
    line: `Due by ${sayInstant(round.dueAt)}. Links are personal: each opens the return of one establishment.`,
    goesTo: goesToRadios(round.linksGoTo, facts.mix, sums.ready),
    numbers: [
      { number: allSums.ready, label: 'can be issued now' },
      {
        number: allSums.withoutEmail,
        label: 'without an email address',
        ...(allSums.withoutEmail > 0 ? { tone: 'attention' as const, href: '#without' } : {}),
      },
    ],
    hasReady: allSums.ready > 0,
    goToHref: `/rounds/${round.id}/links-go-to`,
    filterForm: {
      action: base,
      label: 'Narrow the list',
      search: { name: 'search', label: 'Search', value: filter.search, hint: SEARCH_HINT },
      selects: [
        {
          name: 'set',
          label: 'Question set',
          items: [
            { value: '', text: 'Any set' },
            ...facts.sets.map(set => ({ value: set.code, text: saySet(set), selected: set.code === filter.set })),
          ],
        },
      ],
      ...(isFiltered ? { clearHref: base, applied: appliedFilters(base, filter, facts.sets) } : {}),
    },
    action: `${base}/text`,
    hidden: Object.entries(filter).map(([name, value]) => ({ name, value })),
    allButton: `Continue with all ${sayNumber(sums.ready)}${isFiltered ? ' that match' : ''}`,
    table: readyTable(facts),
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
    withoutHeading: `${sayNumber(allSums.withoutEmail)} without an email address`,
    withoutMore: allSums.withoutEmail > facts.withoutEmail.length ? `The first ${facts.withoutEmail.length} are listed.` : '',
  }
}

const appliedFilters = (base: string, { search, set }: IssueFilter, sets: readonly QuestionSet[]) => [
  ...(search === '' ? [] : [{ text: `“${search}”`, removeHref: `${base}?${new URLSearchParams({ set }).toString()}` }]),
  ...(set === '' ? [] : [{ text: setWords(sets, set), removeHref: `${base}?${new URLSearchParams({ search }).toString()}` }]),
]

const sayWho = (goTo: LinksGoTo, roles: RoleCounts, establishments: number): string =>
  [sayWhoGetsThem(goTo, roles), sayOneOfBoth(goTo, roles, establishments)].filter(words => words !== '').join(' ')

/** Who gets the links: each choice with what it would come to, and the round's own ticked. */
const goesToRadios = (chosen: LinksGoTo, mix: readonly Reachable[], establishments: number) => ({
  idPrefix: 'goesTo',
  name: 'goesTo',
  fieldset: { legend: { text: 'Who gets the link?', classes: 'govuk-fieldset__legend--s' } },
  items: LINKS_GO_TO.map(goTo => ({
    value: goTo,
    text: LINKS_GO_TO_WORDS[goTo].choice,
    checked: goTo === chosen,
    hint: { text: sayWho(goTo, rolesOf(goTo, mix), establishments) },
  })),
})

type Ready = { ready: readonly Listed[]; sets: readonly QuestionSet[]; people: PeopleOf; sent: ReadonlyMap<string, LastSent> }

const readyTable = ({ ready, sets, people, sent }: Ready): DataTable => ({
  id: 'ready',
  caption: 'Establishments whose link can be mailed',
  captionHidden: true,
  columns: [{ text: 'Choose', hidden: true }, { text: 'Establishment' }, { text: 'DSL and head' }, { text: 'Question set' }],
  rows: ready.map(({ returnId, establishment, setCode }) => {
    const given = people.get(returnId) ?? []
    return [
      { checkbox: { name: 'return', value: String(returnId), label: `Issue the link of ${establishment}` } },
      { text: establishment },
      {
        text: given.map(({ name }) => name).join(' and '),
        hint: given.map(({ role, email }) => `${CONTACT_ROLE_WORDS[role]}, ${sayAddress(email, sent)}`).join('; '),
      },
      { text: setWords(sets, setCode) },
    ]
  }),
})

/** The page with the message, and how its first reader would see it. */
export function textView(facts: {
  round: Round
  which: ReturnSelection
  goTo: LinksGoTo
  text: MailText
  faults: ReturnType<typeof textFaults>
  sums: Sums
  roles: RoleCounts
  example: NewMessage | undefined
}): ViewModel {
  const { round, which, goTo, text, faults, sums, roles } = facts
  return {
    title: 'Check the message',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Issue audit links', href: `/rounds/${round.id}/issue` }, { text: 'Check the message' }),
    ...messageFields(text, faults, 18),
    line: `${links(countLinks(roles))} will be issued, each with a message, to ${sayCount(sums.ready, 'establishment')}. ${sayWho(goTo, roles, sums.ready)}`,
    withoutLine:
      sums.withoutEmail > 0
        ? `${sayNumber(sums.withoutEmail)} of those chosen ${sums.withoutEmail === 1 ? 'has no email address and stays as it is' : 'have no email address and stay as they are'}.`
        : '',
    nothing: sums.ready === 0,
    nothingLine: 'None of those chosen can be mailed now: they may have been issued meanwhile.',
    canPreview: true,
    action: `/rounds/${round.id}/issue`,
    key: randomUUID(),
    hidden: [...hiddenSelection(which), { name: 'goesTo', value: goTo }],
    submit: `Issue ${links(countLinks(roles))}`,
    example: exampleOf(facts),
    cancelHref: `/rounds/${round.id}/issue`,
  }
}

const hiddenSelection = (which: ReturnSelection) =>
  'filter' in which
    ? [{ name: 'which', value: 'all' }, ...Object.entries(which.filter).map(([name, value]) => ({ name, value }))]
    : [{ name: 'which', value: 'ticked' }, ...which.ids.map(id => ({ name: 'return', value: String(id) }))]

const exampleOf = ({ example }: { example: NewMessage | undefined }) =>
  example
    ? {
        to: `To ${example.toName}, ${example.toEmail}`,
        subject: example.subject,
        body: example.body.replaceAll(AUDIT_LINK, '(the audit link of this establishment)'),
      }
    : null
