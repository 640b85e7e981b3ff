import { describe, expect, it, test } from '@jest/globals'
import { askedSections, conditionWords, documentSchema, holds } from '../../../src/features/questionnaires/index.ts'
import type { Condition, Json } from '../../../src/features/questions/index.ts'
import { everyKind, noFacts } from '../questions/everyKind.ts'

const facts = { ...noFacts, boarders: true }
const answers = new Map<string, Json>([
  ['policy_current', 'yes'],
  ['oversight', 3],
  ['courses', ['prevent', 'fgm']],
  ['story', null],
])

test.each<[Condition, boolean]>([
  [{ fact: 'boarders' }, true],
  [{ fact: 'boarders', is: false }, false],
  [{ fact: 'nursery' }, false],
  [{ fact: 'nursery', is: false }, true],
  [{ question: 'policy_current', in: ['yes', 'partly'] }, true],
  [{ question: 'policy_current', in: ['no'] }, false],
  [{ question: 'oversight', in: [3, 4] }, true],
  [{ question: 'oversight', in: ['3'] }, false],
  [{ question: 'courses', in: ['fgm'] }, true],
  [{ question: 'courses', in: ['online'] }, false],
  [{ question: 'story', in: ['anything'] }, false],
  [{ question: 'unheard_of', in: ['yes'] }, false],
  [{ not: { question: 'unheard_of', in: ['yes'] } }, true],
  [{ all: [{ fact: 'boarders' }, { fact: 'nursery' }] }, false],
  [{ any: [{ fact: 'boarders' }, { fact: 'nursery' }] }, true],
  [{ not: { any: [{ fact: 'nursery' }, { fact: 'special' }] } }, true],
])('%j holds: %j', (condition, expected) => {
  expect(holds(condition, facts, answers)).toBe(expected)
})

const keysAsked = (given: Record<string, Json>, boarders = false): string[] =>
  askedSections(everyKind, { ...noFacts, boarders }, new Map(Object.entries(given))).flatMap(section =>
    section.questions.map(({ key }) => key),
  )

describe('what is asked', () => {
  it('leaves out a section whose condition fails', () => {
    expect(keysAsked({})).not.toContain('listener')
    expect(keysAsked({}, true)).toContain('listener')
  })

  it('asks a question once the answer before it calls for it', () => {
    expect(keysAsked({})).not.toContain('policy_on')
    expect(keysAsked({ policy_current: 'no' })).not.toContain('policy_on')
    expect(keysAsked({ policy_current: 'yes' })).toContain('policy_on')
  })

  it('counts the answer of a question that is not asked as blank, all along a chain', () => {
    const chain = documentSchema.parse({
      ...everyKind,
      evidenceAreas: [],
      sections: [
        {
          key: 'chain',
          title: 'Chain',
          questions: [
            { kind: 'yes_no', key: 'first', label: 'First', when: { fact: 'boarders' } },
            { kind: 'yes_no', key: 'second', label: 'Second', when: { question: 'first', in: ['yes'] } },
            { kind: 'yes_no', key: 'third', label: 'Third', when: { question: 'second', in: ['yes'] } },
          ],
        },
      ],
    })
    const given = new Map<string, Json>([
      ['first', 'yes'],
      ['second', 'yes'],
      ['third', 'yes'],
    ])
    const asked = (boarders: boolean) => askedSections(chain, { ...noFacts, boarders }, given).map(section => section.questions.length)
    expect(asked(true)).toEqual([3])
    expect(asked(false)).toEqual([])
  })
})

test.each<[Condition, string]>([
  [{ fact: 'boarders' }, 'asked only if the establishment has boarders'],
  [{ fact: 'boarders', is: false }, 'asked only if the establishment has no boarders'],
  [{ not: { fact: 'sixthForm' } }, 'asked only if the establishment has no sixth form'],
  [{ question: 'policy_on', in: ['x'] }, 'asked only if the answer to “Date of approval” is “x”'],
  [
    { question: 'lettings', in: ['partly', 'not_met'] },
    'asked only if the answer to “Others who use your premises meet safeguarding terms” is “Partly met” or “Not met”',
  ],
  [
    { all: [{ fact: 'boarders' }, { any: [{ fact: 'independent' }, { fact: 'special', is: false }] }] },
    'asked only if the establishment has boarders and (the establishment is independent or it is not a special school or institution)',
  ],
  [
    { not: { any: [{ fact: 'nursery' }, { question: 'has_log', in: ['yes'] }] } },
    'asked only if the establishment has no nursery classes and the answer to “Do you keep a log of low-level concerns?” is not “Yes”',
  ],
  [{ question: 'gone', in: ['yes'] }, 'asked only if the answer to “gone” is “yes”'],
])('%j reads "%s"', (condition, words) => {
  expect(conditionWords(condition, everyKind)).toBe(words)
})
