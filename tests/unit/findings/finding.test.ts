import { asId } from '../../../src/platform/id.ts'
import { describe, expect, test } from '@jest/globals'
import { sentenceOf, type Finding, type Worded } from '../../../src/features/findings/finding.ts'
import { publishedSentence } from '../../../src/features/findings/published.ts'
import { figureOf } from '../../../src/features/findings/figureSet.ts'
import { singularVerb } from '../../../src/features/findings/singularVerb.ts'
import { suggest } from '../../../src/features/findings/suggestions.ts'
import type { CountableQuestion } from '../../../src/features/findings/partQuestions.ts'
import { weightedShare } from '../../../src/features/findings/weighting.ts'
import type { Why } from '../../../src/features/suppression/index.ts'

const counted = (n: number, of: number, change: Partial<Worded> = {}): Worded => ({
  n,
  of,
  among: of,
  coming: false,
  weighted: null,
  source: 'completed',
  statement: 'have a policy',
  ...change,
})

describe('a finding as a sentence', () => {
  test.each<[Worded, string]>([
    [counted(96, 101), 'Almost all (96) of the 101 establishments that have sent theirs have a policy.'],
    [counted(1, 101), 'One of the 101 establishments that have sent theirs has a policy.'],
    [counted(0, 101, { statement: 'train nobody ' }), 'None of the 101 establishments that have sent theirs train nobody.'],
    [
      counted(60, 101, { statement: 'ask “is it\nclear?”' }),
      'More than half (60) of the 101 establishments that have sent theirs ask “is it clear?”',
    ],
    [counted(6, 6, { coming: true }), '6 of the 6 returns in so far have a policy.'],
    [counted(30, 60, { coming: true, among: 64 }), 'Half (30) of the 60 returns in so far that answer this have a policy.'],
    [counted(96, 101, { among: 104 }), 'Almost all (96) of the 101 establishments that have sent theirs and answered this have a policy.'],
    [counted(11, 13, { source: 'sampled' }), 'Most (11) of the 13 sampled establishments have a policy.'],
    [
      counted(11, 12, { source: 'sampled', among: 13 }),
      'Almost all (11) of the 12 sampled establishments that answered this have a policy.',
    ],
    [
      counted(9, 13, { source: 'reviewed', statement: 'showed it' }),
      'More than half (9) of the 13 establishments reviewed on this showed it.',
    ],
    [
      counted(9, 13, { source: 'reviewed', statement: 'showed it', weighted: 0.912 }),
      'Almost all (9) of the 13 establishments reviewed on this (91% when weighted) showed it.',
    ],
  ])('%j', (finding, words) => expect(sentenceOf(finding, 10)).toBe(words))

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

describe('a finding as it may be published', () => {
  const rule = { threshold: 5, minimum: 10, least: 10 }
  const finding = (n: number, of: number, change: Partial<Finding> = {}): Finding => ({
    ...counted(n, of),
    id: asId(7),
    roundId: asId(1),
    part: 'area',
    partKey: 'policies',
    kind: 'strength',
    counted: [{ question: 'policy', values: ['yes'] }],
    against: null,
    countedAt: new Date(),
    position: 1,
    createdBy: '',
    changedBy: '',
    version: 1,
    ...change,
  })
  const policy = { source: 'completed', counted: [{ question: 'policy', values: ['yes'] }] } as const satisfies Partial<Finding>
  const n = figureOf.n({ ...policy, counted: [...policy.counted] })
  const of = 'completed|policy:answered'
  test.each<[string, Finding, [string, Why][], string]>([
    ['a large number', finding(96, 101), [], 'Almost all (96) of the 101 establishments that have sent theirs have a policy.'],
    ['a small one', finding(3, 101), [[n, 'small']], 'Fewer than 5 of the 101 establishments that have sent theirs have a policy.'],
    [
      'one that leaves a small one',
      finding(103, 104),
      [[n, 'beside']],
      'At least 100 of the 104 establishments that have sent theirs have a policy.',
    ],
    [
      'one that gives another away',
      finding(90, 104),
      [[n, 'beside']],
      'We do not publish how many of the 104 establishments that have sent theirs have a policy.',
    ],
    [
      'one whose population is covered',
      finding(96, 101),
      [[of, 'beside']],
      '96 of the establishments that have sent theirs have a policy.',
    ],
    [
      'a small one in a table that is covered whole',
      finding(3, 101),
      [[n, 'whole']],
      'We do not publish how many of the 101 establishments that have sent theirs have a policy.',
    ],
    [
      'one of which it is covered whether all have answered',
      finding(3, 4, { among: 104 }),
      [
        [n, 'whole'],
        [of, 'whole'],
      ],
      'We do not publish how many of the establishments that have sent theirs have a policy.',
    ],
    [
      'one that is covered beside a population that is',
      finding(96, 101, { among: 104 }),
      [
        [n, 'beside'],
        [of, 'beside'],
      ],
      'We do not publish how many of the establishments that have sent theirs have a policy.',
    ],
    [
      'what all of a few said',
      finding(7, 7),
      [[n, 'same']],
      'We do not publish how many of the 7 establishments that have sent theirs have a policy.',
    ],
    [
      'one of a sample whose strata weigh differently',
      finding(9, 13, { source: 'reviewed', weighted: 0.8 }),
      [],
      'Most (9) of the 13 establishments reviewed on this (weighted by stratum) have a policy.',
    ],
  ])('%s', (_what, one, covered, words) => expect(publishedSentence(one, { covered: new Map(covered) }, rule)).toBe(words))
})

describe('the share of a sample', () => {
  const lookedAt = (stratum: string, population: number, inSample: number) => ({
    sampleId: asId<'sample'>(1),
    stratum,
    population,
    lookedAt: inSample,
  })
  const found = (stratum: string, n: number, ofStratum: number, sample = 1) => ({
    sampleId: asId<'sample'>(sample),
    stratum,
    n,
    of: ofStratum,
  })
  // 0.9 * 5/10 + 0.1 * 10/10, worked out by hand.
  test.each([
    [
      'weighs each stratum by its size',
      [found('Primary', 5, 10), found('Special', 10, 10)],
      [lookedAt('Primary', 90, 10), lookedAt('Special', 10, 10)],
      0.55,
    ],
    [
      'is that of the numbers where shares are even',
      [found('Primary', 5, 9), found('Special', 1, 1)],
      [lookedAt('Primary', 90, 9), lookedAt('Special', 10, 1)],
      null,
    ],
    ['is that of the numbers without strata', [found('All', 5, 9)], [], null],
    [
      'leaves out a stratum of which nobody was counted',
      [found('Primary', 5, 10)],
      [lookedAt('Primary', 90, 10), lookedAt('Special', 10, 10)],
      0.5,
    ],
    [
      'weighs a stratum of which some were drawn and not reviewed by what it is',
      [found('Primary', 2, 2), found('Special', 0, 10)],
      [lookedAt('Primary', 50, 2), lookedAt('Special', 50, 10)],
      0.5,
    ],
    [
      'leaves out of a stratum those whom the question was not put to',
      [found('Primary', 5, 10), found('Special', 1, 1)],
      [lookedAt('Primary', 90, 10), lookedAt('Special', 10, 10)],
      // 9 * 5 + 1 of 9 * 10 + 1
      46 / 91,
    ],
    [
      'is that of the numbers where samples are counted together',
      [found('Primary', 5, 10), found('Primary', 5, 10, 2)],
      [lookedAt('Primary', 90, 10), lookedAt('Special', 10, 10)],
      null,
    ],
  ])('%s', (_what, strata, sizes, share) => expect(weightedShare(strata, sizes)).toBe(share))
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
