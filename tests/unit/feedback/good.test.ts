import { expect, test } from '@jest/globals'
import { goodOf, type GoodFacts, type RatedWell } from '../../../src/features/feedback/good.ts'
import { peersOf } from '../../../src/features/feedback/similar.ts'

const rated = (isBest: boolean, more: Partial<RatedWell> = {}): RatedWell => ({
  ...{ label: 'Staff code', own: isBest ? 'Met' : 'Not met', isBest, isRated: true, share: '', ofAll: true },
  ...more,
})
const facts = (more: Partial<GoodFacts> = {}): GoodFacts => ({ sections: [], reviewed: { agreed: 0, of: 0 }, files: 0, ...more })
const section = (title: string, ...ratings: RatedWell[]) => ({ title, ratings })

test('nothing is praised where there is nothing to praise', () => {
  expect(goodOf(facts())).toEqual([])
  expect(
    goodOf(facts({ sections: [section('Policies', rated(false), rated(false), rated(true))], reviewed: { agreed: 1, of: 3 } })),
  ).toEqual([])
  // “Not applicable”, and no answer, are no rating.
  expect(goodOf(facts({ sections: [section('Policies', rated(false, { isRated: false }))] }))).toEqual([])
})

test('what is good is said with its numbers, and whose rating it is', () => {
  const sections = [
    section('Policies', rated(true), rated(true)),
    section('Training', rated(true), rated(false), rated(false, { isRated: false })),
  ]
  expect(goodOf(facts({ sections, reviewed: { agreed: 11, of: 12 }, files: 3 }))).toEqual([
    'Our reviewers looked at 12 answers of yours and agreed with 11 of 12.',
    'You gave yourselves the best rating on 3 of the 4 questions that you rated.',
    'You gave the best rating throughout 1 section: Policies.',
    'You sent 3 documents as evidence.',
  ])
})

test('where all is the best it is said once', () => {
  const sections = [section('Policies', rated(true), rated(true)), section('Training', rated(true), rated(true))]
  expect(goodOf(facts({ sections }))).toEqual(['You gave yourselves the best rating on all 4 questions that you rated.'])
})

test('what half of the others or fewer say as well stands out; what most say does not', () => {
  const ratings = [
    rated(true, { label: 'Log', share: 'About a third' }),
    rated(true, { share: 'Most' }),
    rated(false, { share: 'About half' }),
  ]
  const [, rare, ...more] = goodOf(facts({ sections: [section('Policies', ...ratings)] }))
  expect(rare).toBe('Log: you say “Met”. About a third of the establishments that are shown beside you do.')
  expect(more).toEqual([])
  const [, asked] = goodOf(facts({ sections: [section('Policies', rated(true, { share: 'About half', ofAll: false }), rated(true))] }))
  expect(asked).toContain('About half of the establishments that are shown beside you, and were asked, do.')
})

test('an establishment is compared with at least ten others, of its group or else of the round', () => {
  const groups = { '': { returns: 40, best: {} }, Primary: { returns: 11, best: {} }, Nursery: { returns: 10, best: {} } }
  expect(peersOf(groups, 'Primary')?.words).toBe('the 11 establishments of the group “Primary” that sent their return')
  for (const group of ['Nursery', 'Unknown'])
    expect(peersOf(groups, group)?.words).toBe('the 40 establishments of this round that sent their return')
  expect(peersOf({ '': { returns: 10, best: {} } }, 'Primary')).toBeUndefined()
})
