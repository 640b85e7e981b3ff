import { z } from 'zod'
import { base } from './base.ts'
import { checkboxes } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { blank, fault, one, value } from './reading.ts'
import { answerCell, usual } from './usual.ts'

const CONFIRMED = 'Confirmed'

const schema = z.strictObject({ kind: z.literal('declaration'), ...base, statement: z.string() })

/** A statement that somebody confirms: true, or blank. There is no false: not confirming is not answering. */
export const declaration: Kind<z.infer<typeof schema>, true, string> = {
  ...usual,
  schema,
  again: 'never',
  words: 'Declaration',
  explained: q => [{ text: q.statement, hint: '' }],
  fromForm: (q, body) => one(body, fieldName(q)),
  toForm: (_q, answer) => (answer === null ? '' : 'confirmed'),
  fromText: (_q, typed) => (typed.trim().toLowerCase() === CONFIRMED.toLowerCase() ? 'confirmed' : typed),
  inCells: (q, answer) => [answerCell(answer === null ? '' : CONFIRMED, { listed: [CONFIRMED], about: q.statement })],
  read: (q, raw) => {
    if (raw === true || raw === 'confirmed') return value(true)
    return raw === '' || raw === null || raw === undefined || raw === false
      ? blank
      : fault(`${subjectOf(q)} must be confirmed or left blank`)
  },
  summary: () => [CONFIRMED],
  columns: q => [{ key: q.key, type: 'boolean', label: q.label }],
  cells: () => [true],
  values: () => [{ value: true, label: CONFIRMED, score: null, needsAction: false }],
  control: (q, typed, context) =>
    checkboxes({ q, context }, [{ value: 'confirmed', label: q.statement }], typed === 'confirmed' ? ['confirmed'] : []),
}
