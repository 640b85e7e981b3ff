import { describe, expect, test } from '@jest/globals'
import { capped } from '../../../src/platform/forms/lengths.ts'
import { asId } from '../../../src/platform/id.ts'
import { changesSince } from '../../../src/features/standards/changes.ts'
import { matrixOf } from '../../../src/features/standards/matrix.ts'
import { changedIn, planSave, type Said } from '../../../src/features/standards/merge.ts'
import { heldIn } from '../../../src/features/standards/ratingForm.ts'
import { LONGEST_PASTED, MOST_STANDARDS, pastedStandards } from '../../../src/features/standards/pasted.ts'
import { agreedOf, countsOf, metIn, worstOf, type Given, type RollUp } from '../../../src/features/standards/rollUp.ts'
import { DEFAULT_SCALE, keyFrom, sameScale, type Scale } from '../../../src/features/standards/scale.ts'
import { parseMoreAgencies, parseScale } from '../../../src/features/standards/schemas.ts'
import { metSentence, resultSentence } from '../../../src/features/standards/sentences.ts'
import type { Agency, ExerciseStandard, Rating } from '../../../src/features/standards/standard.ts'

const G: Given = { kind: 'value', key: 'green' }
const A: Given = { kind: 'value', key: 'amber' }
const R: Given = { kind: 'value', key: 'red' }
const NA: Given = { kind: 'na' }
const NONE: Given = { kind: 'missing' }

describe('the worst rating of any agency', () => {
  test.each<[string, Given[], object]>([
    ['all green', [G, G, G], { kind: 'value', key: 'green' }],
    ['one amber', [G, A, G], { kind: 'value', key: 'amber' }],
    ['one red among amber', [A, R, G], { kind: 'value', key: 'red' }],
    ['who says that it does not apply is left out', [NA, G, NA], { kind: 'value', key: 'green' }],
    ['it applies to nobody', [NA, NA], { kind: 'na' }],
    ['a missing one is not green', [G, G, NONE], { kind: 'missing', soFar: 'green' }],
    ['a missing one leaves amber open', [A, NONE], { kind: 'missing', soFar: 'amber' }],
    ['red is not hidden by a missing one', [R, NONE, G], { kind: 'value', key: 'red' }],
    ['missing and not applicable are no rating', [NA, NONE], { kind: 'missing', soFar: null }],
    ['nobody has rated', [NONE, NONE], { kind: 'missing', soFar: null }],
    ['nobody was asked', [], { kind: 'missing', soFar: null }],
    [
      'a value that the scale has not is never better than what is known',
      [G, { kind: 'value', key: 'gone' }],
      { kind: 'value', key: 'red' },
    ],
  ])('%s', (_words, given, expected) => {
    expect(worstOf(given, DEFAULT_SCALE)).toEqual(expected)
  })
})

test('an agreed rating is missing until staff set it, and is theirs then', () => {
  expect(agreedOf(NONE)).toEqual({ kind: 'missing', soFar: null })
  expect(agreedOf(A)).toEqual({ kind: 'value', key: 'amber' })
  expect(agreedOf(NA)).toEqual({ kind: 'na' })
})

test('each is counted once, and what is missing or does not apply is never met', () => {
  const counts = countsOf([G, G, A, NA, NONE, R], DEFAULT_SCALE)
  expect({ ...counts, values: [...counts.values] }).toEqual({
    values: [
      ['green', 2],
      ['amber', 1],
      ['red', 1],
    ],
    na: 1,
    missing: 1,
    total: 6,
  })
  expect(metIn(counts, DEFAULT_SCALE)).toBe(2)
  expect(metIn(countsOf([NA, NONE], DEFAULT_SCALE), DEFAULT_SCALE)).toBe(0)
})

const standard = (n: number, more: Partial<ExerciseStandard> = {}): ExerciseStandard => ({
  id: asId(n),
  code: `S${n}`,
  title: `Standard ${n}`,
  text: '',
  ...more,
})
const agency = (n: number, name: string): Agency => ({ id: asId(n), name, contactName: '', contactEmail: '' })
const rating = (standardId: number, agencyId: number | null, value: string | null): Rating => ({
  standardId: asId(standardId),
  agencyId: agencyId === null ? null : asId(agencyId),
  value,
  reason: value === null ? 'Not our work' : '',
  evidence: '',
  comment: '',
  byName: 'Jo',
  enteredFrom: null,
  at: new Date(0),
  version: 1,
})

const POLICE = agency(1, 'Police')
const PROBATION = agency(2, 'Probation')
const of = (rollUp: RollUp, ratings: Rating[], standards = [standard(1), standard(2), standard(3)], scale: Scale = DEFAULT_SCALE) => ({
  scale,
  rollUp,
  matrix: matrixOf({ scale: [...scale], rollUp }, { standards, agencies: [POLICE, PROBATION], ratings }),
})

describe('the sentence of a result', () => {
  const ratings = [rating(1, 1, 'green'), rating(1, 2, 'green'), rating(2, 1, 'amber'), rating(2, 2, null), rating(3, 1, 'green')]
  test.each<[RollUp, Rating[], string]>([
    [
      'worst',
      ratings,
      'No red, 1 amber, 1 green, 1 not yet rated by Probation: the worst rating of any agency, of 3 standards; 6 ratings asked, 1 not applicable, 1 missing.',
    ],
    [
      'worst',
      [...ratings, rating(3, 2, 'green')],
      'No red, 1 amber, 2 green: the worst rating of any agency, of 3 standards; 6 ratings asked, 1 not applicable, none missing.',
    ],
    [
      'worst',
      [],
      'No red, no amber, no green, 3 not yet rated by Police and Probation: the worst rating of any agency, of 3 standards; 6 ratings asked, none not applicable, 6 missing.',
    ],
    [
      'apart',
      ratings,
      'No red, 1 amber, 3 green: each agency counted apart, of 3 standards rated by 2 agencies; 6 ratings asked, 1 not applicable, 1 missing.',
    ],
    [
      'agreed',
      [...ratings, rating(1, null, 'green'), rating(2, null, 'red')],
      '1 red, no amber, 1 green, 1 not yet agreed: the rating that was agreed, of 3 standards; 6 ratings asked, 1 not applicable, 1 missing.',
    ],
  ])('says its rule, and what is missing: %s', (rollUp, given, expected) => {
    const { matrix, scale } = of(rollUp, given)
    expect(resultSentence({ scale, rollUp }, matrix, 2)).toBe(expected)
  })

  test('says that no agency is asked, instead of naming nobody', () => {
    const matrix = matrixOf({ scale: [...DEFAULT_SCALE], rollUp: 'worst' }, { standards: [standard(1)], agencies: [], ratings: [] })
    expect(resultSentence({ scale: DEFAULT_SCALE, rollUp: 'worst' }, matrix, 0)).toBe(
      'No red, no amber, no green, 1 not rated, since no agency is asked: the worst rating of any agency, of 1 standard; 0 ratings asked, none not applicable, none missing.',
    )
  })

  test('an agreed rating is no rating of an agency', () => {
    const { matrix } = of('worst', [rating(1, null, 'green')])
    expect(matrix.asked).toMatchObject({ missing: 6, total: 6 })
  })

  test('what is met is said of all standards', () => {
    const { matrix, scale } = of('worst', ratings)
    expect(metSentence({ scale, rollUp: 'worst' }, matrix)).toBe(
      '1 of 3 standards is met. Green counts as met. What is missing or not applicable does not.',
    )
  })
})

describe('since the exercise before', () => {
  const both = (a: string, b: string) => [rating(1, 1, a), rating(1, 2, a), rating(2, 1, b), rating(2, 2, b)]
  test('says which results moved, and which standards are others', () => {
    const before = of('worst', both('amber', 'green'), [standard(1), standard(2), standard(4)])
    const now = of('worst', both('green', 'red'), [standard(1), standard(2, { text: 'Now with a date' }), standard(3)])
    expect(changesSince(before, now)).toEqual({
      added: ['S3 Standard 3'],
      removed: ['S4 Standard 4'],
      reworded: ['S2 Standard 2'],
      incomparable: null,
      moved: [{ standard: standard(1), from: { kind: 'value', key: 'amber' }, to: { kind: 'value', key: 'green' } }],
    })
  })

  test.each<[string, RollUp, RollUp, Scale, RegExp]>([
    ['another scale', 'worst', 'worst', DEFAULT_SCALE.slice(0, 2), /scale was changed/],
    ['another rule', 'agreed', 'worst', DEFAULT_SCALE, /rule was changed/],
    ['each counted apart', 'apart', 'apart', DEFAULT_SCALE, /counted apart/],
  ])('compares nothing with %s', (_words, then, now, scale, why) => {
    const changes = changesSince(of(then, both('amber', 'green'), undefined, scale), of(now, both('green', 'green')))
    expect(changes.moved).toEqual([])
    expect(changes.incomparable).toMatch(why)
  })
})

describe('two people at once', () => {
  const said = (value: string): Said => ({ value, reason: '', evidence: '', comment: '' })
  const stored = { ...rating(1, 1, 'amber'), version: 3 }
  test.each<[string, number, string, number, number]>([
    ['the same is nothing', 0, 'amber', 0, 0],
    ['what was seen is changed', 3, 'green', 1, 0],
    ['what was not seen is a conflict', 2, 'green', 0, 1],
    ['what did not exist then is a conflict', 0, 'green', 0, 1],
  ])('%s', (_words, version, value, writes, conflicts) => {
    const plan = planSave([{ standardId: asId(1), version, said: said(value) }], new Map([[stored.standardId, stored]]))
    expect([plan.writes.length, plan.conflicts.length]).toEqual([writes, conflicts])
  })
})

test('what is as it is stored is not what would be lost', () => {
  const said = (value: string): Said => ({ value, reason: '', evidence: '', comment: '' })
  const entry = (id: number, value: string) => ({ standardId: asId<'standard'>(id), version: 0, said: said(value) })
  expect(changedIn([entry(1, 'amber'), entry(2, 'amber'), entry(3, 'green')], [rating(1, 1, 'amber'), rating(2, 1, 'green')])).toEqual([
    2, 3,
  ])
})

test('what a form held is given back by standard, in words, and of standards that nobody may know without their names', () => {
  const body = {
    'rating-1': 'amber',
    'evidence-1': ' A plan ',
    'rating-2': 'na',
    'reason-2': 'No staff',
    'version-3': '1',
    'comment-9': 'Hm',
    person: 'Jo',
  }
  expect(heldIn(body, [standard(1), standard(2), standard(3)], DEFAULT_SCALE)).toEqual([
    { name: 'S1 Standard 1', lines: ['Rating: Amber', 'Evidence: A plan'] },
    { name: 'S2 Standard 2', lines: ['Rating: Not applicable', 'Reason: No staff'] },
    { name: '', lines: ['Comment: Hm'] },
  ])
})

describe('pasted standards', () => {
  test.each<[string, string, object[]]>([
    ['a code with a number', '1.2 Leaders know', [{ code: '1.2', title: 'Leaders know', text: '' }]],
    ['a sign after the code', 'S3: Training', [{ code: 'S3', title: 'Training', text: '' }]],
    ['a dash after the code', 'A1 – Training', [{ code: 'A1', title: 'Training', text: '' }]],
    [
      'no code',
      'Leaders know\r\n\r\nStaff know',
      [
        { code: '', title: 'Leaders know', text: '' },
        { code: '', title: 'Staff know', text: '' },
      ],
    ],
    ['cells', 'X\tTitle\tText\tMore', [{ code: 'X', title: 'Title', text: 'Text\nMore' }]],
    ['cells without a code', 'A title too long for any code\tText', [{ code: '', title: 'A title too long for any code', text: 'Text' }]],
  ])('%s', (_words, pasted, standards) => {
    expect(pastedStandards(pasted, 0)).toEqual({ standards })
  })

  test.each<[string, string, number, RegExp]>([
    ['nothing', ' \n ', 0, /at least one/],
    ['a long title, with its line', `1 a\n2 ${'b'.repeat(301)}`, 0, /Line 2: the title must be 300/],
    ['a code alone', '1\t', 0, /Line 1: there is no title/],
    ['too many', '1 a', MOST_STANDARDS, /at most 200 standards: this would be 201/],
    ['too much', `1 ${'b'.repeat(LONGEST_PASTED)}`, 0, /must be 300,000 characters or fewer/],
  ])('refused: %s', (_words, pasted, there, message) => {
    const parsed = pastedStandards(pasted, there)
    expect('errors' in parsed && parsed.errors[0]?.message).toMatch(message)
  })
})

test('as many standards as a set may have, at their longest that people write, come whole: nothing is cut on the way', () => {
  const text = 'What shows it. '.repeat(60).trim()
  const pasted = Array.from({ length: MOST_STANDARDS }, (_, at) => `S${at}\tStandard ${at}\t${text}`).join('\n')
  expect(pasted.length).toBeGreaterThan(100_000)
  const parsed = pastedStandards(capped('pasted', pasted), 0)
  expect('standards' in parsed && parsed.standards.map(standard => standard.text === text)).toEqual(Array(MOST_STANDARDS).fill(true))
  const more = pastedStandards(capped('pasted', 'a\n'.repeat(1_000_000)), 0)
  expect('errors' in more && more.errors).toHaveLength(1)
})

test('a list of agencies that is too long is refused, and not cut', () => {
  const list = `Police${'\n'.repeat(40_000)}Probation`
  const parsed = parseMoreAgencies({ agencies: capped('agencies', list) }, 0)
  expect('errors' in parsed && parsed.errors[0]?.message).toBe('The list of agencies must be 10,000 characters or fewer')
})

describe('a scale', () => {
  const line = (word: string, key = '') => ({ key, word, colour: 'green', meets: false })
  test('keeps the key of a value whose word is changed, and gives new ones their own', () => {
    const parsed = parseScale([line('Strong', 'green'), line(''), line('Green'), line('Green!')])
    expect('scale' in parsed && parsed.scale.map(({ key, word }) => [key, word])).toEqual([
      ['green', 'Strong'],
      ['green_2', 'Green'],
      ['green_', 'Green!'],
    ])
  })
  test.each<[string, ReturnType<typeof line>[], RegExp]>([
    ['one value', [line('Green')], /at least two/],
    ['a word twice', [line('Green'), line('green')], /twice/],
    ['a long word', [line('x'.repeat(41)), line('b')], /40 characters/],
    ['what can always be said', [line('Green'), line('not  applicable')], /“not applicable” can always be said/],
  ])('refuses %s', (_words, lines, message) => {
    const parsed = parseScale(lines)
    expect('errors' in parsed && parsed.errors[0]?.message).toMatch(message)
  })
  test('no value takes the word by which lists ask for what is missing', () => {
    expect([keyFrom('NA', []), keyFrom('Missing', []), keyFrom('4', [])]).toEqual(['na_2', 'missing_2', 'value_4'])
    const forged = parseScale([line('Green', 'na'), line('Red', 'missing')])
    expect('scale' in forged && forged.scale.map(({ key }) => key)).toEqual(['green', 'red'])
  })
  test('another order is another scale, another word is not', () => {
    const [green, amber, red] = DEFAULT_SCALE as [Scale[0], Scale[0], Scale[0]]
    expect(sameScale(DEFAULT_SCALE, [{ ...green, word: 'Good' }, amber, red])).toBe(true)
    expect(sameScale(DEFAULT_SCALE, [amber, green, red])).toBe(false)
    expect(sameScale(DEFAULT_SCALE, [green, { ...amber, meets: true }, red])).toBe(false)
  })
})
