import { describe, expect, test } from '@jest/globals'
import type { EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import { askedSections } from '../../../src/features/questionnaires/conditions.ts'
import { isRequired } from '../../../src/features/questionnaires/completeness.ts'
import type { QuestionnaireDocument, Section } from '../../../src/features/questionnaires/document.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import type { Question } from '../../../src/features/questions/index.ts'
import { firstEdition } from '../../../seeds/library/index.ts'

/** What a question may cost its reader, measured: words, sentences, how many are compulsory, and where it sends them. */

const LONGEST_SENTENCE = 22
const WORDS_IN_THE_OPEN = 46
const WORDS_OF_GUIDANCE = 32

/** Compulsory questions of a school with every age, before anything is answered. */
const COMPULSORY: Readonly<Record<string, number>> = { A: 80, B: 90, C: 88, D: 100, E: 92, F: 16 }

const ALL_AGES: EstablishmentFacts = {
  boarders: false,
  nursery: true,
  sixthForm: true,
  independent: false,
  special: false,
  alternativeProvision: false,
  maintained: true,
  academy: false,
  primaryAged: true,
  secondaryAged: true,
  post16: true,
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(word => word !== '')
const sentencesOf = (text: string): string[] => text.split(/(?<=[.?!:])\s+/)
const told = (question: Question): string[] =>
  [
    question.label,
    question.instruction,
    question.hint,
    question.guidance,
    ...(question.kind === 'rag' ? Object.values(question.descriptors) : []),
  ].filter(text => text !== undefined)
const asked = ({ sections }: Pick<QuestionnaireDocument, 'sections'>): Question[] =>
  sections.flatMap(({ questions }) => questions.filter(({ kind }) => kind !== 'information'))

/** Faults of the words of a question; none when it is short and points somewhere. */
function wordFaults(question: Question): string[] {
  const open = [question.label, question.instruction, question.hint].join(' ')
  return [
    ...told(question)
      .flatMap(sentencesOf)
      .filter(sentence => wordsOf(sentence).length > LONGEST_SENTENCE)
      .map(sentence => `${question.key}: ${sentence}`),
    ...(wordsOf(open).length > WORDS_IN_THE_OPEN ? [`${question.key}: ${wordsOf(open).length} words in the open`] : []),
    ...(wordsOf(question.guidance ?? '').length > WORDS_OF_GUIDANCE ? [`${question.key}: long guidance`] : []),
    ...(/\bParts? (one|two|three|four|five|\d)|framework, section|Working Together to Safeguard/i.test(question.reference ?? '')
      ? [`${question.key}: “${question.reference ?? ''}” leads to no exact place`]
      : []),
    ...(/^(Answer|Choose|Count|Leave|Include|Give|Copy) /.test(question.guidance ?? '')
      ? [`${question.key}: an instruction is folded away`]
      : []),
  ]
}

/** The scales with steps between good and bad that a section rates in. A plain yes or no says a fact. */
const SCALES: Partial<Record<Question['kind'], string>> = { yes_partly_no: 'yes', met: 'met', rag: 'colours', level: 'levels' }
const scalesOf = ({ questions }: Section): string[] => [...new Set(questions.flatMap(({ kind }) => SCALES[kind] ?? []))]

describe.each(LIBRARY.map(document => [document.set, document] as const))('the words of set %s', (code, document) => {
  test('are few, point to exact places, and hide no instruction', () => {
    expect(asked(document).flatMap(wordFaults)).toEqual([])
  })

  test('rate a section in one language', () => {
    expect(document.sections.filter(section => scalesOf(section).length > 1).map(({ key }) => key)).toEqual([])
  })

  test('put the duty at the level that counts as met', () => {
    const beyond = asked(document).filter(question => question.kind === 'rag' && /^As amber/.test(question.descriptors.green))
    expect(beyond.map(({ key }) => key)).toEqual([])
  })

  test('make no more compulsory than was agreed', () => {
    const facts = { ...ALL_AGES, independent: code === 'B', maintained: code !== 'B' }
    const compulsory = askedSections(document, facts, new Map()).flatMap(({ questions }) => questions.filter(isRequired))
    expect(compulsory.length).toBeLessThanOrEqual(COMPULSORY[code] ?? 0)
  })

  test('say “must” by facts of the establishment alone', () => {
    expect(asked(document).filter(({ mustFor, strength }) => mustFor !== undefined && strength === 'must')).toEqual([])
  })
})

/** Every establishment without boarders that there could be, also those that there are not: 1,024 combinations. */
const FACTS = Object.keys(ALL_AGES).filter(fact => fact !== 'boarders') as (keyof EstablishmentFacts)[]
const COMBINATIONS = Array.from({ length: 2 ** FACTS.length }, (_none, at) =>
  Object.fromEntries([['boarders', false], ...FACTS.map((fact, place) => [fact, Math.floor(at / 2 ** place) % 2 === 1] as const)]),
) as EstablishmentFacts[]
const requiredIn = (document: QuestionnaireDocument, facts: EstablishmentFacts): number =>
  askedSections(document, facts, new Map()).flatMap(({ questions }) => questions.filter(isRequired)).length
const mostOf = (document: QuestionnaireDocument): number => Math.max(...COMBINATIONS.map(facts => requiredIn(document, facts)))

test('set A makes at most 80 questions compulsory, whatever the facts of a school without boarders, and the first edition made more', () => {
  const [then, now] = [firstEdition(), LIBRARY].map(all => all.find(({ set }) => set === 'A')!)
  expect(mostOf(now!)).toBeLessThanOrEqual(COMPULSORY['A']!)
  expect(mostOf(then!)).toBeGreaterThan(COMPULSORY['A']!)
  // What binds boarding schools alone is asked of them beside.
  const boards = { ...ALL_AGES, boarders: true }
  const more = askedSections(now!, boards, new Map()).filter(
    ({ key }) => !askedSections(now!, ALL_AGES, new Map()).some(one => one.key === key),
  )
  expect(more.map(({ key }) => key)).toEqual(['boarding'])
  expect(requiredIn(now!, boards) - requiredIn(now!, ALL_AGES)).toBe(more.flatMap(({ questions }) => questions.filter(isRequired)).length)
})

test('what the first edition did is found', () => {
  const [first] = firstEdition()
  expect(first && asked(first).flatMap(wordFaults).length).toBeGreaterThan(60)
  expect(first?.sections.filter(section => scalesOf(section).length > 1).length).toBeGreaterThan(8)
})

describe('a key that both editions have', () => {
  const first = new Map(firstEdition().flatMap(document => asked(document).map(question => [`${document.set} ${question.key}`, question])))
  const both = LIBRARY.flatMap(document =>
    asked(document).flatMap(now => {
      const then = first.get(`${document.set} ${now.key}`)
      return then ? [{ set: document.set, then, now }] : []
    }),
  )

  test('asks for the same kind of answer, in the same words', () => {
    expect(both.length).toBeGreaterThan(200)
    expect(
      both
        .filter(({ then, now }) => then.kind !== now.kind || (then.label !== now.label && then.kind !== 'person'))
        .map(({ now }) => now.key),
    ).toEqual([])
  })
})
