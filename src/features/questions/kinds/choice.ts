import { z } from 'zod'
import { base, option } from './base.ts'
import { checkboxes, radios } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import type { Reading } from './shapes.ts'
import { blank, cleanText, fault, isRecord, many, one, readOneOf, value } from './reading.ts'
import { asTyped, valueNamed, type AnswerValue } from './scales.ts'
import { answerCell, optionFaults, usual } from './usual.ts'

const choiceSchema = z.strictObject({ kind: z.literal('choice'), ...base, options: z.array(option).min(2) })
const choicesSchema = z.strictObject({ kind: z.literal('choices'), ...base, options: z.array(option).min(2) })
type ChoiceQuestion = z.infer<typeof choiceSchema>
type ChoicesQuestion = z.infer<typeof choicesSchema>

const valuesOf = (q: ChoiceQuestion | ChoicesQuestion): AnswerValue[] =>
  q.options.map(({ value, label }) => ({ value, label, score: null, needsAction: false }))

const labelOf = (q: ChoiceQuestion | ChoicesQuestion, chosen: string): string =>
  q.options.find(({ value }) => value === chosen)?.label ?? chosen

const shared = {
  ...usual,
  faults: (q: ChoiceQuestion | ChoicesQuestion) => optionFaults(`"${q.key}"`, q.options, ['options']),
  explained: (q: ChoiceQuestion | ChoicesQuestion) => q.options.map(({ label, hint }) => ({ text: label, hint: hint ?? '' })),
  values: valuesOf,
}

/** One of the author's options. */
export const choice: Kind<ChoiceQuestion, string, string> = {
  ...shared,
  schema: choiceSchema,
  words: 'One of several',
  fromText: (q, typed) => valueNamed(valuesOf(q), typed),
  fromForm: (q, body) => one(body, fieldName(q)),
  toForm: (_q, answer) => answer ?? '',
  inCells: (q, answer) => [answerCell(answer === null ? '' : labelOf(q, answer), { listed: q.options.map(({ label }) => label) })],
  read: (q, raw) =>
    readOneOf(
      raw,
      subjectOf(q),
      q.options.map(({ value }) => value),
    ),
  summary: (q, answer) => [labelOf(q, answer)],
  columns: q => [{ key: q.key, type: 'code', label: q.label }],
  cells: (_q, answer) => [answer],
  control: (q, chosen, context) => radios({ q, context }, q.options, chosen),
}

/** What stands beside an option in a workbook. */
const CHOSEN = 'Yes'
const NOT_CHOSEN = 'No'

/** Reads what stands beside each option in a workbook. */
function readMarks({ options }: ChoicesQuestion, marks: Record<string, unknown>): Reading<string[]> {
  const known: unknown[] = [undefined, '', asTyped(CHOSEN), asTyped(NOT_CHOSEN)]
  const faults = options
    .filter(({ value: option }) => !known.includes(marks[option]))
    .map(({ value: option, label }) => ({ path: [option], message: `“${label}” must be one of the answers listed` }))
  if (faults.length > 0) return { ok: false, faults }
  const chosen = options.map(({ value: option }) => option).filter(option => marks[option] === asTyped(CHOSEN))
  return chosen.length === 0 ? blank : value(chosen)
}

/** Any of the author's options, kept in the author's order; none chosen is blank. */
export const choices: Kind<ChoicesQuestion, string[], string[]> = {
  ...shared,
  schema: choicesSchema,
  words: 'Any of several',
  fromText: (q, typed) => typed.split(/[;\n]/).map(part => valueNamed(valuesOf(q), part)),
  fromForm: (q, body) => many(body, fieldName(q)),
  toForm: (_q, answer) => answer ?? [],
  inCells: (q, answer) =>
    q.options.map(({ value: path, label }) =>
      answerCell(answer === null ? '' : answer.includes(path) ? CHOSEN : NOT_CHOSEN, { path: [path], label, listed: [CHOSEN, NOT_CHOSEN] }),
    ),
  fromCells: (q, textAt) => Object.fromEntries(q.options.map(({ value: option }) => [option, asTyped(textAt(option))])),
  read: (q, raw) => {
    if (isRecord(raw)) return readMarks(q, raw)
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
  control: (q, chosen, context) => checkboxes({ q: { ...q, hint: q.hint ?? 'Select all that apply' }, context }, q.options, chosen),
}
