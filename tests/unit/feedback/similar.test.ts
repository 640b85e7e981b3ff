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
  test('is counted without the establishment’s own answer', () => {
    const peers = peersOf(group(14, { green: 8, amber: 5, red: 1 }), group(14), true)!
    expect(othersGave(peers, 'q', values, 'red')).toEqual([
      { value: 'green', number: 8 },
      { value: 'amber', number: 5 },
      { value: 'red', number: 0 },
    ])
  })
  test('is not said where fewer than ten others answered the question', () => {
    const peers = peersOf(group(14, { green: 9, amber: 1 }), group(14), true)!
    expect(othersGave(peers, 'q', values, 'amber')).toEqual([])
    expect(othersGave(peers, 'q', values, undefined)).toHaveLength(3)
    expect(othersGave(peers, 'other', values, undefined)).toEqual([])
  })
})
