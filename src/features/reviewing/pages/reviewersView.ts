import type { Id } from '../../../platform/id.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { captionOf, paginate } from '../../../platform/http/paginate.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayCount, sayList } from '../../../platform/say.ts'
import type { Round } from '../../rounds/index.ts'
import { memberHref, sampleHref, samplesTrail, type DipSample, type SampleMember } from '../../sampling/index.ts'
import { whyStranded, type HeldReview, type Review } from '../review.ts'
import type { Assigned, SharingPreview } from '../shareActions.ts'

export type SharingForm = { reviewers: Id<'account'>[]; percent: string }
type Page = { round: Round; sample: DipSample; form: SharingForm }

/** Who reviews what now, and the form by which the rest is given out. */
export function reviewersView(state: Page & Assigned & { page: number; errors?: readonly FormError[] }): ViewModel {
  const { round, sample, form, members, reviews, possible, errors = [] } = state
  const list = { page: state.page, pageSize: PAGE_SIZE, total: members.length, noun: 'establishment' }
  const begun = new Set(reviews.flatMap(({ reading, memberId }) => (reading === 'first' ? [memberId] : [])))
  const errorOf = errorsBy(errors)
  const here = sampleHref(round.id, sample.id)
  const held = (accountId: Id<'account'>) => reviews.filter(review => review.accountId === accountId).length
  const left = members.filter(({ id, outcome }) => outcome === null && !begun.has(id))
  return {
    title: 'Who reviews what',
    layout: 'staff',
    breadcrumbs: samplesTrail(round, { text: sample.name, href: here }, { text: 'Who reviews what' }),
    errors: summaryOf(errors),
    sampleName: sample.name,
    stranded: [...new Set(reviews.map(whyStranded).filter(line => line !== ''))],
    table: members.length === 0 ? undefined : assignedTable(onPage(members, list), reviews, captionOf(list)),
    pagination: paginate({ ...list, href: number => `${here}/reviewers${number === 1 ? '' : `?page=${number}`}` }),
    left:
      left.length === 0
        ? 'Every establishment has a reviewer, or its outcome. More can be read a second time.'
        : `${sayCount(left.length, 'establishment has', 'establishments have')} no reviewer yet.`,
    action: `${here}/reviewers/preview`,
    reviewers: {
      idPrefix: 'reviewers',
      name: 'reviewers',
      classes: 'govuk-checkboxes--small',
      fieldset: { legend: { text: 'Reviewers', classes: 'govuk-fieldset__legend--s' } },
      hint: { text: 'Each establishment goes to whoever has the fewest of this sample and no interest in it. Whoever has one keeps it.' },
      items: possible.map(({ accountId, name }) => ({
        value: String(accountId),
        text: name,
        hint: { text: `Has ${sayCount(held(accountId), 'review')} in this sample` },
        checked: form.reviewers.includes(accountId),
      })),
      errorMessage: errorOf('reviewers'),
    },
    percent: {
      id: 'percent',
      name: 'percent',
      label: { text: 'How many are read twice, in percent', classes: 'govuk-label--s' },
      hint: { text: 'From 0 to 100. They are drawn by lot, and two people review them without seeing what the other finds.' },
      classes: 'govuk-input--width-3',
      inputmode: 'numeric',
      suffix: { text: '%' },
      value: form.percent,
      errorMessage: errorOf('percent'),
    },
    cancelHref: here,
  }
}

const PAGE_SIZE = 100

/** What is on a page of a list; one past the end is the last. */
function onPage<One>(all: readonly One[], { page, pageSize }: { page: number; pageSize: number }): readonly One[] {
  const at = Math.min(page, Math.max(1, Math.ceil(all.length / pageSize)))
  return all.slice((at - 1) * pageSize, at * pageSize)
}

function assignedTable(members: readonly SampleMember[], reviews: readonly HeldReview[], caption: string): DataTable {
  return {
    id: 'assigned',
    caption: `Who reviews what now: ${caption}`,
    columns: [{ text: 'Establishment' }, { text: 'First reviewer' }, { text: 'Second reviewer' }, { text: 'Change', hidden: true }],
    rows: members.map(member => [
      { text: member.establishmentName, href: memberHref(pathOf(member)) },
      heldCell(reviews, member, 'first'),
      heldCell(reviews, member, 'second'),
      member.outcome === null
        ? { text: 'Change', href: `${memberHref(pathOf(member))}/reviewers`, hiddenText: ` who reviews ${member.establishmentName}` }
        : { text: 'Concluded' },
    ]),
  }
}

const pathOf = ({ roundId, sampleId, id }: SampleMember) => ({ roundId, sampleId, memberId: id })

function heldCell(reviews: readonly HeldReview[], { id }: SampleMember, reading: Review['reading']): Cell {
  const held = reviews.find(review => review.memberId === id && review.reading === reading)
  if (!held) return { text: reading === 'first' ? 'Nobody' : '' }
  return { text: held.reviewerName, hint: whyStranded(held) === '' ? (held.finishedAt ? 'finished' : '') : 'cannot go on' }
}

/** Who would be given what, who reads twice, whom nobody may review and why, and what stays with whoever has it. */
export function sharingView(state: Page & SharingPreview & { key: string; changed?: { title: string; text: string } }): ViewModel {
  const { round, sample, form, members, given, twice, unshared, reviews, changed } = state
  const here = sampleHref(round.id, sample.id)
  const query = new URLSearchParams([
    ['sent', '1'],
    ['percent', form.percent],
    ...form.reviewers.map((id): [string, string] => ['reviewers', String(id)]),
  ])
  return {
    title: given.length === 0 ? 'There is nothing to give out' : 'Check who is given what',
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: here },
      { text: 'Who reviews what', href: `${here}/reviewers` },
      { text: 'Check' },
    ),
    sampleName: sample.name,
    changed,
    loads: loadTable(state),
    twice: sayTwice(twice.length, members.length, sample.seed),
    command: `printf '%s' '${sample.seed} second ${members[0] ? `${members[0].scheme}:${members[0].identifier}` : 'urn:100000'}' | sha256sum`,
    stays:
      reviews.length === 0
        ? ''
        : `${sayCount(reviews.length, 'review')} given before ${reviews.length === 1 ? 'stays' : 'stay'} with whoever has ${reviews.length === 1 ? 'it' : 'them'}.`,
    concluded: sayConcluded(members.filter(({ outcome }) => outcome !== null).length),
    unshared: unshared.map(one => sayUnshared(one, state)),
    table: given.length === 0 ? undefined : givenTable(state),
    action: `${here}/reviewers`,
    hidden: [
      { name: '_key', value: state.key },
      { name: 'print', value: state.print },
      { name: 'percent', value: form.percent },
      ...form.reviewers.map(id => ({ name: 'reviewers', value: String(id) })),
    ],
    confirm: `Give out ${sayCount(given.length, 'review')}`,
    changeHref: `${here}/reviewers?${query.toString()}`,
  }
}

const sayTwice = (twice: number, all: number, seed: string): string =>
  twice === 0
    ? 'None is read twice.'
    : `${twice} of ${all} ${twice === 1 ? 'is' : 'are'} read twice: those with the smallest lots by the seed “${seed} second”.`

const sayConcluded = (many: number): string =>
  many === 0
    ? ''
    : `${sayCount(many, 'establishment has its outcome', 'establishments have their outcome')} already, and ${many === 1 ? 'is' : 'are'} not given out.`

function loadTable({ chosen, reviews, given }: SharingPreview): DataTable {
  const counts = chosen.map(({ accountId, name }) => ({
    name,
    has: reviews.filter(review => review.accountId === accountId).length,
    first: given.filter(one => one.accountId === accountId && one.reading === 'first').length,
    second: given.filter(one => one.accountId === accountId && one.reading === 'second').length,
  }))
  const cells = (name: string, of: readonly (typeof counts)[number][]): Cell[] => {
    const sum = (what: 'has' | 'first' | 'second') => of.reduce((total, count) => total + count[what], 0)
    return [
      { text: name },
      ...[sum('has'), sum('first'), sum('second'), sum('has') + sum('first') + sum('second')].map(number => ({
        text: number,
        numeric: true,
      })),
    ]
  }
  return {
    id: 'loads',
    caption: 'Who gets how many',
    columns: [
      { text: 'Reviewer' },
      ...['Has already', 'Gets as the first', 'Gets as the second', 'Then has'].map(text => ({ text, numeric: true })),
    ],
    rows: counts.map(count => cells(count.name, [count])),
    footer: cells('Together', counts),
  }
}

function givenTable({ members, given, chosen, reviews }: SharingPreview): DataTable {
  const name = (accountId: Id<'account'>) => chosen.find(one => one.accountId === accountId)?.name ?? ''
  const cell = (member: SampleMember, reading: Review['reading']): Cell => {
    const one = given.find(({ memberId, reading: as }) => memberId === member.id && as === reading)
    if (one) return { text: name(one.accountId) }
    const held = reviews.find(review => review.memberId === member.id && review.reading === reading)
    return held ? { text: held.reviewerName, hint: 'stays' } : { text: '' }
  }
  return {
    id: 'given',
    caption: 'Who is given what',
    columns: [{ text: 'Establishment' }, { text: 'First reviewer' }, { text: 'Second reviewer' }],
    rows: members
      .filter(({ id }) => given.some(({ memberId }) => memberId === id))
      .map(member => [{ text: member.establishmentName, hint: member.identifier }, cell(member, 'first'), cell(member, 'second')]),
  }
}

/** "Ashgrove: nobody chosen may review it. Jo Park has an interest in it." */
function sayUnshared({ memberId, reading }: SharingPreview['unshared'][number], state: SharingPreview): string {
  const { members, chosen, interests, given, reviews } = state
  const member = members.find(({ id }) => id === memberId)
  const first = [...given, ...reviews].find(one => one.memberId === memberId && one.reading === 'first')?.accountId
  const why = chosen.map(({ accountId, name }) => {
    const interest = interests.find(one => one.accountId === accountId && one.establishmentId === member?.establishmentId)
    if (interest) return `${name} ${interest.reason === null ? 'is a contact there in the register' : 'has an interest in it'}`
    if (reading === 'first') return `${name} is its second reviewer`
    return accountId === first ? `${name} is its first reviewer` : `${name} has seen it reviewed`
  })
  return `${member?.establishmentName ?? ''}: nobody of those chosen may review it${reading === 'second' ? ' a second time' : ''}. ${sayList(why)}.`
}
