import { sayInstant } from '../../../platform/london.ts'
import { aboutLines, aboutSheet, type Keeper, type WrittenSheet } from '../../sheetImports/index.ts'
import type { Report } from '../reportReading.ts'
import { givenBy } from '../rollUp.ts'
import type { Rating } from '../standard.ts'
import { sayGiven, sayRuled } from '../words.ts'
import { AGREED } from './changes.ts'
import { CHANGED, COLUMNS, HEADINGS, type Column } from './columns.ts'

type Reported = Pick<Report, 'exercise' | 'standards' | 'agencies' | 'ratings'>

const WIDE = new Set<Column>(['standard', 'expected', 'evidence', 'comment'])
const heading = (column: Column) => ({ text: HEADINGS[column], wide: WIDE.has(column) })
const PAST: readonly Column[] = ['code', 'standard', 'agency', 'rating', 'reason', 'evidence', 'comment', 'by']

/**
 * The ratings of an exercise as the sheets of a workbook that can be imported again without a difference: a row for each standard and
 * agency, also where nothing is said yet, and what was said before.
 */
export const ratingSheets = (
  report: Reported & { changes: readonly Rating[] },
  { madeFrom, keeper }: { madeFrom: string; keeper: Keeper },
): WrittenSheet[] => [
  { name: 'ratings', title: 'Ratings', headings: COLUMNS.map(heading), rows: ratingLines(report) },
  {
    name: 'changes',
    // Excel keeps the name “History” for itself.
    title: 'Every change',
    headings: [{ text: CHANGED, wide: false }, ...PAST.map(heading), { text: 'Entered from', wide: false }],
    rows: historyLines(report),
  },
  aboutSheet([
    ['Standards', report.exercise.setTitle],
    ['Exercise', report.exercise.title],
    ['Rule', sayRuled(report.exercise)],
    ...aboutLines(madeFrom, keeper),
  ]),
]

/** A row for each rating that is asked, given or not; those that staff agreed after those of the agencies. */
export function ratingLines({ exercise, standards, agencies, ratings }: Reported): string[][] {
  const asked: readonly { id: Rating['agencyId']; name: string }[] = [
    ...agencies,
    ...(exercise.rollUp === 'agreed' ? [{ id: null, name: AGREED }] : []),
  ]
  const found = new Map(ratings.map(rating => [`${rating.standardId}.${rating.agencyId ?? ''}`, rating]))
  return standards.flatMap(({ id: standardId, code, title, text }) =>
    asked.map(({ id, name }) => {
      const rating = found.get(`${standardId}.${id ?? ''}`)
      const row: Partial<Record<Column, string>> = {
        ...{ code, standard: title, expected: text, agency: name },
        ...(rating && saidOf(exercise, rating)),
        ...(rating && { by: rating.byName, at: sayInstant(rating.at) }),
        reference: `E${exercise.id}-S${standardId}${id === null ? '' : `-G${id}`}`,
      }
      return COLUMNS.map(column => row[column] ?? '')
    }),
  )
}

const saidOf = ({ scale }: Reported['exercise'], rating: Rating) => ({
  rating: sayGiven(scale, givenBy(rating)),
  reason: rating.reason,
  evidence: rating.evidence,
  comment: rating.comment,
})

/** Everything that was ever said in the exercise, as it was said. */
function historyLines({ exercise, standards, agencies, changes }: Reported & { changes: readonly Rating[] }): string[][] {
  return changes.map(change => {
    const standard = standards.find(({ id }) => id === change.standardId)
    const agency = change.agencyId === null ? AGREED : (agencies.find(({ id }) => id === change.agencyId)?.name ?? '')
    const row: Partial<Record<Column, string>> = {
      ...{ code: standard?.code ?? '', standard: standard?.title ?? '', agency, by: change.byName },
      ...saidOf(exercise, change),
    }
    return [sayInstant(change.at), ...PAST.map(column => row[column] ?? ''), change.enteredFrom ?? '']
  })
}
