import { capitalised, sayCount } from '../../../platform/say.ts'
import {
  dateInput,
  idList,
  input,
  inTheOpen,
  monthInput,
  radios,
  type ControlContext,
  type Part,
  type PlainControl,
  type TableControl,
} from './controls.ts'
import type { BaseQuestion } from './base.ts'
import { fieldId, fieldName, labelOf } from './names.ts'
import { isRecord, NO_DATE } from './reading.ts'
import type { SaidRows } from './shapes.ts'
import { optionsOf, type Table, type TableColumn } from './tableCells.ts'
import { CELL_LIMIT, rawWords, type RawRow } from './tableRow.ts'

type ListQuestion = BaseQuestion & Table

/**
 * A list in the form of its section is read there, and changed on a page of its own: the button saves the form and leads to it. Rows that
 * are not stored go along hidden, so that what the register offers becomes the answer when the section is saved.
 */
export function tableControl(q: ListQuestion, typed: RawRow[], context: ControlContext): TableControl {
  const name = q.rowName.toLowerCase()
  const drawn = context.isStored ? [] : typed.map((row, at) => rowBoxes(q, at, row, context))
  const isWrong = drawn.some(parts => parts.some(({ error }) => error !== null))
  return {
    component: 'table',
    id: fieldId(q),
    label: labelOf(q),
    hint: inTheOpen(q),
    describedBy: idList(inTheOpen(q) === null ? null : `${fieldId(q)}-hint`, context.sourceId),
    said: saidRows(q, typed),
    hidden: context.isStored || isWrong ? [] : hiddenOf(q, typed),
    mend: isWrong ? drawn.map((parts, at) => ({ label: `${capitalised(q.rowName)} ${at + 1}`, parts })) : [],
    change: {
      id: `${fieldId(q)}-change`,
      text: typed.length === 0 ? `Add ${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}` : 'Add or change',
      about: typed.length === 0 ? null : (q.shortLabel ?? q.label),
      name: 'intent',
      value: `list:${q.key}`,
    },
  }
}

/** The rows of a list, to be read, with what they still lack. */
export function saidRows(q: ListQuestion, typed: RawRow[]): SaidRows {
  const rows = typed.map(row => q.columns.map(column => ({ text: rawWords(column, row[column.key]), typed: true as const })))
  const gaps = q.columns.flatMap((column, at) => {
    const filled = rows.filter(row => row[at]?.text !== '').length
    return filled === rows.length || (filled === 0 && !column.required)
      ? []
      : [`“${column.label}” is filled in for ${filled} of ${rows.length}.`]
  })
  const least = q.minRows ?? 0
  const few = rows.length < least ? [`At least ${least} are asked for.`] : []
  return {
    columns: q.columns.map(({ label }) => ({ text: label })),
    rows: rows.map(row => row.map((cell, at) => (cell.text === '' ? (q.columns[at]?.required ? MISSING : NOT_GIVEN) : cell))),
    lines: rows.length === 0 ? [] : [`${sayCount(rows.length, 'row')}.`, ...gaps, ...few],
  }
}

const MISSING = { tag: { text: 'Missing', colour: 'yellow' as const } }
const NOT_GIVEN = { text: 'Not given' }

/** The boxes of one row, in a form of its own. @param at its place in the list, from 0 */
export function rowBoxes(q: ListQuestion, at: number, typed: RawRow, context: ControlContext): PlainControl[] {
  return q.columns.map(column =>
    cellControl(
      { q, path: [at, column.key], label: column.required ? column.label : `${column.label} (optional)`, context },
      column,
      typed[column.key],
    ),
  )
}

const hiddenOf = (q: ListQuestion, typed: RawRow[]): TableControl['hidden'] =>
  typed.flatMap((row, at) =>
    q.columns.flatMap(({ key }) => {
      const raw = row[key] ?? ''
      const parts = isRecord(raw)
        ? Object.entries(raw).map(([part, text]) => [fieldName(q, at, key, part), text] as const)
        : [[fieldName(q, at, key), raw] as const]
      return parts.flatMap(([name, value]) => (value === '' ? [] : [{ name, value }]))
    }),
  )

const cellControl = (part: Part, column: TableColumn, typed: RawRow[string] | undefined): PlainControl => {
  const parts = typeof typed === 'object' ? typed : NO_DATE
  if (column.kind === 'date') return dateInput(part, parts)
  if (column.kind === 'month') return monthInput(part, parts)
  const text = typeof typed === 'string' ? typed : ''
  if (column.kind === 'yes_no' || column.kind === 'choice') return radios(part, optionsOf(column), text, column.kind === 'yes_no')
  return input(part, text, column.kind === 'number' ? { inputMode: 'decimal', spellcheck: false, width: 5 } : { limit: CELL_LIMIT })
}
