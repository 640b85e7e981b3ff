import { describe, expect, test } from '@jest/globals'
import { changesSince, type Stamp } from '../../../src/features/reports/changes.ts'
import { coverGrid, coverPart } from '../../../src/features/reports/coverGrid.ts'
import { asId } from '../../../src/platform/id.ts'

const RULE = { threshold: 5, minimum: 10 }

describe('a table of groups in a covered report', () => {
  test('shows all numbers where none is small', () => {
    const counts = [
      [70, 8],
      [12, 6],
    ]
    expect(coverGrid(counts, RULE, { sums: true })).toEqual(counts)
  })

  test('never leaves a covered number alone in its row or its column', () => {
    const shown = coverGrid(
      [
        [70, 8],
        [12, 3],
        [40, 9],
      ],
      RULE,
      { sums: true },
    )
    expect(shown[1]).toEqual([null, null])
    for (const column of [0, 1]) expect(shown.filter(row => row[column] === null).length).toBeGreaterThan(1)
    expect(shown.flat().filter(count => count === null).length).toBe(4)
  })

  test('shows nothing where what is known gives a small number away', () => {
    // One of all was not expected: wherever it was, the sum of the column says that it was one.
    expect(coverGrid([[9, 1]], RULE, { sums: true })).toEqual([[null, null]])
  })
})

test.each([
  [13, 13, 13],
  [0, 13, 0],
  [9, 13, null],
  [3, 13, null],
  [8, 13, 8],
])('%i of %i is said as %s', (count, whole, said) => {
  expect(coverPart(count, whole, RULE)).toBe(said)
})

describe('what has changed since a report was made', () => {
  const finding = { id: asId<'finding'>(1), statement: 'have a policy', n: 96, of: 101 }
  const then: Stamp = { issued: 118, expected: 117, completed: 104, generation: 3, findings: [finding] }

  test('is nothing as long as all is as it was', () => {
    expect(changesSince(then, structuredClone(then))).toEqual([])
  })

  test('is said number by number', () => {
    const now = {
      ...then,
      completed: 1106,
      generation: 4,
      findings: [
        { ...finding, n: 97, of: 103 },
        { ...finding, id: asId<'finding'>(2), statement: 'know whom to call' },
      ],
    }
    expect(changesSince(then, now)).toEqual([
      'Completed: 104 in the report, 1,106 now.',
      '“have a policy”: 96 of 101 in the report, 97 of 103 now.',
      'A finding was added: “know whom to call”.',
      'Answers have been added or changed, so the numbers of questions may be others.',
    ])
    expect(changesSince(then, { ...then, findings: [] })).toEqual(['A finding was removed: “have a policy”.'])
    expect(changesSince(then, { ...then, findings: [{ ...finding, statement: 'have one' }] })).toEqual([
      'A finding is worded in another way: “have one”.',
    ])
  })
})
