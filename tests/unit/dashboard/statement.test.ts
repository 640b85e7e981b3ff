import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { drawUpStatement, StatementDoesNotAddUp } from '../../../src/features/dashboard/statement.ts'
import { DISPOSITIONS, type Disposition } from '../../../src/features/returns/index.ts'

const counts = fc.dictionary(fc.constantFrom(...DISPOSITIONS), fc.nat(10_000)) as fc.Arbitrary<Partial<Record<Disposition, number>>>
const total = (of: Partial<Record<Disposition, number>>) => Object.values(of).reduce((sum, count) => sum + count, 0)

describe('the returns statement', () => {
  test('sums to what was issued, group by group and in all', () => {
    fc.assert(
      fc.property(counts, given => {
        const issued = total(given)
        const statement = drawUpStatement({ counts: given, issued, establishments: issued })
        expect(statement.sum).toBe(issued)
        expect(statement.groups.reduce((sum, group) => sum + group.total, 0)).toBe(issued)
        expect(statement.groups.flatMap(group => group.lines.map(line => line.disposition)).sort()).toEqual([...DISPOSITIONS].sort())
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
          expect(() => drawUpStatement({ counts: given, issued: issued + off, establishments: issued + off })).toThrow(
            StatementDoesNotAddUp,
          )
          expect(() => drawUpStatement({ counts: given, issued, establishments: issued + off })).toThrow(StatementDoesNotAddUp)
        },
      ),
    )
  })

  test('is refused when a return ended where nobody knows', () => {
    const given = { completed_on_time: 3, eaten_by_the_dog: 1 } as Partial<Record<Disposition, number>>
    expect(() => drawUpStatement({ counts: given, issued: 3, establishments: 3 })).toThrow('eaten_by_the_dog')
  })
})
