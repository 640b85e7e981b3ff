import { stackedBars } from '../../../platform/http/charts/stackedBars.ts'
import type { Cell, ChartFigure, DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { capitalised, sayNumber, shortened } from '../../../platform/say.ts'
import { answersHref } from '../../counting/index.ts'
import type { TitledQuestion } from '../../findings/index.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import { strata } from '../../sampling/index.ts'
import { aboutTable, type Answer, type GroupCounts } from '../countActions.ts'
import { WHAT_WORDS, WHATS, type GroupTable, type Shown } from '../table.ts'
import { groupsHref, tableHref } from './address.ts'

type State = {
  round: Round
  questions: ReadonlyMap<string, TitledQuestion>
  shown: Shown
  about: { title: string; answers: Answer[] } | undefined
  groups: readonly GroupCounts[]
  tables: readonly GroupTable[]
  manages: boolean
}

/** More groups than this are read in the table. */
const MOST_DRAWN = 12

/** What the page of groups shows and says. */
export function groupsView(state: State): ViewModel {
  const { round, shown, about, groups, tables, manages } = state
  const here = groupsHref(round.id)
  const listed = tables.find(({ what, question, by }) => what === shown.what && question === shown.question && by === shown.by)
  const table = about && groups.length > 0 ? tableOf(state, about) : undefined
  return {
    title: 'Groups',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Groups' }),
    roundName: round.name,
    filter: round.answersDeletedAt === null ? filterOf(state) : undefined,
    tableTitle: about ? `${about.title} (by ${strata.STRATA_WORDS[shown.by]})` : '',
    read: `${WHAT_WORDS[shown.what].words}, with every number as it is. Only staff see this page.`,
    chart: about ? chartOf(state, about) : undefined,
    table,
    empty: table ? undefined : emptyOf(state),
    add:
      table && manages && !listed
        ? { action: `${here}/tables`, hidden: hiddenOf(shown), button: 'Add this table to the public page' }
        : undefined,
    isListed: table !== undefined && listed !== undefined,
    listed: tables.map(one => ({
      id: one.id,
      text: titleOf(one, state.questions),
      href: tableHref(round.id, one),
      added: `Added by ${one.addedBy}.`,
      remove: manages ? `${here}/tables/${one.id}/remove` : '',
    })),
    publish:
      tables.length > 0 && manages
        ? { text: 'See what would be published', href: `/rounds/${round.id}/publications/new/groups` }
        : undefined,
    published: `/rounds/${round.id}/publications`,
  }
}

/** "Is there a policy? (by phase of education)". */
export const titleOf = (table: Shown, questions: ReadonlyMap<string, TitledQuestion>): string => {
  const about = aboutTable(table, questions)
  const what = table.what === 'verdicts' ? 'What reviewers found: ' : ''
  return `${what}${about?.title ?? 'A question that is not asked any more'} (by ${strata.STRATA_WORDS[table.by]})`
}

const hiddenOf = ({ what, question, by }: Shown) => Object.entries({ what, question, by }).map(([name, value]) => ({ name, value }))

function emptyOf({ round, about, shown }: State) {
  if (round.answersDeletedAt !== null)
    return {
      heading: 'The answers of this round were deleted',
      text: 'They were deleted at the end of the time that your settings keep them. What was published stays as it was.',
      action: { text: 'What was published of this round', href: `/rounds/${round.id}/publications` },
    }
  if (!about)
    return {
      heading: 'Nothing is asked in this round yet',
      text: 'Choose the establishments of the round first. What they answer is then shown here by phase, type, size, trust and local authority.',
      action: { text: 'The round', href: `/rounds/${round.id}` },
    }
  return shown.what === 'answers'
    ? {
        heading: 'No return has been completed yet',
        text: 'As soon as establishments send their returns, their answers are shown here by group.',
        action: { text: 'The round', href: `/rounds/${round.id}` },
      }
    : {
        heading: 'There is no dip sample in this round yet',
        text: 'What reviewers find in a dip sample is shown here by group.',
        action: { text: 'Dip samples of this round', href: `/rounds/${round.id}/samples` },
      }
}

function filterOf({ round, questions, shown }: State) {
  return {
    action: groupsHref(round.id),
    label: 'Choose what is shown by group',
    selects: [
      {
        name: 'what',
        label: 'Count',
        items: WHATS.map(what => ({ value: what, text: WHAT_WORDS[what].words, selected: what === shown.what })),
      },
      {
        name: 'question',
        label: 'Question',
        items: [...questions].map(([key, { label }]) => ({ value: key, text: shortened(label, 90), selected: key === shown.question })),
      },
      {
        name: 'by',
        label: 'Group by',
        items: strata.KNOWN_STRATA.map(by => ({ value: by, text: capitalised(strata.STRATA_WORDS[by]), selected: by === shown.by })),
      },
    ],
    button: 'Show',
  }
}

function tableOf({ round, shown, groups }: State, { title, answers }: { title: string; answers: readonly Answer[] }): DataTable {
  const saysNotAsked = groups.some(({ population, asked }) => population > asked)
  const number = (count: number, value?: string, group?: string): Cell => ({
    text: sayNumber(count),
    numeric: true,
    ...(count > 0 && value !== undefined && group !== undefined && shown.what === 'answers'
      ? {
          href: answersHref(round.id, { question: shown.question, values: [value], by: shown.by, group }),
          hiddenText: `${answers.find(one => one.value === value)?.label ?? value}: ${group}`,
        }
      : {}),
  })
  const line = ({ group, population, values, answered, asked }: GroupCounts, isAll = false): Cell[] => [
    { text: group },
    ...answers.map(({ value }) => number(values[value] ?? 0, value, isAll ? undefined : group)),
    number(asked - answered),
    ...(saysNotAsked ? [number(population - asked)] : []),
    number(population),
  ]
  return {
    id: 'groups',
    caption: `${title} (by ${strata.STRATA_WORDS[shown.by]})`,
    captionHidden: true,
    columns: [
      { text: WHAT_WORDS[shown.what].whom },
      ...answers.map(({ label }) => ({ text: label, numeric: true })),
      { text: WHAT_WORDS[shown.what].unanswered, numeric: true },
      ...(saysNotAsked ? [{ text: 'Not asked', numeric: true }] : []),
      { text: 'All', numeric: true },
    ],
    rows: groups.map(group => line(group)),
    footer: line(allOf(groups), true),
    compact: true,
  }
}

function allOf(groups: readonly GroupCounts[]): GroupCounts {
  const sum = (of: (group: GroupCounts) => number) => groups.reduce((all, group) => all + of(group), 0)
  const values = new Set(groups.flatMap(group => Object.keys(group.values)))
  return {
    group: 'All',
    population: sum(({ population }) => population),
    answered: sum(({ answered }) => answered),
    asked: sum(({ asked }) => asked),
    values: Object.fromEntries([...values].map(value => [value, sum(group => group.values[value] ?? 0)])),
  }
}

/** Shares of those who answered, where each gave one answer. */
function chartOf({ shown, groups }: State, { title, answers }: { title: string; answers: readonly Answer[] }): ChartFigure | undefined {
  const answering = groups.filter(({ answered }) => answered > 0)
  const isSingle = answering.every(({ values, answered }) => Object.values(values).reduce((sum, count) => sum + count, 0) === answered)
  if (answering.length < 2 || answering.length > MOST_DRAWN || answers.length > 6 || !isSingle) return undefined
  const by = strata.STRATA_WORDS[shown.by]
  return {
    id: 'groups-chart',
    heading: `Shares of those who answered, by ${by}`,
    svg: stackedBars({
      title: `${title} (by ${by})`,
      rows: answering.map(({ group, values }) => ({
        label: shortened(group, 36),
        parts: answers.map(({ value, label }) => ({ key: value, label, count: values[value] ?? 0 })),
      })),
    }),
    table: {
      id: 'groups-figures',
      caption: `Shares of those who answered, by ${by}`,
      captionHidden: true,
      columns: [{ text: 'Group' }, ...answers.map(({ label }) => ({ text: label, numeric: true }))],
      rows: answering.map(({ group, values, answered }) => [
        { text: group },
        ...answers.map(({ value }) => ({ text: `${Math.round((100 * (values[value] ?? 0)) / answered)}%`, numeric: true })),
      ]),
    },
  }
}
