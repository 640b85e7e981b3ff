import type { Question } from '../document.ts'
import { checkboxes } from './controls.ts'
import { fieldName, subjectOf } from './names.ts'
import type { Kind } from './kind.ts'
import { blank, fault, one, value } from './reading.ts'

/** A statement that somebody confirms: true, or blank. There is no false: not confirming is not answering. */
export const declaration: Kind<Extract<Question, { kind: 'declaration' }>, true, string> = {
  fromForm: (q, body) => one(body, fieldName(q)),
  toForm: (_q, answer) => (answer === null ? '' : 'confirmed'),
  read: (q, raw) => {
    if (raw === true || raw === 'confirmed') return value(true)
    return raw === '' || raw === null || raw === undefined || raw === false
      ? blank
      : fault(`${subjectOf(q)} must be confirmed or left blank`)
  },
  summary: () => ['Confirmed'],
  columns: q => [{ key: q.key, type: 'boolean', label: q.label }],
  cells: () => [true],
  values: () => [{ value: true, label: 'Confirmed', score: null, needsAction: false }],
  control: (q, typed, context) =>
    checkboxes({ q, context }, [{ value: 'confirmed', label: q.statement }], typed === 'confirmed' ? ['confirmed'] : []),
}
