import type { Question } from '../document.ts'
import { checkboxes, radios } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { blank, cleanText, fault, many, one, readOneOf, value } from './reading.ts'
import type { AnswerValue } from './scales.ts'

type ChoiceQuestion = Extract<Question, { kind: 'choice' }>
type ChoicesQuestion = Extract<Question, { kind: 'choices' }>

const valuesOf = (q: ChoiceQuestion | ChoicesQuestion): AnswerValue[] =>
  q.options.map(({ value, label }) => ({ value, label, score: null, needsAction: false }))

const labelOf = (q: ChoiceQuestion | ChoicesQuestion, chosen: string): string =>
  q.options.find(({ value }) => value === chosen)?.label ?? chosen

/** One of the author's options. */
export const choice: Kind<ChoiceQuestion, string, string> = {
  fromForm: (q, body) => one(body, fieldName(q)),
  toForm: (_q, answer) => answer ?? '',
  read: (q, raw) =>
    readOneOf(
      raw,
      subjectOf(q),
      q.options.map(({ value }) => value),
    ),
  summary: (q, answer) => [labelOf(q, answer)],
  columns: q => [{ key: q.key, type: 'text', label: q.label }],
  cells: (_q, answer) => [answer],
  values: valuesOf,
  control: (q, chosen, context) => radios({ q, context }, q.options, chosen),
}

/** Any of the author's options, kept in the author's order; none chosen is blank. */
export const choices: Kind<ChoicesQuestion, string[], string[]> = {
  fromForm: (q, body) => many(body, fieldName(q)),
  toForm: (_q, answer) => answer ?? [],
  read: (q, raw) => {
    const typed = (Array.isArray(raw) ? raw : [raw]).map(cleanText).filter(item => item !== '')
    const known = q.options.map(({ value }) => value)
    if (typed.length === 0) return blank
    return typed.every(item => known.includes(item))
      ? value(known.filter(item => typed.includes(item)))
      : fault(`${subjectOf(q)} must be among the answers listed`)
  },
  summary: (q, answer) => answer.map(chosen => labelOf(q, chosen)),
  columns: q => q.options.map(option => ({ key: `${q.key}__${option.value}`, type: 'boolean', label: `${q.label}: ${option.label}` })),
  cells: (q, answer) => q.options.map(option => answer.includes(option.value)),
  values: valuesOf,
  control: (q, chosen, context) => checkboxes({ q: { ...q, hint: q.hint ?? 'Select all that apply' }, context }, q.options, chosen),
}
