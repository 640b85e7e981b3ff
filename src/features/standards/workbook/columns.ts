import { columnNamed, type Table } from '../../sheetImports/index.ts'
import { RATING_LABELS } from '../ratingForm.ts'
import type { Agency } from '../standard.ts'

/** The columns of the list of ratings, in the order in which it is written. */
export const COLUMNS = [
  'code',
  'standard',
  'expected',
  'agency',
  'rating',
  'reason',
  'evidence',
  'comment',
  'by',
  'at',
  'reference',
] as const
export type Column = (typeof COLUMNS)[number]

export const HEADINGS: Record<Column, string> = {
  code: 'Code',
  standard: 'Standard',
  expected: 'What is expected',
  agency: 'Agency',
  rating: 'Rating',
  ...RATING_LABELS,
  by: 'Rated by',
  at: 'Rated on',
  reference: 'Reference',
}

/** Other words under which people keep the same columns. */
const ALSO: Readonly<Record<string, Column>> = {
  ref: 'code',
  standards: 'standard',
  title: 'standard',
  organisation: 'agency',
  partner: 'agency',
  'partner agency': 'agency',
  rag: 'rating',
  'rag rating': 'rating',
  grade: 'rating',
  reason: 'reason',
  comments: 'comment',
  notes: 'comment',
}

const named = (heading: string): Column | undefined => columnNamed(heading, HEADINGS, ALSO)

/** A row for each standard and agency. */
export const LIST: Table<Column> = { of: 'a list of ratings', headings: HEADINGS, name: named, must: ['agency', 'rating'], least: 3 }

/** What the history of ratings has besides: a sheet with it is there to be read, and is not imported. */
export const CHANGED = 'Changed on'
export const HISTORY: Table<'changed' | 'agency' | 'rating'> = {
  of: 'a history',
  headings: { changed: CHANGED, agency: HEADINGS.agency, rating: HEADINGS.rating },
  name: heading => columnNamed(heading, { changed: CHANGED, agency: HEADINGS.agency, rating: HEADINGS.rating }, {}),
  must: ['changed', 'agency', 'rating'],
  least: 3,
}

/** A row for each standard and a column for each agency: "agency 3" is the fourth of them. */
export type MatrixColumn = 'code' | 'standard' | 'expected' | `agency ${number}`

/** The matrix of these agencies. */
export const matrixTable = (agencies: readonly Pick<Agency, 'name'>[]): Table<MatrixColumn> => ({
  of: 'a matrix of ratings',
  headings: { code: HEADINGS.code, standard: HEADINGS.standard, expected: HEADINGS.expected },
  name: heading => {
    const at = agencies.findIndex(({ name }) => sameWords(name, heading))
    if (at >= 0) return `agency ${at}`
    const column = named(heading)
    return column === 'code' || column === 'standard' || column === 'expected' ? column : undefined
  },
  must: ['standard'],
  least: 2,
})

/** Words as they are compared: without what stands around and between them, great or small. */
export const sameWords = (one: string, other: string): boolean => plain(one) === plain(other)
const plain = (text: string): string => text.slice(0, 400).trim().replace(/\s+/g, ' ').toLowerCase()
