import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { RegisterFacts } from '../../../src/features/establishments/establishment.ts'
import { compare } from '../../../src/features/establishments/register/compare.ts'
import { conversions, type Closing } from '../../../src/features/establishments/register/conversions.ts'
import { blankFacts, FIELDS, withoutBlanks } from '../../../src/features/establishments/register/fields.ts'
import { tooManyLost } from '../../../src/features/establishments/register/guard.ts'

const school = (facts: Partial<RegisterFacts> = {}): RegisterFacts => ({
  ...blankFacts(),
  name: 'Ashgrove',
  typeCode: 1,
  typeName: 'Community school',
  ...facts,
})

test('what is not stored is new, whatever it says', () => {
  expect(compare(undefined, school())).toMatchObject({ change: 'new', differences: [] })
  expect(compare(undefined, school({ statusCode: 2 }))).toMatchObject({ change: 'new' })
})

test('a changed name is told with what it was', () => {
  const { change, differences, merged } = compare(school({ pupils: 200 }), { name: 'Ashgrove Academy' })
  expect(change).toBe('changed')
  expect(differences).toEqual([{ field: 'name', before: 'Ashgrove', after: 'Ashgrove Academy' }])
  expect(merged).toEqual(school({ pupils: 200, name: 'Ashgrove Academy' }))
})

test.each<[string, Partial<RegisterFacts>, Partial<RegisterFacts>]>([
  [
    'a label drifts while its code stays',
    { typeGroupCode: 4, typeGroupName: 'LA maintained schools' },
    { typeGroupCode: 4, typeGroupName: 'Local authority maintained schools' },
  ],
  ['only the date of the last change differs', { changedOn: '2025-01-01' }, { changedOn: '2026-01-01' }],
  ['a column is missing from the file', { postcode: 'NM1 2AB' }, { name: 'Ashgrove' }],
  [
    '"not applicable" is written in another way',
    { closedReasonCode: 0, closedReason: 'Not applicable' },
    { closedReasonCode: null, closedReason: '' },
  ],
])('nothing has changed when %s', (_what, stored, row) => {
  expect(compare(school(stored), row).change).toBe('unchanged')
})

test('what a change overwrites is kept, also the labels and dates that are no change of their own', () => {
  const before = school({ pupils: 200, typeName: 'Community school', changedOn: '2025-01-01' })
  const { was } = compare(before, school({ pupils: 210, typeName: 'Community', changedOn: '2026-01-01' }))
  expect(was).toEqual({ pupils: 200, typeName: 'Community school', changedOn: '2025-01-01' })
})

test('a school closes when its status becomes 2, and only then', () => {
  expect(compare(school({ statusCode: 1 }), { statusCode: 2 }).change).toBe('closed')
  expect(compare(school({ statusCode: 3 }), { statusCode: 2 }).change).toBe('closed')
  expect(compare(school({ statusCode: 1 }), { statusCode: 3, closedOn: '2026-08-31' }).change).toBe('changed')
  expect(compare(school({ statusCode: 2 }), { statusCode: 2, closedOn: '2026-08-31' }).change).toBe('changed')
  expect(compare(school({ statusCode: 2 }), { statusCode: 1 }).change).toBe('changed')
})

const value = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 5 }), fc.constantFrom('', 'a', 'b'))
const facts = fc
  .record(Object.fromEntries(FIELDS.map(({ field, kind }) => [field, kind === 'text' ? fc.constantFrom('', 'a', 'b') : value])))
  .map(made => made as unknown as RegisterFacts)
const part = fc.tuple(facts, fc.subarray(FIELDS.map(({ field }) => field))).map(([all, kept]): Partial<RegisterFacts> => {
  const some: Partial<Record<keyof RegisterFacts, unknown>> = {}
  for (const field of kept) some[field] = all[field]
  return some as Partial<RegisterFacts>
})

test('comparing tells exactly what would change, and doing it once leaves nothing to do', () => {
  fc.assert(
    fc.property(facts, part, (before, row) => {
      const { change, differences, merged } = compare(before, row)
      expect(change === 'unchanged').toBe(differences.length === 0)
      for (const { field, before: was, after } of differences) {
        expect(was).toBe(before[field])
        expect(after).toBe(row[field])
        expect(was).not.toBe(after)
      }
      for (const { field } of FIELDS) if (!(field in row)) expect(merged[field]).toBe(before[field])
      expect(compare(merged as RegisterFacts, row).change).toBe('unchanged')
      expect(compare(before, before).change).toBe('unchanged')
    }),
  )
})

test('what a preview keeps comes back as it was', () => {
  fc.assert(
    fc.property(facts, made => {
      const kept = JSON.parse(JSON.stringify(withoutBlanks(made))) as Partial<RegisterFacts>
      for (const { field } of FIELDS) expect(kept[field] ?? '').toBe(made[field] ?? '')
    }),
  )
})

const closing = (more: Partial<Closing> = {}): Closing => ({
  identifier: '1',
  laCode: 888,
  establishmentNumber: 2001,
  reasonCode: 10,
  reason: 'Academy Converter',
  ...more,
})
const opening = (identifier: string, establishmentNumber: number | null = 2001) => ({ identifier, laCode: 888, establishmentNumber })

test.each<[string, Parameters<typeof conversions>, [string, string][]]>([
  ['an academy with the same DfE number follows', [[closing()], [opening('2')], []], [['1', '2']]],
  ['a plain closure has no successor', [[closing({ reasonCode: 3, reason: 'Closure' })], [opening('2')], []], []],
  ['another number is another school', [[closing()], [opening('2', 2002)], []], []],
  ['without a number nothing can be told', [[closing({ establishmentNumber: null })], [opening('2', null)], []], []],
  [
    'a link says it outright, whatever the reason',
    [[closing({ reasonCode: 3, reason: 'Closure' })], [opening('9', 5000)], [{ identifier: '1', successor: '9' }]],
    [['1', '9']],
  ],
  ['two successors are for staff to decide', [[closing()], [opening('2'), opening('3')], []], []],
  [
    'two links are for staff to decide',
    [
      [closing()],
      [opening('2')],
      [
        { identifier: '1', successor: '2' },
        { identifier: '1', successor: '3' },
      ],
    ],
    [],
  ],
])('%s', (_what, given, expected) => {
  expect([...conversions(...given)]).toEqual(expected)
})

test.each([
  [{ open: 100, covered: 100, closing: 10, missing: 0 }, null],
  [{ open: 100, covered: 100, closing: 11, missing: 0 }, 11],
  [{ open: 100, covered: 100, closing: 6, missing: 5 }, 11],
  [{ open: 1000, covered: 100, closing: 11, missing: 0 }, 11],
  [{ open: 1000, covered: 3, closing: 1, missing: 0 }, null],
  [{ open: 1000, covered: 8, closing: 5, missing: 0 }, 5],
  [{ open: 3, covered: 3, closing: 1, missing: 0 }, 1],
  [{ open: 0, covered: 0, closing: 0, missing: 0 }, null],
])('of %j too many are lost: %s', (shrinkage, lost) => {
  expect(tooManyLost(shrinkage)).toBe(lost)
})
