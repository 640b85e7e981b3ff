import type { Id } from '../../../platform/id.ts'
import { differing, saidOnce, type Listed } from '../../sheetImports/index.ts'
import { sameSaid, type Entry, type Said } from '../merge.ts'
import { LONGEST_RATING } from '../ratingForm.ts'
import type { Report } from '../reportReading.ts'
import { valueOf, type Scale } from '../scale.ts'
import { nameOf, type Agency, type ExerciseStandard, type Rating } from '../standard.ts'
import { HEADINGS, sameWords } from './columns.ts'
import { readReference, type RatingBook, type Row } from './read.ts'

/** All that a workbook would change of the ratings of an exercise. Nothing of it is done before someone confirms it. */
export type RatingChanges = Listed & { ratings: { agencyId: Id<'agency'> | null; entry: Entry }[] }

type There = Pick<Report, 'exercise' | 'standards' | 'agencies' | 'ratings'> & { isForeign: boolean }
type At = There & { changes: RatingChanges; seen: Map<string, string> }

/** What the rating that staff agreed is called where agencies are named. */
export const AGREED = 'Agreed rating'

/** What a workbook would change of the ratings of an exercise. */
export function ratingChanges(book: RatingBook, there: There): RatingChanges {
  const changes: RatingChanges = { ratings: [], lines: [], notes: [...book.notes], bad: [] }
  const at: At = { ...there, changes, seen: new Map() }
  for (const row of book.rows) rowChange(row, at)
  return { ...changes, notes: saidOnce(changes.notes), bad: saidOnce(changes.bad) }
}

const saying =
  (to: 'bad' | 'notes', { sheet, line }: Row, { changes }: At) =>
  (cell: string | undefined, text: string): void =>
    void changes[to].push({ sheet, cell: cell ?? String(line), text })

function rowChange(row: Row, at: At): void {
  const { cells } = row
  if (Object.values(cells).every(({ text }) => text === '')) return
  const bad = saying('bad', row, at)
  const found = standardOf(row, at)
  const agency = found && agencyOf(row, at)
  if (!found || !agency) return
  const { standard } = found
  const place = `${standard.id}.${agency.id ?? ''}`
  const here = cells.rating?.cell ?? String(row.line)
  const earlier = at.seen.get(place)
  if (earlier !== undefined) {
    bad(here, `${earlier} is of the same standard and agency: this one is not imported.`)
    return
  }
  at.seen.set(place, `${row.sheet} ${here}`)
  const before = at.ratings.find(({ standardId, agencyId }) => standardId === standard.id && agencyId === agency.id)
  const said = saidIn(row, at, before)
  if (!said) return
  // Of a row that is not imported nobody says for what it is taken.
  if (!found.isSaid) saying('notes', row, at)(cells.standard?.cell ?? cells.code?.cell, saidOtherwise(standard))
  if (before && sameSaid(before, said)) return
  at.changes.ratings.push({ agencyId: agency.id, entry: { standardId: standard.id, version: before?.version ?? 0, said } })
  at.changes.lines.push({
    sheet: row.sheet,
    cell: here,
    what: 'rating',
    name: `${agency.name}: ${nameOf(standard)}`,
    isNew: before === undefined,
    fields: fieldsOf(at.exercise.scale, before, said),
  })
}

function fieldsOf(scale: Scale, before: Rating | undefined, said: Said): RatingChanges['lines'][number]['fields'] {
  const word = (one: Said | undefined) =>
    one === undefined ? '' : one.value === null ? NOT_APPLICABLE : (valueOf(scale, one.value)?.word ?? one.value)
  return [
    ...differing(HEADINGS.rating, word(before), word(said)),
    ...(['reason', 'evidence', 'comment'] as const).flatMap(text => differing(HEADINGS[text], before?.[text] ?? '', said[text])),
  ]
}

const saidOtherwise = (standard: ExerciseStandard): string =>
  `It has other words here: “${nameOf(standard)}”. The row is taken for that standard.`

/**
 * The standard that a row names: by its reference, where that is of this exercise, and otherwise by its code and title; and whether both are
 * those that it has.
 */
function standardOf(row: Row, at: At): { standard: ExerciseStandard; isSaid: boolean } | undefined {
  const { cells } = row
  const [code, title] = [cells.code?.text ?? '', cells.standard?.text ?? '']
  const cell = cells.standard?.cell ?? cells.code?.cell
  const bad = saying('bad', row, at)
  const reference = readReference(cells.reference?.text ?? '')
  const isOurs = !at.isForeign && reference.exercise === at.exercise.id
  const referred = isOurs ? at.standards.find(({ id }) => id === reference.standard) : undefined
  const fits = (one: ExerciseStandard) => ({
    code: code === '' || sameWords(one.code, code),
    title: title === '' || sameWords(one.title, title),
  })
  if (referred) {
    const { code: hasCode, title: hasTitle } = fits(referred)
    if (hasCode || hasTitle) return { standard: referred, isSaid: true }
    bad(cell, `The reference of this row is of “${nameOf(referred)}”, and its words are of another standard: it is not imported.`)
    return undefined
  }
  if (code === '' && title === '') {
    bad(cell, 'This row names no standard: it is not imported.')
    return undefined
  }
  const both = at.standards.filter(one => fits(one).code && fits(one).title)
  const [only] = both
  if (only && both.length === 1) return { standard: only, isSaid: true }
  const byCode = code === '' ? [] : at.standards.filter(one => fits(one).code)
  const byTitle = title === '' ? [] : at.standards.filter(one => fits(one).title)
  const near = both.length > 1 ? [] : byTitle.length === 1 ? byTitle : byCode
  const [one] = near
  if (one && near.length === 1) return { standard: one, isSaid: false }
  bad(
    cell,
    both.length + near.length > 1
      ? 'Several standards fit these words: this row is not imported.'
      : 'No standard of this exercise has this code or title: this row is not imported.',
  )
  return undefined
}

/** Who rates in a row: an agency that is asked, or nobody where it is the rating that staff agreed. */
function agencyOf(row: Row, at: At): { id: Id<'agency'> | null; name: string } | undefined {
  const { cells } = row
  const name = cells.agency?.text ?? ''
  const reference = readReference(cells.reference?.text ?? '')
  const isOurs = !at.isForeign && reference.exercise === at.exercise.id
  const known: Agency | undefined = at.agencies.find(one => sameWords(one.name, name))
  if (known) return known
  if (sameWords(name, AGREED) && at.exercise.rollUp === 'agreed') return { id: null, name: AGREED }
  const referred = isOurs ? at.agencies.find(({ id }) => id === reference.agency) : undefined
  if (referred && name === '') return referred
  const why = sameWords(name, AGREED)
    ? 'The rule of this exercise has no agreed ratings: this row is not imported.'
    : name === ''
      ? 'This row names no agency: it is not imported.'
      : `No agency called “${name.slice(0, 100)}” is asked in this exercise: its rows are not imported. Ask it first, then import the workbook again.`
  saying('bad', row, at)(cells.agency?.cell, why)
  return undefined
}

const NOT_APPLICABLE = 'Not applicable'
/** What people write where something does not apply, and where nothing is said yet. */
const NA = [NOT_APPLICABLE, 'n/a', 'na', 'n.a.']
const NOT_YET = ['', '-', '–', 'Not rated yet', 'Not yet rated', 'Not rated', 'Not yet given', 'tbc']

/** What a row says; nothing where it says nothing, or cannot be taken. */
function saidIn(row: Row, at: At, before: Rating | undefined): Said | undefined {
  const { rating, reason, evidence, comment } = row.cells
  const bad = saying('bad', row, at)
  const written = rating?.text ?? ''
  const isOne = (words: readonly string[]) => words.some(word => sameWords(word, written))
  if (isOne(NOT_YET)) {
    const stray = [reason, evidence, comment].find(cell => (cell?.text ?? '') !== '')
    if (before) saying('notes', row, at)(rating?.cell, 'There is no rating here: what was rated stays.')
    else if (stray) bad(stray.cell, 'This row says something of a standard and gives no rating: it is not imported.')
    return undefined
  }
  const value = isOne(NA) ? null : keyOf(written, at.exercise.scale)
  if (value === undefined) {
    const words = at.exercise.scale.map(({ word }) => word).join(', ')
    bad(
      rating?.cell,
      `“${written.slice(0, 60)}” is no rating of the scale. Ratings are ${words}, Not applicable. This row is not imported.`,
    )
    return undefined
  }
  const said: Said = {
    value,
    reason: reason?.text || (value === null ? (before?.reason ?? '') : ''),
    // A blank cell says nothing: what was written stays.
    evidence: evidence?.text || before?.evidence || '',
    comment: comment?.text || before?.comment || '',
  }
  // The reason of a standard that has a rating now goes, unless it was written just now.
  if (value !== null && said.reason === before?.reason) said.reason = ''
  const long = (['reason', 'evidence', 'comment'] as const).find(text => said[text].length > LONGEST_RATING[text])
  if (long) bad(row.cells[long]?.cell, `${HEADINGS[long]} has more than ${LONGEST_RATING[long]} characters: this row is not imported.`)
  else if (value === null && said.reason === '')
    bad(reason?.cell ?? rating?.cell, `Why it does not apply must stand in a column “${HEADINGS.reason}”: this row is not imported.`)
  else if (value !== null && said.reason !== '')
    bad(reason?.cell, 'It says why the standard does not apply, and has a rating: this row is not imported.')
  else return said
  return undefined
}

/** The value that a word names: its own word, or its first letter where no other value begins with it. */
function keyOf(written: string, scale: Scale): string | undefined {
  const byWord = scale.find(({ word }) => sameWords(word, written))
  if (byWord || written.length !== 1) return byWord?.key
  const begin = scale.filter(({ word }) => sameWords(word.charAt(0), written))
  return begin.length === 1 ? begin[0]?.key : undefined
}
