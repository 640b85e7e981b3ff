import { expect, test } from '@jest/globals'
import { DEFAULT_SCALE } from '../../../src/features/standards/scale.ts'
import { ratingChanges } from '../../../src/features/standards/workbook/changes.ts'
import { asId } from '../../../src/platform/id.ts'

type There = Parameters<typeof ratingChanges>[1]

test('a blank cell beside a rating says nothing: evidence and comment that were written stay', () => {
  const before = { value: 'green', reason: '', evidence: 'Minutes of May', comment: 'Agreed by all', version: 3 }
  const there = {
    exercise: { id: asId<'exercise'>(1), scale: DEFAULT_SCALE, rollUp: 'worst' },
    standards: [{ id: asId<'standard'>(2), code: 'S1', title: 'Leaders know' }],
    agencies: [{ id: asId<'agency'>(4), name: 'Police' }],
    ratings: [{ ...before, standardId: asId<'standard'>(2), agencyId: asId<'agency'>(4) }],
    isForeign: false,
  } as unknown as There
  const cell = (text: string) => ({ text, cell: 'E2' })
  const changesOf = (rating: string, comment = '') => {
    const cells = { code: cell('S1'), agency: cell('Police'), rating: cell(rating), evidence: cell(''), comment: cell(comment) }
    return ratingChanges({ rows: [{ line: 2, sheet: 'Ratings', cells }], notes: [], hasTable: true }, there)
  }
  expect(changesOf('Green')).toMatchObject({ ratings: [], bad: [] })
  expect(changesOf('Red', 'No longer').ratings).toMatchObject([
    { entry: { said: { value: 'red', evidence: 'Minutes of May', comment: 'No longer' } } },
  ])
})

test('a standard with other words is taken for the one that has its code; of a row that is not imported nobody says so', () => {
  const there = {
    exercise: { id: asId<'exercise'>(1), scale: DEFAULT_SCALE, rollUp: 'worst' },
    standards: [{ id: asId<'standard'>(2), code: 'S1', title: 'Leaders know' }],
    agencies: [{ id: asId<'agency'>(4), name: 'Police' }],
    ratings: [],
    isForeign: false,
  } as unknown as There
  const told = (agency: string, rating: string) => {
    const texts = { code: 'S1', standard: 'Leaders understand', agency, rating }
    const cells = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, { text, cell: 'B2' }]))
    const { notes, bad } = ratingChanges({ rows: [{ line: 2, sheet: 'Ratings', cells }], notes: [], hasTable: true }, there)
    return [notes, bad].map(said => said.map(({ text }) => text.slice(0, 27)))
  }
  expect(told('Police', 'Green')).toEqual([['It has other words here: “S'], []])
  expect(told('Fire', 'Green')).toEqual([[], ['No agency called “Fire” is ']])
  expect(told('Police', 'Purple')).toEqual([[], ['“Purple” is no rating of th']])
})
