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
