import { describe, expect, test } from '@jest/globals'
import type { Question } from '../../../src/features/questions/index.ts'
import { comparable, type AnsweredDocument } from '../../../src/features/yearOnYear/comparable.ts'
import { sameWords } from '../../../src/features/yearOnYear/sameWords.ts'

const POLICY: Question = { kind: 'yes_no', key: 'policy', label: 'Is there a policy - for "all" staff?' }
const document = (set: string, ...questions: Question[]): AnsweredDocument => ({ set, sections: [{ key: 'one', title: 'One', questions }] })
const reasons = (then: Question, now: Question) => comparable(now.key, [document('A', then)], [document('A', now)]).reasons

describe('two texts', () => {
  test.each([
    ['Is there a policy – for “all”  staff?', 'Is there a policy - for "all" staff?'],
    ['is\u00A0there', 'Is there'],
    ['the school’s policy', "the school's policy"],
    ['staff—and governors', 'staff - and governors'],
  ])('%s and %s are the same', (one, other) => expect(sameWords(one, other)).toBe(true))

  test.each([
    ['Is there a policy?', 'Is there a policy'],
    ['re-sign', 'resign'],
    ['white space', 'whitespace'],
    ['10 staff', '11 staff'],
  ])('%s and %s are not', (one, other) => expect(sameWords(one, other)).toBe(false))
})

describe('a question', () => {
  test('is compared when only typography differs', () => {
    expect(reasons(POLICY, { ...POLICY, label: 'Is there a policy — for “all” staff?' })).toEqual([])
  })

  test.each<[string, Question, Question, string]>([
    [
      'reworded',
      POLICY,
      { ...POLICY, label: 'Is it current?' },
      'The wording changed from “Is there a policy - for "all" staff?” to “Is it current?”.',
    ],
    ['given a note', POLICY, { ...POLICY, hint: 'Of this year' }, 'The note under it is new: “Of this year”.'],
    [
      'of another kind',
      POLICY,
      { ...POLICY, kind: 'yes_partly_no' },
      'The kind of answer was “Yes or no” then, and is “Yes, partly or no” now.',
    ],
    [
      'with one step more',
      {
        ...POLICY,
        kind: 'choice',
        options: [
          { value: 'a', label: 'Some' },
          { value: 'b', label: 'All' },
        ],
      },
      {
        ...POLICY,
        kind: 'choice',
        options: [
          { value: 'a', label: 'Some' },
          { value: 'b', label: 'All' },
          { value: 'c', label: 'None' },
        ],
      },
      'The list had 2 steps then, and has 3 now: “Some” and “All” became “Some”, “All” and “None”.',
    ],
    [
      'with a step renamed',
      {
        ...POLICY,
        kind: 'choice',
        options: [
          { value: 'a', label: 'Some' },
          { value: 'b', label: 'All' },
        ],
      },
      {
        ...POLICY,
        kind: 'choice',
        options: [
          { value: 'a', label: 'A few' },
          { value: 'b', label: 'All' },
        ],
      },
      'The answers changed: “Some” became “A few”.',
    ],
    [
      'whose steps mean something else',
      { ...POLICY, kind: 'rag', descriptors: { red: 'Nothing', amber: 'Some', green: 'All' } },
      { ...POLICY, kind: 'rag', descriptors: { red: 'Nothing', amber: 'Some', green: 'All of it' } },
      'What “Green” means changed from “All” to “All of it”.',
    ],
    [
      'that can be not applicable',
      { ...POLICY, kind: 'met' },
      { ...POLICY, kind: 'met', notApplicable: true },
      '“Not applicable” could not be answered then, and can now.',
    ],
    [
      'that is asked of some',
      POLICY,
      { ...POLICY, when: { fact: 'maintained' } },
      'Who is asked has changed. Then: everyone. Now: asked only if it is maintained by the local authority.',
    ],
  ])('%s is refused with the reason', (_, then, now, reason) => expect(reasons(then, now)).toEqual([reason]))

  test('on the same conditions in another order is compared', () => {
    const when = { all: [{ fact: 'maintained' as const }, { fact: 'boarders' as const, is: true }] }
    expect(reasons({ ...POLICY, when }, { ...POLICY, when: { all: when.all.toReversed().map(({ fact }) => ({ fact })) } })).toEqual([])
  })

  test('of other sets is refused; a set that only one of the rounds has is no reason', () => {
    const two = [document('A', POLICY), document('B', POLICY)]
    expect(comparable('policy', two, [document('A', POLICY), document('B')]).reasons).toEqual([
      'It was asked in sets A and B then, and is asked in set A now.',
    ])
    expect(comparable('policy', two, [document('A', POLICY)]).reasons).toEqual([])
    expect(comparable('policy', [document('A', POLICY)], [document('D', POLICY)]).reasons).toEqual([
      'It was asked in set A then, and is asked in set D now.',
    ])
  })

  test('that depends on a question which cannot be compared is not either', () => {
    const asked: Question = { kind: 'yes_no', key: 'asked', label: 'Is it read?', when: { question: 'policy', in: ['yes'] } }
    const [then, now] = [document('A', POLICY, asked), document('A', { ...POLICY, label: 'Is it current?' }, asked)]
    expect(comparable('asked', [then], [now]).reasons).toEqual([
      'Whether it is asked depends on “Is it current?”, which cannot be compared itself.',
    ])
  })

  test('is compared in each set by the words of that set', () => {
    const college = { ...POLICY, label: 'Does the college have one?' }
    const [then, now] = [
      [document('A', POLICY), document('E', college)],
      [document('A', POLICY), document('E', { ...college, label: 'Has the college read it?' })],
    ]
    expect(comparable('policy', then, now).reasons).toEqual([
      'The wording changed from “Does the college have one?” to “Has the college read it?”.',
    ])
  })

  test('whose guidance was reworded is compared with a caution', () => {
    expect(comparable('policy', [document('A', POLICY)], [document('A', { ...POLICY, guidance: 'Look at it.' })])).toEqual({
      reasons: [],
      cautions: ['The guidance under it was reworded.'],
    })
  })
})
