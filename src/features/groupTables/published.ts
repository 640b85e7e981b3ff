import { groupSlice, type Atom, together } from '../findings/index.ts'
import { knownStratumBy, strata } from '../sampling/index.ts'
import { cellOf, type AnswerCounts, type Covering } from '../suppression/index.ts'
import type { Answer } from './countActions.ts'
import { groupedOf, WHAT_WORDS, type Shown } from './table.ts'

/** A table as it is published. A covered number is null. */
export type PublishedGroups = {
  title: string
  /** "by phase of education" */
  by: string
  whom: string
  columns: readonly string[]
  rows: readonly { group: string; counts: readonly (number | null)[] }[]
}

/** All that the page says. */
export type PublishedPage = { tables: PublishedGroups[]; threshold: number }

/** A table with its covered numbers: every group, and all together; those who gave no answer beside the answers, and those who were not asked. */
export function publishedGroups(
  table: Shown,
  { title, answers }: { title: string; answers: readonly Answer[] },
  atoms: readonly Atom[],
  { covered }: Pick<Covering, 'covered'>,
): PublishedGroups {
  const { source, question, by } = groupedOf(table)
  const groups = [...Map.groupBy(atoms, ({ facts }) => knownStratumBy(by, facts))].sort(([one], [other]) =>
    one.localeCompare(other, 'en-GB'),
  )
  const slices = [
    ...groups.map(([group, some]) => ({ group, slice: groupSlice(source, by, group), ...together(some, [question]) })),
    { group: 'All', slice: source, ...together(atoms, [question]) },
  ].map(({ answers: given, ...slice }) => ({ ...slice, counts: given.get(question) ?? NOTHING }))
  // That nobody was left out is not said where it is covered.
  const saysNotAsked = slices.some(
    ({ slice, population, counts }) => population > counts.asked || covered.has(cellOf.notAsked(slice, question)),
  )
  const shown = (id: string, count: number) => (covered.has(id) ? null : count)
  return {
    title,
    by: `by ${strata.STRATA_WORDS[by]}`,
    whom: WHAT_WORDS[table.what].whom,
    columns: [...answers.map(({ label }) => label), WHAT_WORDS[table.what].unanswered, ...(saysNotAsked ? ['Not asked'] : []), 'All'],
    rows: slices.map(({ group, slice, population, counts }) => ({
      group,
      counts: [
        ...answers.map(({ value }) => shown(cellOf.value(slice, question, value), counts.values[value] ?? 0)),
        shown(cellOf.unanswered(slice, question), counts.asked - counts.answered),
        ...(saysNotAsked ? [shown(cellOf.notAsked(slice, question), population - counts.asked)] : []),
        population,
      ],
    })),
  }
}

const NOTHING: AnswerCounts = { values: {}, answered: 0, asked: 0 }
