import { randomUUID } from 'node:crypto'
import type { Cell, DataTable, FilterForm, Pagination, StatNumber } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { SET_CODES } from '../../questionnaires/index.ts'
import { NO_FILTER, type Member, type MemberFilter, type memberSums, type Place, type Tally } from '../memberStore.ts'
import type { Round, RoundQuestionnaire } from '../round.ts'
import { SET_WORDS, setFor, setReasonWords, standingOf } from '../whoIsAsked.ts'
import { statusTag } from './list.ts'
import { listHref } from './memberQuery.ts'

export type EstablishmentsFacts = {
  round: Round
  place: Place
  filter: MemberFilter
  counted: { total: number; movable: number }
  members: readonly Member[]
  today: string
  manages: boolean
  sums: Awaited<ReturnType<typeof memberSums>>
  makeUp: readonly Tally[]
  questionnaires: readonly RoundQuestionnaire[]
  values: { types: string[]; phases: string[]; las: string[] }
  pagination: Pagination
}

const number = new Intl.NumberFormat('en-GB')
const some = (count: number, one: string, many: string) => `${number.format(count)} ${count === 1 ? one : many}`

/** The page on which a coordinator puts together who is asked. */
export function establishmentsView(facts: EstablishmentsFacts): ViewModel {
  const { round, place, filter, counted, sums } = facts
  const isFiltered = Object.values(filter).some(value => value !== '')
  const ticks = facts.manages && counted.movable > 0
  return {
    title: 'Establishments',
    layout: 'staff',
    breadcrumbs: [{ text: 'Rounds', href: '/rounds' }, { text: round.name, href: `/rounds/${round.id}` }, { text: 'Establishments' }],
    tag: statusTag(round),
    numbers: numbersOf(facts),
    nextStep: nextStepOf(facts),
    editHref: facts.manages ? `/rounds/${round.id}/edit` : null,
    discardHref: facts.manages && round.status === 'draft' ? `/rounds/${round.id}/discard` : null,
    versionLine: versionLine(facts),
    newerVersions: facts.manages && round.status === 'draft' ? newerVersions(facts.questionnaires) : [],
    versionsAction: `/rounds/${round.id}/establishments/versions`,
    makeUp: sums.asked === 0 ? [] : makeUpTables(facts),
    tabs: {
      label: 'In or not in this round',
      items: [
        { text: `In this round (${number.format(sums.asked)})`, href: listHref(round.id, 'in', NO_FILTER), current: place === 'in' },
        {
          text: `Not in this round (${number.format(sums.couldBeAdded)} can be added)`,
          href: listHref(round.id, 'out', NO_FILTER),
          current: place === 'out',
        },
      ],
    },
    filterForm: filterForm(facts, isFiltered),
    place,
    isEmpty: counted.total === 0,
    empty: emptyState(facts, isFiltered),
    table: listTable(facts, ticks),
    pagination: facts.pagination,
    ticks,
    bulk: ticks ? bulkOf(facts, isFiltered) : null,
  }
}

function numbersOf({ round, sums }: EstablishmentsFacts): StatNumber[] {
  const list = (filter: Partial<MemberFilter>) => listHref(round.id, 'in', { ...NO_FILTER, ...filter })
  return [
    { number: sums.asked, label: 'in this round', href: list({}) },
    ...(sums.issued > 0 ? [{ number: sums.issued, label: 'issued', href: `/rounds/${round.id}/returns?flag=issued` }] : []),
    ...(sums.withoutEmail > 0
      ? [
          {
            number: sums.withoutEmail,
            label: 'without an email address',
            href: list({ contact: 'without' }),
            note: 'their links cannot be mailed',
            tone: 'attention' as const,
          },
        ]
      : []),
    ...(sums.closing > 0 ? [{ number: sums.closing, label: 'going to close', note: 'still due', tone: 'attention' as const }] : []),
    { number: sums.couldBeAdded, label: 'can be added', href: listHref(round.id, 'out', NO_FILTER), tone: 'quiet' as const },
  ]
}

function nextStepOf({ round, manages, sums }: EstablishmentsFacts): { text: string; href: string } | null {
  if (!manages || sums.asked === 0) return null
  if (round.status === 'draft') return { text: 'Check and open the round', href: `/rounds/${round.id}/open` }
  return sums.notIssued > 0
    ? { text: `Issue ${some(sums.notIssued, 'audit link', 'audit links')}`, href: `/rounds/${round.id}/issue` }
    : null
}

const versionLine = ({ questionnaires, round }: EstablishmentsFacts): string => {
  if (questionnaires.length === 0) return ''
  const list = questionnaires.map(q => `set ${q.setCode} version ${q.version}`).join(', ')
  return `Questionnaires: ${list}${round.status === 'draft' ? '. They are frozen when the round opens.' : ', frozen.'}`
}

const newerVersions = (questionnaires: readonly RoundQuestionnaire[]): string[] =>
  questionnaires.filter(q => q.newestVersion > q.version).map(q => `Set ${q.setCode} has a version ${q.newestVersion} now.`)

function makeUpTables({ round, makeUp }: EstablishmentsFacts): DataTable[] {
  const groups = [
    { of: 'set', caption: 'By question set' },
    { of: 'phase', caption: 'By phase' },
    { of: 'type', caption: 'By type' },
  ] as const
  return groups.map(({ of, caption }) => ({
    id: `make-up-${of}`,
    caption,
    compact: true,
    columns: [{ text: caption.replace('By ', '').replace(/^./, first => first.toUpperCase()) }, { text: 'Establishments', numeric: true }],
    rows: makeUp
      .filter(tally => tally.of === of)
      .map(({ value, count }) => [
        { text: of === 'set' ? SET_WORDS[value as keyof typeof SET_WORDS] : value === '' ? 'Not recorded' : value },
        value === ''
          ? { text: number.format(count), numeric: true }
          : {
              text: number.format(count),
              numeric: true,
              href: listHref(round.id, 'in', { ...NO_FILTER, [of]: value }),
              hiddenText: 'establishments',
            },
      ]),
  }))
}

function filterForm({ round, place, filter, values }: EstablishmentsFacts, isFiltered: boolean): FilterForm {
  const options = (list: readonly string[], chosen: string, any: string) => [
    { value: '', text: any },
    ...list.map(value => ({ value, text: value, selected: value === chosen })),
  ]
  return {
    action: `/rounds/${round.id}/establishments`,
    label: 'Narrow the list',
    hidden: [{ name: 'show', value: place }],
    search: { name: 'search', label: 'Name, URN or postcode', value: filter.search },
    selects: [
      { name: 'phase', label: 'Phase', items: options(values.phases, filter.phase, 'Any phase') },
      { name: 'type', label: 'Type', items: options(values.types, filter.type, 'Any type') },
      ...(values.las.length > 1 ? [{ name: 'la', label: 'Authority', items: options(values.las, filter.la, 'Any authority') }] : []),
      ...(place === 'in'
        ? [
            {
              name: 'set',
              label: 'Question set',
              items: [
                { value: '', text: 'Any set' },
                ...SET_CODES.map(set => ({ value: set, text: SET_WORDS[set], selected: set === filter.set })),
              ],
            },
          ]
        : []),
      {
        name: 'contact',
        label: 'Email address',
        items: [
          { value: '', text: 'With or without' },
          { value: 'with', text: 'With', selected: filter.contact === 'with' },
          { value: 'without', text: 'Without', selected: filter.contact === 'without' },
        ],
      },
    ],
    ...(isFiltered ? { clearHref: listHref(round.id, place, NO_FILTER), applied: applied(round, place, filter) } : {}),
  }
}

function applied(round: Round, place: Place, filter: MemberFilter): { text: string; removeHref: string }[] {
  const words: Record<keyof MemberFilter, string> = {
    search: `“${filter.search}”`,
    type: filter.type,
    phase: filter.phase,
    la: filter.la,
    set: filter.set === '' ? '' : SET_WORDS[filter.set],
    contact: filter.contact === 'with' ? 'With an email address' : 'Without an email address',
  }
  const names = Object.keys(filter) as (keyof MemberFilter)[]
  return names
    .filter(name => filter[name] !== '')
    .map(name => ({ text: words[name], removeHref: listHref(round.id, place, { ...filter, [name]: '' }) }))
}

function emptyState({ round, place, sums }: EstablishmentsFacts, isFiltered: boolean) {
  if (isFiltered)
    return {
      heading: 'Nothing matches',
      text: 'Take away a filter to see more.',
      action: { text: 'Show everything', href: listHref(round.id, place, NO_FILTER) },
    }
  if (place === 'out')
    return { heading: 'Every open establishment is in this round', text: 'Establishments that have closed are not offered.' }
  return sums.couldBeAdded > 0
    ? {
        heading: 'Nobody is asked yet',
        text: 'Choose establishments from the register.',
        action: { text: 'Choose establishments', href: listHref(round.id, 'out', NO_FILTER) },
      }
    : { heading: 'The register is empty', text: 'Import the register first.', action: { text: 'Go to the register', href: '/register' } }
}

function listTable(facts: EstablishmentsFacts, ticks: boolean): DataTable {
  const { place } = facts
  return {
    id: 'establishments',
    caption: place === 'in' ? 'Establishments in this round' : 'Establishments that are not in this round',
    captionHidden: true,
    columns: [
      ...(ticks ? [{ text: 'Choose', hidden: true }] : []),
      { text: 'Establishment' },
      { text: 'Phase' },
      { text: place === 'in' ? 'Question set' : 'Question set it would have' },
      { text: 'Email address' },
      ...(place === 'in' ? [{ text: 'Link' }] : []),
    ],
    rows: facts.members.map(member => rowOf(member, facts, ticks)),
  }
}

function rowOf(member: Member, { round, place, today }: EstablishmentsFacts, ticks: boolean): Cell[] {
  const { canBeAdded, banner } = standingOf(member, today)
  const movable = place === 'in' ? member.status === 'not_issued' : canBeAdded
  const chosen =
    member.setCode === null || member.setReason === null
      ? setFor(member.registered, round.mode)
      : { set: member.setCode, reason: member.setReason }
  const tick = movable
    ? { checkbox: { name: 'establishment', value: String(member.establishmentId), label: `Choose ${member.name}` } }
    : { text: '' }
  return [
    ...(ticks ? [tick] : []),
    {
      text: member.name,
      href: `/register/establishments/${member.establishmentId}`,
      hint: [member.scheme === 'urn' ? `URN ${member.identifier}` : member.identifier, member.typeName, banner]
        .filter(part => part)
        .join(' · '),
    },
    { text: member.phaseName },
    { text: SET_WORDS[chosen.set], hint: setReasonWords(chosen.reason, round.mode, member.typeName) },
    member.hasEmail ? { text: 'Yes' } : { tag: { text: 'None', colour: 'orange' } },
    ...(place === 'in' ? [{ text: member.status === 'not_issued' ? 'Not issued' : 'Issued' }] : []),
  ]
}

function bulkOf({ round, place, filter, counted }: EstablishmentsFacts, isFiltered: boolean) {
  const of = isFiltered ? 'that match' : place === 'in' ? 'that are not issued' : 'that can be added'
  return {
    key: randomUUID(),
    hidden: Object.entries(filter).map(([name, value]) => ({ name, value })),
    which: [
      { value: 'ticked', text: 'Those ticked below' },
      { value: 'all', text: `All ${number.format(counted.movable)} ${of}` },
    ],
    addAll: `Add all ${number.format(counted.movable)} ${of}`,
    addAction: `/rounds/${round.id}/establishments/add`,
    removeAction: `/rounds/${round.id}/establishments/remove`,
    setsAction: `/rounds/${round.id}/establishments/sets`,
    sets: [{ value: 'by type', text: 'As the rule chooses' }, ...SET_CODES.map(set => ({ value: set, text: SET_WORDS[set] }))],
  }
}
