import { describe, expect, test } from '@jest/globals'
import { othersGave, peersOf, valueKey, type GroupAnswers } from '../../../src/features/feedback/similar.ts'

const given = (counts: Record<string, number>) =>
  new Map([['q', new Map(Object.entries(counts).map(([value, n]) => [valueKey(value), n]))]])
const group = (returns: number, counts: Record<string, number> = {}): GroupAnswers => ({ group: 'Primary', returns, given: given(counts) })

describe('with whom an establishment is compared', () => {
  const round = { ...group(40), group: '' }
  test.each<[string, number, boolean, number | undefined, string | undefined]>([
    ['ten others of its group, beside itself', 11, true, 10, '10 other establishments of the group “Primary”'],
    ['ten others of its group, itself not among them', 10, false, 10, '10 other establishments of the group “Primary”'],
    ['nine others: the whole round', 10, true, 39, '39 other establishments'],
  ])('%s', (_name, returns, isCounted, others, words) => {
    expect(peersOf(group(returns), round, isCounted)).toMatchObject({ others, words })
  })
  test('with nobody, where the round has too few', () => {
    expect(peersOf(group(5), { ...group(10), group: '' }, true)).toBeUndefined()
    expect(peersOf(undefined, { ...group(9), group: '' }, false)).toBeUndefined()
  })
})

describe('what the others gave', () => {
  const values = ['green', 'amber', 'red']
  const gave = (counts: Record<string, number>, own: string | undefined, threshold = 5) =>
    othersGave(peersOf(group(14, counts), group(14), true)!, 'q', values, { own, threshold })
  test('is counted without the establishment’s own answer', () => {
    expect(gave({ green: 8, amber: 5, red: 1 }, 'red')).toEqual([
      { values: ['green'], number: 8 },
      { values: ['amber'], number: 5 },
      { values: ['red'], number: 0 },
    ])
  })
  test.each<[string, Record<string, number>, [string, number][]]>([
    [
      'a small number is told with the next',
      { green: 14, amber: 7, red: 1 },
      [
        ['green', 14],
        ['amber or red', 8],
      ],
    ],
    [
      'two that are enough together stay by themselves',
      { green: 14, amber: 3, red: 2 },
      [
        ['green', 14],
        ['amber or red', 5],
      ],
    ],
    [
      'of a scale of which one end is small',
      { green: 2, amber: 7, red: 14 },
      [
        ['green or amber', 9],
        ['red', 14],
      ],
    ],
    [
      'the smallest of the others goes with it, wherever it stands',
      { green: 6, amber: 9, red: 1 },
      [
        ['green or red', 7],
        ['amber', 9],
      ],
    ],
    ['nothing, where that leaves one number', { green: 20, red: 2 }, []],
    [
      'none is no small number',
      { green: 20, amber: 0, red: 6 },
      [
        ['green', 20],
        ['amber', 0],
        ['red', 6],
      ],
    ],
  ])('%s', (_name, counts, said) => {
    expect(gave(counts, undefined).map(one => [one.values.map(String).join(' or '), one.number])).toEqual(said)
  })
  test('is not said where fewer than ten others answered the question', () => {
    expect(gave({ green: 9, amber: 1 }, 'amber')).toEqual([])
    expect(gave({ green: 5, amber: 5 }, undefined)).toHaveLength(3)
    expect(othersGave(peersOf(group(14), group(14), true)!, 'other', values, { own: undefined, threshold: 5 })).toEqual([])
  })
})
