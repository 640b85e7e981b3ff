import { randomUUID } from 'node:crypto'
import type { Cell, DataTable, FilterForm, Pagination } from '../../../platform/http/components.ts'
import { sayNumber } from '../../../platform/say.ts'
import { sayPhase, SEARCH_HINT } from '../../establishments/index.ts'
import { saySet, setWords, type QuestionSet } from '../../partnerships/index.ts'
import { stands } from '../../returns/index.ts'
import { NO_FILTER, type MemberFilter, type Place } from '../memberFilter.ts'
import type { Member, MemberSums } from '../memberStore.ts'
import type { Round } from '../round.ts'
import { setFor, setReasonWords, eligibilityOf } from '../whoIsAsked.ts'
import { listHref } from './memberQuery.ts'

export type ListFacts = {
  round: Round
  place: Place
  filter: MemberFilter
  counted: { total: number; movable: number }
  members: readonly Member[]
  today: string
  manages: boolean
  sums: MemberSums
  sets: readonly QuestionSet[]
  values: { types: string[]; phases: string[]; las: string[] }
  pagination: Pagination
}

/** The list of those who are in a round, or who could be: its filters, its rows, and what can be done with those ticked. */
export function listOfEstablishments(facts: ListFacts) {
  const isFiltered = Object.values(facts.filter).some(value => value !== '')
  const ticks = facts.manages && facts.counted.movable > 0
  return {
    filterForm: filterForm(facts, isFiltered),
    place: facts.place,
    isEmpty: facts.counted.total === 0,
    empty: emptyState(facts, isFiltered),
    table: listTable(facts, ticks),
    pagination: facts.pagination,
    ticks,
    bulk: ticks ? bulkOf(facts, isFiltered) : null,
  }
}

function filterForm({ round, place, filter, sets, values }: ListFacts, isFiltered: boolean): FilterForm {
  const options = (list: readonly string[], chosen: string, any: string, say = (value: string) => value) => [
    { value: '', text: any },
    ...list.map(value => ({ value, text: say(value), selected: value === chosen })),
  ]
  return {
    action: `/rounds/${round.id}/establishments`,
    label: 'Narrow the list',
    hidden: [{ name: 'show', value: place }],
    search: { name: 'search', label: 'Search', value: filter.search, hint: SEARCH_HINT },
    selects: [
      { name: 'phase', label: 'Phase', items: options(values.phases, filter.phase, 'Any phase', sayPhase) },
      { name: 'type', label: 'Type', items: options(values.types, filter.type, 'Any type') },
      ...(values.las.length > 1 ? [{ name: 'la', label: 'Authority', items: options(values.las, filter.la, 'Any authority') }] : []),
      ...(place === 'in'
        ? [
            {
              name: 'set',
              label: 'Question set',
              items: [
                { value: '', text: 'Any set' },
                ...sets.map(set => ({ value: set.code, text: saySet(set), selected: set.code === filter.set })),
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
    ...(isFiltered ? { clearHref: listHref(round.id, place, NO_FILTER), applied: applied(round, place, filter, sets) } : {}),
  }
}

function applied(round: Round, place: Place, filter: MemberFilter, sets: readonly QuestionSet[]): { text: string; removeHref: string }[] {
  const words: Record<keyof MemberFilter, string> = {
    search: `“${filter.search}”`,
    type: filter.type,
    phase: sayPhase(filter.phase),
    la: filter.la,
    set: setWords(sets, filter.set),
    contact: filter.contact === 'with' ? 'With an email address' : 'Without an email address',
  }
  const names = Object.keys(filter) as (keyof MemberFilter)[]
  return names
    .filter(name => filter[name] !== '')
    .map(name => ({ text: words[name], removeHref: listHref(round.id, place, { ...filter, [name]: '' }) }))
}

function emptyState({ round, place, sums }: ListFacts, isFiltered: boolean) {
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

function listTable(facts: ListFacts, ticks: boolean): DataTable {
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

const isNotIssued = ({ status }: Member): boolean => status !== null && stands('not_issued', status)

function rowOf(member: Member, { round, place, sets, today }: ListFacts, ticks: boolean): Cell[] {
  const { canBeAdded, banner } = eligibilityOf(member, today)
  const movable = place === 'in' ? isNotIssued(member) : canBeAdded
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
    { text: sayPhase(member.phaseName) },
    { text: setWords(sets, chosen.set), hint: setReasonWords(chosen.reason, round.mode, member.typeName) },
    member.hasEmail ? { text: 'Yes' } : { tag: { text: 'None', colour: 'orange' } },
    ...(place === 'in' ? [{ text: isNotIssued(member) ? 'Not issued' : 'Issued' }] : []),
  ]
}

function bulkOf({ round, place, filter, sets, counted }: ListFacts, isFiltered: boolean) {
  const count = sayNumber(counted.movable)
  const of = isFiltered ? 'that match' : place === 'in' ? 'that are not issued' : 'that can be added'
  return {
    key: randomUUID(),
    hidden: Object.entries(filter).map(([name, value]) => ({ name, value })),
    which: [
      { value: 'ticked', text: 'Those ticked below' },
      { value: 'all', text: `All ${count} ${of}` },
    ],
    addAll: `Add all ${count} ${of}`,
    addAction: `/rounds/${round.id}/establishments/add`,
    removeAction: `/rounds/${round.id}/establishments/remove`,
    setsAction: `/rounds/${round.id}/establishments/sets`,
    sets: [{ value: 'by type', text: 'As the rule chooses' }, ...sets.map(set => ({ value: set.code, text: saySet(set) }))],
  }
}
