import type { Cell, DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayDay } from '../../../platform/london.ts'
import { sayCount, sayList } from '../../../platform/say.ts'
import type { MatrixRow } from '../matrix.ts'
import type { Report } from '../reportReading.ts'
import { ROLL_UPS, type Counts, type Rolled } from '../rollUp.ts'
import { changesSince } from '../changes.ts'
import { metSentence, resultSentence } from '../sentences.ts'
import type { Scale } from '../scale.ts'
import { nameOf } from '../standard.ts'
import { givenCell } from '../words.ts'
import { exerciseHref, exerciseTrail } from './visible.ts'

/** The model of views/standards/exercise.ejs. */
export function exerciseView(report: Report, { before, manages }: { before: Report | null; manages: boolean }): ViewModel {
  const { exercise, matrix, agencies } = report
  const here = exerciseHref(exercise.id)
  return {
    title: exercise.title,
    layout: 'staff',
    breadcrumbs: exerciseTrail(exercise),
    caption: exercise.setTitle,
    result: resultSentence(exercise, matrix, agencies.length),
    met: metSentence(exercise, matrix),
    rule: `Rule: ${ROLL_UPS[exercise.rollUp].label.toLowerCase()}.`,
    status:
      exercise.status === 'closed' && exercise.closedAt !== null
        ? `Begun on ${sayDay(exercise.startedAt)} by ${exercise.startedBy}, and closed on ${sayDay(exercise.closedAt)}.`
        : `Begun on ${sayDay(exercise.startedAt)} by ${exercise.startedBy}. Ratings are due by ${sayDay(exercise.dueAt)}.`,
    heat: heatTable(report, row => `${here}/standards/${row.standard.id}`),
    counts: countsTable(report),
    changes: before && changesView(before, report),
    workbookHref: `${here}/workbook`,
    importHref: manages && exercise.status === 'open' ? `${here}/import` : '',
    manage: manages ? { agenciesHref: `${here}/agencies`, editHref: `${here}/edit` } : null,
  }
}

/** Standards by agencies, with words in every cell. @param href where a standard leads; nowhere when left out */
export function heatTable(
  { exercise, agencies, matrix }: Pick<Report, 'exercise' | 'agencies' | 'matrix'>,
  href?: (row: MatrixRow) => string,
): DataTable {
  const { scale, rollUp } = exercise
  return {
    id: 'heat',
    caption: 'Every standard, with what each agency says',
    captionHidden: true,
    compact: true,
    columns: [{ text: 'Standard' }, ...agencies.map(({ name }) => ({ text: name })), { text: ROLL_UPS[rollUp].column }],
    rows: matrix.rows.map(row => [
      { text: nameOf(row.standard), ...(href ? { href: href(row) } : {}) },
      ...row.given.map(given => givenCell(scale, given)),
      rolledCell(scale, row),
    ]),
  }
}

/** The result of a standard, with who is still missing; where each agency is counted apart, how many say what. */
export function rolledCell(scale: Scale, { rolled, given, missingFrom }: MatrixRow): Cell {
  if (rolled === null) {
    const parts = scale.flatMap(({ key, word }) => {
      const n = given.filter(one => one.kind === 'value' && one.key === key).length
      return n === 0 ? [] : [`${n} ${word.toLowerCase()}`]
    })
    return { text: parts.length === 0 ? 'None' : sayList(parts) }
  }
  const cell = givenCell(scale, rolled)
  return rolled.kind === 'missing' && missingFrom.length > 0 ? { ...cell, hint: `Missing: ${sayList(missingFrom)}` } : cell
}

/** How often each rating was given, by agency and for the result; each number opens its list. */
function countsTable({ exercise, agencies, matrix }: Report): DataTable {
  const { scale, rollUp } = exercise
  const worstFirst = [...scale].reverse()
  const list = `${exerciseHref(exercise.id)}/ratings`
  const line = (text: string, agency: string, counts: Counts): Cell[] => {
    const cell = (n: number, rating: string, word: string): Cell => ({
      text: n,
      numeric: true,
      ...(n === 0 ? {} : { href: `${list}?agency=${agency}${rating === '' ? '' : `&rating=${rating}`}`, hiddenText: `${word}, ${text}` }),
    })
    return [
      { text },
      ...worstFirst.map(({ key, word }) => cell(counts.values.get(key) ?? 0, key, word)),
      cell(counts.na, 'na', 'not applicable'),
      cell(counts.missing, 'missing', 'not rated yet'),
      // All of them are asked for by no rating: any word might be the key of a value.
      cell(counts.total, '', 'all'),
    ]
  }
  return {
    id: 'counts',
    caption: 'How often each rating was given',
    columns: [
      { text: 'Agency' },
      ...worstFirst.map(({ word }) => ({ text: word, numeric: true })),
      { text: 'Not applicable', numeric: true },
      { text: 'Not rated yet', numeric: true },
      { text: 'All', numeric: true },
    ],
    rows: agencies.map(({ id, name }, at) => line(name, String(id), matrix.byAgency[at] ?? NOTHING)),
    footer:
      rollUp === 'apart' ? line('All agencies', 'every', matrix.asked) : line(`Result: ${ROLL_UPS[rollUp].said}`, 'result', matrix.rolled),
  }
}

const NOTHING: Counts = { values: new Map(), na: 0, missing: 0, total: 0 }

/** What has changed since the exercise before: its own result, standards that differ, and results that moved. */
function changesView(before: Report, now: Report) {
  const changes = changesSince({ ...before.exercise, matrix: before.matrix }, { ...now.exercise, matrix: now.matrix })
  const named = (what: string, names: readonly string[]) => (names.length === 0 ? [] : [`${what}: ${sayList(names)}.`])
  return {
    heading: `Since ${before.exercise.title}`,
    href: exerciseHref(before.exercise.id),
    linkText: `Open ${before.exercise.title}`,
    result: resultSentence(before.exercise, before.matrix, before.agencies.length),
    lines: [
      ...named(`${sayCount(changes.added.length, 'standard')} added`, changes.added),
      ...named(`${sayCount(changes.removed.length, 'standard')} removed`, changes.removed),
      ...named(`${sayCount(changes.reworded.length, 'standard')} reworded, so not compared`, changes.reworded),
      ...agenciesDiffer(before, now),
      ...(changes.incomparable === null ? [] : [changes.incomparable]),
      ...(changes.incomparable === null && changes.moved.length === 0 ? ['No result of a standard has changed.'] : []),
    ],
    moved:
      changes.moved.length === 0
        ? null
        : movedTable(
            before,
            now,
            changes.moved.map(({ standard, from, to }) => ({ name: nameOf(standard), from, to })),
          ),
  }
}

function agenciesDiffer(before: Report, now: Report): string[] {
  const names = (report: Report, other: Report) =>
    report.agencies.filter(({ id }) => !other.agencies.some(agency => agency.id === id)).map(({ name }) => name)
  const [joined, left] = [names(now, before), names(before, now)]
  return [
    ...(joined.length === 0 ? [] : [`Asked now and not then: ${sayList(joined)}.`]),
    ...(left.length === 0 ? [] : [`Asked then and not now: ${sayList(left)}.`]),
  ]
}

const movedTable = (before: Report, now: Report, moved: readonly { name: string; from: Rolled; to: Rolled }[]): DataTable => ({
  id: 'moved',
  caption: 'Standards whose result has changed',
  columns: [{ text: 'Standard' }, { text: before.exercise.title }, { text: now.exercise.title }],
  rows: moved.map(({ name, from, to }) => [{ text: name }, givenCell(before.exercise.scale, from), givenCell(now.exercise.scale, to)]),
  compact: true,
})
