import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { drawUpStatement, publishedLines, StatementDoesNotAddUp } from '../../../src/features/dashboard/statement.ts'
import { DISPOSITIONS, type Disposition } from '../../../src/features/returns/index.ts'

const codes = Object.keys(DISPOSITIONS) as Disposition[]
const counts = fc.dictionary(fc.constantFrom(...codes), fc.nat(10_000)) as fc.Arbitrary<Partial<Record<Disposition, number>>>
const total = (of: Partial<Record<Disposition, number>>) => Object.values(of).reduce((sum, count) => sum + count, 0)

describe('the returns statement', () => {
  test('sums to what was issued, group by group and in all', () => {
    fc.assert(
      fc.property(counts, given => {
        const issued = total(given)
        const statement = drawUpStatement({ counts: given, issued })
        expect(statement.sum).toBe(issued)
        expect(statement.groups.reduce((sum, group) => sum + group.total, 0)).toBe(issued)
        expect(statement.groups.flatMap(group => group.lines.map(line => line.disposition)).sort()).toEqual([...codes].sort())
      }),
    )
  })

  test('is refused whenever one establishment too many or too few is counted', () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: -5, max: 5 }).filter(off => off !== 0),
        (given, off) => {
          const issued = total(given)
          expect(() => drawUpStatement({ counts: given, issued: issued + off })).toThrow(StatementDoesNotAddUp)
          const { not_expected, completed } = drawUpStatement({ counts: given, issued }).figures
          const beside = { in_round: issued, not_expected, completed, covered_outstanding: 0, offline_in_time: 0, offline_late: 0 }
          expect(drawUpStatement({ counts: given, issued, beside }).figures.asked).toBe(issued)
          for (const key of ['not_expected', 'completed'] as const)
            expect(() => drawUpStatement({ counts: given, issued, beside: { ...beside, [key]: beside[key] + off } })).toThrow(key)
        },
      ),
    )
  })

  test('is refused when a return ended where nobody knows', () => {
    const given = { completed_on_time: 3, eaten_by_the_dog: 1 } as Partial<Record<Disposition, number>>
    expect(() => drawUpStatement({ counts: given, issued: 3 })).toThrow('eaten_by_the_dog')
  })
})

describe('the statement as it is published', () => {
  test.each([
    ['both small', 2, 3, ['Not applicable or declined: 5']],
    ['one small', 6, 1, ['Not applicable or declined: 7']],
    ['neither small', 6, 7, ['Not applicable: 6', 'Declined: 7']],
    ['neither there', 0, 0, ['Not applicable: 0', 'Declined: 0']],
  ])(
    'keeps its sum, and joins who declined with who need not answer where either is small (%s)',
    (_what, notApplicable, declined, expected) => {
      const counts = { completed_on_time: 90, closed: 1, not_applicable: notApplicable, declined }
      const issued = 91 + notApplicable + declined
      const lines = publishedLines(drawUpStatement({ counts, issued }), 5)
      expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(issued)
      expect(lines.map(({ words, count }) => `${words}: ${count}`)).toEqual(expect.arrayContaining(expected))
      expect(lines.filter(({ words }) => /declined|not applicable/i.test(words))).toHaveLength(expected.length)
      expect(lines).toContainEqual({ words: 'Closed', count: 1 })
    },
  )
})
