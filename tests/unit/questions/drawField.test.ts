import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { valuesOf, type Json, type Question, type Response } from '../../../src/features/questions/index.ts'
import { drawField } from '../../../src/features/questions/pages/drawField.ts'
import { fieldView } from '../../../src/features/questions/field.ts'
import { filled, mark, skeletonOf } from '../../../src/platform/http/skeleton.ts'
import { component } from '../../../src/platform/http/templates.ts'
import { everyKind } from './everyKind.ts'

const questions = [...LIBRARY, everyKind].flatMap(({ sections }) => sections.flatMap(section => section.questions))

/** What breaks a page that is put together from pieces: the ends of its elements, what escaping makes, what replacing reads, the marks. */
const nasty = fc.oneof(
  fc.constantFrom(
    '</textarea><script>alert(1)</script>',
    '"><input value="',
    `it's "quoted" & <bold>`,
    '&amp;lt;',
    '\nbegins with a line end',
    "$& $1 $' $` $$",
    '<%= page.title %>',
    'e\u0301\u0301\u0301 \u202Eright to left \uFEFF',
    'half a pair \uD83D',
    mark(0),
    `${mark(1)}${mark(2)}`,
    mark(3).slice(0, -1),
    '0',
    ' ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const text = fc.option(nasty, { nil: null })
const day = fc.option(fc.constantFrom('2026-11-05', '2027-01-31', '2024-02-29'), { nil: null })

function answerTo(question: Question): fc.Arbitrary<Json> {
  const values = valuesOf(question).map(({ value }) => value)
  switch (question.kind) {
    case 'choices':
      return fc.option(fc.subarray(values as string[]), { nil: null })
    case 'number':
    case 'percentage':
      return fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null })
    case 'date':
      return day
    case 'person':
      return fc.option(fc.record({ name: text, role: text, email: text, trained: day }), { nil: null })
    case 'table':
      return fc.option(
        fc.array(
          fc.record(Object.fromEntries(question.columns.map(({ key, kind }) => [key, kind === 'date' ? day : text]))) as fc.Arbitrary<{
            [column: string]: string | null
          }>,
          { maxLength: 3 },
        ),
        { nil: null },
      )
    case 'information':
      return fc.constant(null)
    default:
      return values.length > 0 ? fc.constantFrom(null, ...values) : text
  }
}

const action = fc.option(fc.record({ what: text, owner: text, dueOn: day }), { nil: null })
const responseTo = (question: Question): fc.Arbitrary<Response | null> =>
  fc.option(fc.record({ answer: answerTo(question), comment: text, action }), { nil: null })

const asked = fc
  .constantFrom(...questions)
  .chain(question => fc.record({ question: fc.constant(question), response: responseTo(question), base: nasty }))

const drawnAnew = (question: Question, response: Response | null, base: string): string =>
  component('questions/field', fieldView(question, { response, base }))

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
  expect(filled(skeletonOf(shouting(mark(0))), ['quiet'])).not.toBe(shouting('quiet'))
  const printing = (words: string) => `<p>${words}</p>`
  expect(filled(skeletonOf(printing(mark(0))), ['quiet'])).toBe(printing('quiet'))
})
