import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ESTABLISHMENT_FACTS, type EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import { carriedChoice, settled } from '../../../src/features/questionnaires/carriedChoice.ts'
import {
  CHOICES,
  choiceIn,
  choosable,
  countsOf,
  mayChoose,
  ownChoice,
  whyStays,
  withChoice,
  type Choice,
  type ChoiceOf,
} from '../../../src/features/questionnaires/choice.ts'
import { askedSections, holds } from '../../../src/features/questionnaires/conditions.ts'
import { digestOf } from '../../../src/features/questionnaires/digest.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/document.ts'
import { checkDocument } from '../../../src/features/questionnaires/documentRules.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { simplified } from '../../../src/features/questionnaires/simplified.ts'
import { type Condition, type Json, takesAnswer, valuesOf } from '../../../src/features/questions/index.ts'

const setA = LIBRARY.find(({ set }) => set === 'A')!
const facts = fc.record(Object.fromEntries(ESTABLISHMENT_FACTS.map(fact => [fact, fc.boolean()]))) as fc.Arbitrary<EstablishmentFacts>
const KEYS = ['a', 'b', 'c', 'd']
const answers = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom<Json>('yes', 'no')).map(given => new Map(Object.entries(given)))
const { condition } = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ question: fc.constantFrom(...KEYS), in: fc.constant(['yes'] as const) }),
    fc.record({ fact: fc.constantFrom(...ESTABLISHMENT_FACTS), is: fc.boolean() }),
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))

const chosenOf = (document: QuestionnaireDocument): fc.Arbitrary<ChoiceOf> =>
  fc
    .tuple(...choosable(document).map(question => fc.constantFrom(...mayChoose(question, document))))
    .map(chosen => new Map(choosable(document).map(({ key }, at) => [key, chosen[at] as Choice])))

/** Any answers to questions that are compared with. */
const answersTo = (document: QuestionnaireDocument) =>
  fc
    .tuple(...choosable(document).map(question => fc.constantFrom<Json>(null, ...valuesOf(question).map(({ value }) => value))))
    .map(given => new Map(choosable(document).map(({ key }, at) => [key, given[at] ?? null])))

describe('a condition without some questions', () => {
  it('holds whenever the whole one does with their answers blank', () => {
    fc.assert(
      fc.property(condition, facts, answers, fc.subarray(KEYS), (whole, known, given, out) => {
        const rest = simplified(whole, key => out.includes(key))
        const blank = new Map([...given].filter(([key]) => !out.includes(key)))
        expect(typeof rest === 'boolean' ? rest : holds(rest, known, given)).toBe(holds(whole, known, blank))
      }),
    )
  })
})

describe('choosing the questions of a set', () => {
  it('leaves a set as it is while nothing is chosen', () => {
    for (const set of LIBRARY) {
      const own = carriedChoice(set, undefined)
      expect([set.set, digestOf(withChoice(set, own).document), withChoice(set, own).follows]).toEqual([set.set, digestOf(set), []])
    }
  })

  it('makes a set that can be published of whatever may be chosen, and what was chosen is read back from it', () => {
    for (const set of LIBRARY)
      fc.assert(
        fc.property(chosenOf(set), chosen => {
          const choice = settled(set, chosen)
          const { document, unreachable } = withChoice(set, choice)
          expect(unreachable).toEqual([])
          expect(checkDocument(document)).toEqual([])
          expect(choiceIn(set, document)).toEqual(choice)
        }),
        { numRuns: 10 },
      )
  })

  it('asks an establishment what the set asks it when the answers of what is left out are blank, and nothing else', () => {
    fc.assert(
      fc.property(chosenOf(setA), answersTo(setA), facts, (chosen, given, known) => {
        const choice = settled(setA, chosen)
        const out = new Set([...choice].flatMap(([key, is]) => (is === 'left_out' ? [key] : [])))
        const blank = new Map([...given].filter(([key]) => !out.has(key)))
        const keys = (document: QuestionnaireDocument) =>
          askedSections(document, known, blank).flatMap(({ questions }) => questions.filter(takesAnswer).map(({ key }) => key))
        expect(keys(withChoice(setA, choice).document)).toEqual(keys(setA).filter(key => !out.has(key)))
      }),
      { numRuns: 30 },
    )
  })

  it('never leaves out what law requires, and says why', () => {
    const law = choosable(setA).filter(question => question.strength === 'must' || question.mustFor)
    expect(law.length).toBeGreaterThan(5)
    for (const question of law) {
      expect(mayChoose(question, setA)).not.toContain('left_out')
      expect(whyStays(question, setA)).toMatch(/^The law requires what it asks/)
    }
    const free = choosable(setA).find(question => question.strength === 'should')!
    expect([mayChoose(free, setA), whyStays(free, setA)]).toEqual([CHOICES, ''])
    // Whatever somebody chose before is not carried over where law says otherwise.
    const all = new Map(choosable(setA).map(({ key }) => [key, 'left_out' as const]))
    const carried = carriedChoice(setA, { choice: all })
    for (const { key } of law) expect([key, carried.get(key)]).not.toContain('left_out')
  })

  it('leaves nothing of the short declaration out, which is as long as it is, and says why', () => {
    const setF = LIBRARY.find(({ set }) => set === 'F')!
    for (const question of choosable(setF)) {
      expect(mayChoose(question, setF)).not.toContain('left_out')
      expect(whyStays(question, setF)).not.toBe('')
    }
  })

  it('names what hangs on a question that is left out, and leaves it out with it when told to', () => {
    const [log, reviewed] = ['allegations_low_level_log', 'allegations_low_level_patterns']
    const own = new Map(choosable(setA).map(question => [question.key, ownChoice(question)]))
    const chosen = new Map(own).set(log, 'left_out')
    const hang = [reviewed, 'allegations_low_level_count']
    expect(withChoice(setA, chosen).unreachable).toMatchObject(hang.map(key => ({ question: { key }, because: [log] })))
    const done = settled(setA, chosen)
    expect([...done].filter(([, is]) => is === 'left_out').map(([key]) => key)).toEqual([log, ...hang])
    expect(countsOf(choosable(setA), done)).toMatchObject({ left_out: 3 })
  })

  it('says which sections, evidence areas and comparisons go with what is left out', () => {
    const own = new Map(choosable(setA).map(question => [question.key, ownChoice(question)]))
    const free = choosable(setA).filter(question => mayChoose(question, setA).includes('left_out'))
    for (const { key } of free) own.set(key, 'left_out')
    const { document, follows } = withChoice(setA, settled(setA, own))
    expect(document.sections.length).toBeLessThan(setA.sections.length)
    expect(follows.join(' ')).toMatch(/The section “.*” has no question any more/)
    expect(document.checks?.length ?? 0).toBeLessThan(setA.checks?.length ?? 0)
    expect(follows.join(' ')).toMatch(/comparisons? of answers with each other/)
  })
})
