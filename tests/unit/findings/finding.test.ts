import { asId } from '../../../src/platform/id.ts'
import { describe, expect, test } from '@jest/globals'
import { publishableSentence, sentenceOf } from '../../../src/features/findings/finding.ts'
import { singularVerb } from '../../../src/features/findings/singularVerb.ts'
import { cautions, type CountedFinding } from '../../../src/features/findings/publication.ts'
import { quantify } from '../../../src/features/findings/quantifier.ts'
import { suggest } from '../../../src/features/findings/suggestions.ts'
import type { CountableQuestion } from '../../../src/features/findings/areaQuestions.ts'

describe('a finding as a sentence', () => {
  test.each([
    [
      96,
      101,
      'have a child protection policy that is current',
      'Almost all establishments (96 of 101) have a child protection policy that is current.',
    ],
    [1, 101, 'have no policy.', 'One establishment (1 of 101) has no policy.'],
    [0, 101, 'train nobody ', 'No establishments (0 of 101) train nobody.'],
    [60, 101, 'ask “is it\nclear?”', 'More than half of establishments (60 of 101) ask “is it clear?”'],
  ])('%i of %i %s', (n, of, statement, sentence) => expect(sentenceOf(quantify(n, of), 'completed', statement)).toBe(sentence))

  test('says whose number it is', () =>
    expect(sentenceOf(quantify(9, 13), 'reviewed', 'showed it')).toBe('More than half of sampled establishments (9 of 13) showed it.'))

  test('keeps a small number to itself when it is published', () => {
    expect(publishableSentence(quantify(1, 101), 'completed', 'have no policy')).toBe('Fewer than 5 of 101 establishments have no policy.')
    expect(publishableSentence(quantify(100, 101), 'completed', 'have one')).toBe('All but fewer than 5 of 101 establishments have one.')
    expect(publishableSentence(quantify(96, 101), 'completed', 'have one')).toBe('Almost all establishments (96 of 101) have one.')
  })

  test.each([
    ['have a policy', 'has a policy'],
    ['are clear', 'is clear'],
    ['do not publish it', 'does not publish it'],
    ['publish it', 'publishes it'],
    ['carry it out', 'carries it out'],
    ['employ a counsellor', 'employs a counsellor'],
    ['also regularly review it', 'also regularly reviews it'],
    ['cannot tell', 'cannot tell'],
    ['must do more', 'must do more'],
    ['rated it amber', 'rated it amber'],
    ['gave a full report', 'gave a full report'],
    ['need a policy', 'needs a policy'],
    ['do not always write it up', 'does not always write it up'],
    ['', ''],
  ])('of many: "%s", of one: "%s"', (many, one) => expect(singularVerb(many)).toBe(one))
})

describe('what must not be published with its numbers', () => {
  const finding = (id: number, n: number, of: number, values: string[], change: Partial<CountedFinding> = {}): CountedFinding => ({
    id: asId(id),
    source: 'completed',
    counted: [{ question: 'policy', values }],
    n,
    of,
    ...change,
  })
  test.each<[string, CountedFinding[], [number, string][]]>([
    ['a small number', [finding(1, 3, 101, ['no'])], [[1, 'small']]],
    ['one that leaves a small number', [finding(1, 99, 101, ['yes'])], [[1, 'small']]],
    ['nothing that is large on both sides', [finding(1, 90, 101, ['yes']), finding(2, 11, 101, ['partly', 'no'])], []],
    ['the second of two that leave a small third', [finding(1, 90, 101, ['yes']), finding(2, 9, 101, ['partly'])], [[2, 'reveals']]],
    [
      'the second of two that differ by a small number',
      [finding(1, 80, 101, ['yes']), finding(2, 83, 101, ['yes', 'partly'])],
      [[2, 'reveals']],
    ],
    [
      'nothing over different questions',
      [finding(1, 90, 101, ['yes']), finding(2, 9, 101, ['partly'], { counted: [{ question: 'other', values: ['partly'] }] })],
      [],
    ],
    ['nothing over different establishments', [finding(1, 90, 101, ['yes']), finding(2, 9, 101, ['partly'], { source: 'sampled' })], []],
  ])('%s', (_name, findings, expected) => expect([...cautions(findings)]).toEqual(expected))
})

describe('suggestions', () => {
  const question = (key: string): CountableQuestion => ({
    key,
    label: key,
    name: key,
    rated: true,
    values: [
      { value: 'yes', label: 'Yes', good: true },
      { value: 'partly', label: 'Partly', good: false },
      { value: 'no', label: 'No', good: false },
    ],
  })
  const counts = (key: string, yes: number, partly: number, no: number) => [
    { key, answer: 'yes', count: yes },
    { key, answer: 'partly', count: partly },
    { key, answer: 'no', count: no },
  ]

  test('are the strongest and the weakest shares, each with the number that it counts', () => {
    const { strongest, weakest } = suggest(
      [question('middle'), question('best'), question('worst'), question('unasked')],
      [...counts('middle', 60, 30, 10), ...counts('best', 99, 1, 0), ...counts('worst', 10, 20, 10)],
    )
    expect(strongest.map(({ question: { key }, n, of }) => [key, n, of])).toEqual([
      ['best', 99, 100],
      ['middle', 60, 100],
      ['worst', 10, 40],
    ])
    expect(weakest.map(({ question: { key }, n, of }) => [key, n, of])).toEqual([
      ['worst', 30, 40],
      ['middle', 40, 100],
      ['best', 1, 100],
    ])
    expect(weakest[0]).toMatchObject({ kind: 'development', counted: [{ question: 'worst', values: ['partly', 'no'] }] })
  })

  test('do not call a need what nobody falls short in', () => {
    const { weakest } = suggest([question('best')], counts('best', 9, 0, 0))
    expect(weakest).toEqual([])
  })
})
