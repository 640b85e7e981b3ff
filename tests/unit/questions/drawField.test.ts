import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import type { Question, Response } from '../../../src/features/questions/index.ts'
import { drawField as draw } from '../../../src/features/questions/pages/drawField.ts'
import { fieldView } from '../../../src/features/questions/field.ts'
import { htmlOf, mark, skeletonOf } from '../../../src/platform/http/skeleton.ts'
import { component } from '../../../src/platform/http/templates.ts'
import { everyKind } from './everyKind.ts'
import { nasty, responseTo } from './nastyResponses.ts'

const questions = [...LIBRARY, everyKind].flatMap(({ sections }) => sections.flatMap(section => section.questions))

const asked = fc
  .constantFrom(...questions)
  .chain(question => fc.record({ question: fc.constant(question), response: responseTo(question), base: nasty }))

const drawnAnew = (question: Question, response: Response | null, base: string): string =>
  // Half a character is sent as one that stands for it.
  component('questions/field', fieldView(question, { response, base })).toWellFormed()

const drawField = (...given: Parameters<typeof draw>): string => htmlOf(draw(...given)).toWellFormed()

describe('a question drawn from its skeleton', () => {
  it('is byte for byte what its views draw, for every question of the library and any answer', () => {
    for (const question of questions) {
      const arbitrary = fc.record({ response: responseTo(question), base: nasty })
      for (const { response, base } of fc.sample(arbitrary, { numRuns: 12, seed: 47 }))
        expect(drawField(question, { response, base })).toBe(drawnAnew(question, response, base))
    }
    fc.assert(
      fc.property(asked, ({ question, response, base }) => {
        expect(drawField(question, { response, base })).toBe(drawnAnew(question, response, base))
      }),
      { numRuns: 400 },
    )
  })

  it('is not drawn again: what is kept stands for a questionnaire that is frozen', () => {
    const question: Question = { kind: 'text', key: 'once', label: 'Drawn once' }
    const first = drawField(question, { response: null, base: '0' })
    question.label = 'Drawn twice'
    expect(drawField(question, { response: null, base: '0' })).toBe(first)
    expect(drawField({ ...question }, { response: null, base: '0' })).toContain('Drawn twice')
  })

  it('shows what was typed, errors and rows as its views draw them', () => {
    const question: Question = { kind: 'text', key: 'faulty', label: 'The name of it' }
    const state = {
      response: null,
      base: '0',
      raw: { answer: '</textarea>', comment: '', action: { what: '', owner: '', due: { day: '', month: '', year: '' } } },
      errors: [{ questionKey: 'faulty', fieldId: 'a-faulty', message: 'Too long' }],
    }
    expect(drawField(question, state)).toBe(component('questions/field', fieldView(question, state)))
    expect(drawField(question, state)).toContain('Too long')
  })
})

it('a view that changed a text instead of printing it would be found out', () => {
  const shouting = (words: string) => `<p>${words.toUpperCase()}</p>`
  expect(htmlOf({ skeleton: skeletonOf(shouting(mark(0))), within: ['quiet'] })).not.toBe(shouting('quiet'))
  const printing = (words: string) => `<p>${words}</p>`
  expect(htmlOf({ skeleton: skeletonOf(printing(mark(0))), within: ['quiet'] })).toBe(printing('quiet'))
})
