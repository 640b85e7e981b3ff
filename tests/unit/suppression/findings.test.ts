import { describe, expect, test } from '@jest/globals'
import { figureOf, type Figured } from '../../../src/features/findings/figureSet.ts'
import { closedValues } from '../../../src/features/findings/questionShapes.ts'
import { cover, withEarlier, type Rule } from '../../../src/features/suppression/index.ts'
import { givenAway } from '../../support/attack.ts'
import { dice, invented, publicationOf, QUESTIONS, type Establishment } from '../../support/invented.ts'

const RULE: Rule = { threshold: 5, minimum: 10 }
const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed)

/** Findings over one question or two, of the round or of its sample, which count some of the answers. */
function findings(seed: number, count: number): Figured[] {
  const roll = dice(seed + 1000)
  return Array.from({ length: count }, (): Figured => {
    const from = roll(QUESTIONS.length)
    const some = Array.from({ length: 1 + roll(2) }, (_, at) => QUESTIONS[(from + at) % QUESTIONS.length]!)
    const counted = some.map(question => ({
      question: question.key,
      values: closedValues(question).filter((_, at) => at === 0 || (at === 1 && roll(2) === 0)),
    }))
    return { source: roll(3) === 0 ? 'sampled' : 'completed', counted }
  })
}

const yes = (source: Figured['source'], ...questions: string[]): Figured => ({
  source,
  counted: questions.map(question => ({ question, values: ['yes'] })),
})

describe('a reader of findings', () => {
  test.each(seeds(30))('learns of no small number which it is, nor what all of a few said (seed %i)', seed => {
    const all = invented(seed, 15 + 5 * seed, { alike: 2 + (seed % 4) })
    const publication = publicationOf(all, findings(seed, 1 + (seed % 4)), [], RULE.threshold)
    const covering = cover(publication, RULE)
    expect(covering.exposed).toEqual([])
    expect(givenAway(publication, covering, RULE)).toEqual([])
  })

  test.each(seeds(12))('learns nothing from two publications of which the second says other things (seed %i)', seed => {
    const all = invented(seed, 90)
    const [then, later] = [findings(seed, 1), findings(seed + 1, 2)]
    const before = publicationOf(all.slice(0, 60 + seed), then, [], RULE.threshold)
    const first = cover(before, RULE)
    const now = withEarlier(publicationOf(all.slice(0, 61 + 2 * seed), later, then, RULE.threshold), [
      { publication: before, covered: [...first.covered], threshold: RULE.threshold },
    ])
    const second = cover(now, RULE)
    expect(givenAway(now, second, RULE)).toEqual([])
    expect(second.exposed).toEqual([])
  })

  const answering = (times: number, answers: Record<string, string>, change: Partial<Establishment> = {}): Establishment[] =>
    Array.from({ length: times }, () => ({
      ...{ group: 0, completed: true, sampled: true, asked: new Set(Object.keys(answers)), answers: new Map(Object.entries(answers)) },
      ...change,
    }))

  test('does not learn from the round and its sample what the one said who is not in it', () => {
    const all = [...answering(30, { log: 'yes' }), ...answering(20, { log: 'no' }), ...answering(1, { log: 'no' }, { sampled: false })]
    const both = [yes('completed', 'log'), yes('sampled', 'log')]
    const { covered } = cover(publicationOf(all, both, [], RULE.threshold), RULE)
    expect(covered.has('completed|log=no') || covered.has('sampled|log=no')).toBe(true)
    // Either of them alone says nothing of the one.
    for (const alone of both) expect(cover(publicationOf(all, [alone], [], RULE.threshold), RULE).covered.size).toBe(0)
  })

  test('does not learn of the one in the sample who has not sent the return', () => {
    const all = [...answering(30, { log: 'yes' }), ...answering(20, { log: 'no' }), ...answering(1, { log: 'no' }, { completed: false })]
    const { covered } = cover(publicationOf(all, [yes('completed', 'log'), yes('sampled', 'log')], [], RULE.threshold), RULE)
    expect(covered.has('completed|log=no') || covered.has('sampled|log=no')).toBe(true)
  })

  test('does not read of two questions together what is covered of each', () => {
    const finding = yes('completed', 'log', 'why_no_log')
    const publication = publicationOf(answering(7, { log: 'yes', why_no_log: 'yes' }), [finding], [], RULE.threshold)
    expect(cover(publication, RULE).covered.get(figureOf.n(finding))).toBe('same')
  })

  test('does not learn from a finding that was removed and written again who came between', () => {
    const finding = yes('completed', 'log', 'both')
    const some = answering(40, { log: 'yes', both: 'yes' })
    const before = publicationOf([...some, ...answering(30, { log: 'no', both: 'no' })], [finding], [], RULE.threshold)
    const after = [...some, ...answering(2, { log: 'yes', both: 'yes' }), ...answering(30, { log: 'no', both: 'no' })]
    const again = { ...finding, counted: finding.counted.toReversed() }
    const earlier = { publication: before, covered: [...cover(before, RULE).covered], threshold: RULE.threshold }
    const { covered } = cover(withEarlier(publicationOf(after, [again], [finding], RULE.threshold), [earlier]), RULE)
    expect(covered.has(figureOf.n(again))).toBe(true)
  })

  test('does not learn from a narrower finding than the one before what lies between', () => {
    const [wide, narrow] = [yes('completed', 'log', 'both'), yes('completed', 'log', 'both', 'beds')]
    const all = [
      ...answering(40, { log: 'yes', both: 'yes', beds: 'yes' }),
      ...answering(2, { log: 'yes', both: 'yes', beds: 'no' }),
      ...answering(30, { log: 'no', both: 'no', beds: 'no' }),
    ]
    const before = publicationOf(all, [wide], [], RULE.threshold)
    const earlier = { publication: before, covered: [...cover(before, RULE).covered], threshold: RULE.threshold }
    const { covered } = cover(withEarlier(publicationOf(all, [narrow], [wide], RULE.threshold), [earlier]), RULE)
    expect(covered.has(figureOf.n(narrow))).toBe(true)
  })
})
