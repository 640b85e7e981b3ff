import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cells, columns, isBlank, lists, parseSectionForm, summary, type Question } from '../../../src/features/questions/index.ts'
import { answerSchema } from '../../../src/features/questions/kinds/index.ts'
import { fieldView, type FieldView } from '../../../src/features/questions/field.ts'
import { obeys } from '../../support/obeys.ts'
import { TODAY } from './everyKind.ts'
import { questionSchema } from '../../../src/features/questions/kinds/all.ts'
import { EXAMPLES } from './kinds/examples.ts'

/** Questions that an author could write, of every kind. */
const words = fc.string({ minLength: 3, maxLength: 90 })
const options = fc
  .uniqueArray(fc.constantFrom('a', 'b2', 'c_c', 'none', 'all'), { minLength: 2, maxLength: 5 })
  .map(values => values.map(value => ({ value, label: `Option ${value}` })))
const base = fc.record(
  { label: words, hint: words, comment: fc.boolean(), required: fc.boolean(), strength: fc.constantFrom('must', 'should') },
  { requiredKeys: ['label'] },
)
const column = fc.record({ label: words, kind: fc.constantFrom('text', 'date', 'number', 'yes_no', 'choice'), required: fc.boolean() })
const kinds = fc.oneof(
  fc.record({ kind: fc.constantFrom('yes_no', 'percentage', 'date', 'text', 'long_text', 'evidence', 'information', 'number') }),
  fc.record({ kind: fc.constantFrom('yes_partly_no', 'met'), notApplicable: fc.boolean() }),
  fc.record({ kind: fc.constant('rag'), descriptors: fc.record({ red: words, amber: words, green: words }), notApplicable: fc.boolean() }),
  fc.record({ kind: fc.constant('level'), descriptors: fc.tuple(words, words, words, words) }),
  fc.record({ kind: fc.constantFrom('choice', 'choices'), options }),
  fc.record({ kind: fc.constant('person'), email: fc.boolean(), trainingDate: fc.boolean() }),
  fc.record({ kind: fc.constant('declaration'), statement: words }),
  fc.record({
    kind: fc.constant('table'),
    rowName: words,
    maxRows: fc.integer({ min: 3, max: 9 }),
    columns: fc
      .array(column, { minLength: 1, maxLength: 8 })
      .map(all =>
        all.map((one, at) => ({ ...one, key: `col${at}`, ...(one.kind === 'choice' ? { options: [{ value: 'x', label: 'X' }] } : {}) })),
      ),
  }),
)
const question: fc.Arbitrary<Question> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(base, kinds).map(([shared, kind]) => questionSchema.parse({ ...shared, ...kind, key: 'q_key' })) },
  // Every kind has an example, so a new one takes part from its first day.
  {
    weight: 1,
    arbitrary: fc.constantFrom(...Object.values(EXAMPLES).map(({ question: example }): Question => ({ ...example, key: 'q_key' }))),
  },
)

const typed = fc.oneof(
  fc.constantFrom(
    'yes',
    'no',
    'partly',
    'met',
    'na',
    'red',
    '2',
    '12',
    '1,200',
    '97 %',
    'a',
    'b2',
    'x',
    'confirmed',
    '',
    ' ',
    'ann@example.org',
    'march',
    '2026',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
)

/** The names of the fields that a question's form holds, with more rows than it shows. */
const fieldsOf = (q: Question): string[] => {
  const { control, comment, action } = fieldView(q, { response: null, base: '0' })
  const parts =
    control.component === 'person'
      ? control.parts
      : control.component === 'table'
        ? [0, 1, 2, 3].flatMap(at => lists.boxes(q, at, {}, []))
        : [control]
  const all = [...parts, ...(comment ? [comment] : []), ...(action ? [action.what, action.owner, action.due] : [])]
  return all.flatMap(part => (part.component === 'dateInput' ? part.boxes.map(({ name }) => name) : 'name' in part ? [part.name] : []))
}

const filledIn = question.chain(q =>
  fc
    .tuple(...fieldsOf(q).map(name => fc.oneof(typed, fc.array(typed, { maxLength: 3 })).map(value => [name, value] as const)))
    .map(fields => ({
      q,
      body: { 'q.q_key': '1', 'v.q_key': '4', ...Object.fromEntries(fields) },
    })),
)

/** What a browser sends back when a form is posted as it was rendered. */
const sentBack = (view: FieldView): Record<string, string | string[]> => {
  const body: Record<string, string | string[]> = Object.fromEntries(view.hidden.map(({ name, value }) => [name, value]))
  const { control, comment, action } = view
  if (control.component === 'table') for (const { name, value } of control.hidden) body[name] = value
  const parts = control.component === 'person' ? control.parts : control.component === 'table' ? [] : [control]
  for (const part of [...parts, ...(comment ? [comment] : []), ...(action ? [action.what, action.owner, action.due] : [])]) {
    if (part.component === 'dateInput') for (const box of part.boxes) body[box.name] = box.value
    else if (part.component === 'radios' || part.component === 'checkboxes') {
      const chosen = part.items.flatMap(({ value, checked }) => (checked ? [value] : []))
      if (chosen.length > 0) body[part.name] = chosen.length === 1 ? chosen[0]! : chosen
    } else if ('value' in part) body[part.name] = part.value
  }
  return body
}

describe('whatever an author writes and a person types', () => {
  it('gives one cell for each column, of the type that the column says', () => {
    fc.assert(
      fc.property(filledIn, ({ q, body }) => {
        const answer = parseSectionForm([q], body, TODAY).entries.get(q.key)?.response.answer ?? null
        const values = cells(q, answer)
        const own = columns(q)
        expect(values).toHaveLength(own.length)
        own.forEach((column, at) => expect([column.key, values[at], obeys(column, values[at])]).toEqual([column.key, values[at], true]))
        if (isBlank(answer)) expect(summary(q, answer)).toEqual([])
        else expect(summary(q, answer).join('')).not.toBe('')
      }),
      { numRuns: 600 },
    )
  })

  it('gives an entry or an error for a question on the page, never both and never neither', () => {
    fc.assert(
      fc.property(filledIn, ({ q, body }) => {
        const form = parseSectionForm([q], body, TODAY)
        if (q.kind === 'information') {
          expect(form.entries.size + form.errors.length).toBe(0)
          return
        }
        expect(form.entries.has(q.key)).toBe(form.errors.length === 0)
        for (const { fieldId, message } of form.errors) {
          expect(fieldId).toMatch(/^[acx]-q_key/)
          expect(message.length).toBeGreaterThan(10)
        }
      }),
      { numRuns: 600 },
    )
  })

  it('comes back from the form as it was stored', () => {
    fc.assert(
      fc.property(filledIn, ({ q, body }) => {
        const entry = parseSectionForm([q], body, TODAY).entries.get(q.key)
        if (!entry) return
        const again = parseSectionForm([q], sentBack(fieldView(q, { response: entry.response, base: '5' })), TODAY).entries.get(q.key)
        // The rows of a list that are stored do not come along: they are left alone (decision 0081).
        if (lists.listOf(q)) {
          expect(again).toEqual({ base: '5', response: { ...entry.response, answer: null }, leaves: ['answer'] })
          return
        }
        expect(again).toEqual({ base: '5', response: entry.response })
        expect(isDeepStrictEqual(again?.response.answer ?? null, JSON.parse(JSON.stringify(entry.response.answer)))).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  it('is read the same a second time, as the API and Excel hand it in', () => {
    fc.assert(
      fc.property(filledIn, ({ q, body }) => {
        const entry = parseSectionForm([q], body, TODAY).entries.get(q.key)
        if (entry) expect(answerSchema(q, TODAY).parse(entry.response.answer)).toEqual(entry.response.answer)
      }),
      { numRuns: 400 },
    )
  })
})
