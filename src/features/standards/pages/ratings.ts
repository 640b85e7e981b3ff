import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { ratingRows, type RatingRow } from '../ratingRows.ts'
import type { Report } from '../reportReading.ts'
import { ROLL_UPS } from '../rollUp.ts'
import { nameOf } from '../standard.ts'
import { givenCell, sayWho } from '../words.ts'
import { exerciseHref, exerciseTrail, visibleReport } from './visible.ts'

/** The list behind a number: the ratings of an agency or of all, or the results of the standards, of one kind or of all. */
export const ratingsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const report = await visibleReport(db, actor, req)
  const { exercise, agencies } = report
  const rating = ratingIn(report, queryText(req, 'rating'))
  const agency = agencies.find(({ id }) => String(id) === queryText(req, 'agency'))
  const isResult = queryText(req, 'agency') === 'result'
  const words = isResult ? ROLL_UPS[exercise.rollUp].said : (agency?.name ?? 'all agencies')
  const table = isResult
    ? resultTable(report, rating.key)
    : ratingTable(
        report,
        ratingRows(report).filter(row => (!agency || row.agencyId === agency.id) && kindOf(row) === (rating.key ?? kindOf(row))),
      )
  renderPage(res, 'standards/ratings', {
    title: `${rating.words}: ${words}`,
    layout: 'staff',
    breadcrumbs: exerciseTrail(exercise, { text: rating.words }),
    caption: `${exercise.setTitle}, ${exercise.title}`,
    count: sayCount(table.rows.length, isResult ? 'standard' : 'rating'),
    table: table.rows.length === 0 ? null : table,
    backHref: exerciseHref(exercise.id),
  })
}

/** The kind of rating that an address asks for; all where it asks for none that there is. */
function ratingIn({ exercise }: Report, asked: string): { key: string | null; words: string } {
  const value = exercise.scale.find(({ key }) => key === asked)
  if (value) return { key: value.key, words: value.word }
  if (asked === 'na') return { key: asked, words: 'Not applicable' }
  if (asked === 'missing') return { key: asked, words: 'Not rated yet' }
  return { key: null, words: 'All ratings' }
}

const kindOf = ({ given }: Pick<RatingRow, 'given'>): string => (given.kind === 'value' ? given.key : given.kind)

function ratingTable({ exercise }: Report, rows: readonly RatingRow[]): DataTable {
  return {
    id: 'ratings',
    caption: 'Ratings',
    captionHidden: true,
    columns: [{ text: 'Standard' }, { text: 'Agency' }, { text: 'Rating' }, { text: 'Evidence and comment' }, { text: 'By' }],
    rows: rows.map(row => [
      { text: row.standard, href: `${exerciseHref(exercise.id)}/standards/${row.standardId}` },
      { text: row.agency },
      givenCell(exercise.scale, row.given),
      saidCell(row),
      { text: row.rating ? sayWho(row.rating) : '' },
    ]),
    compact: true,
  }
}

const saidCell = ({ rating }: RatingRow): Cell => ({
  text: [rating?.reason, rating?.evidence, rating?.comment].filter(part => part).join('\n\n'),
  typed: true,
})

function resultTable({ exercise, matrix }: Report, key: string | null): DataTable {
  const rows = matrix.rows.flatMap(row =>
    row.rolled && (key === null || kindOf({ given: row.rolled }) === key) ? [{ ...row, rolled: row.rolled }] : [],
  )
  return {
    id: 'ratings',
    caption: 'Results',
    captionHidden: true,
    columns: [{ text: 'Standard' }, { text: ROLL_UPS[exercise.rollUp].column }, { text: 'Not rated yet by' }],
    rows: rows.map(({ standard, rolled, missingFrom }) => [
      { text: nameOf(standard), href: `${exerciseHref(exercise.id)}/standards/${standard.id}` },
      givenCell(exercise.scale, rolled),
      { text: missingFrom.join(', ') },
    ]),
    compact: true,
  }
}
