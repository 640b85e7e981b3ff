import { PLAIN_TYPE, type CellValue } from '../../platform/tabular/column.ts'
import {
  type AnswerValue,
  cells,
  columns,
  isBlank,
  type Json,
  lists,
  type Question,
  summary,
  type TableRow,
  valuesOf,
} from '../questions/index.ts'

/** An answer for a row of its own: whichever of these it is, the others are blank. */
export type AnswerCells = {
  code: string | null
  label: string | null
  number: number | null
  date: string | null
  text: string | null
  score: number | null
  needsAction: boolean
  /** One value for each of the question's columns. */
  wide: readonly CellValue[]
}

/** How the answers to one question are read. */
export type AnswerReader = {
  question: Question
  columnKeys: string[]
  /** Whether its answers are among listed values. */
  closed: boolean
  read(answer: Json): AnswerCells
  rows(answer: Json): TableRow[]
}

/** Nothing was answered. */
const BLANK = { code: null, label: null, number: null, date: null, text: null, score: null, needsAction: false } as const

/** What the kind of a question says about its answers, worked out once: a round has thousands of answers to each. */
export function answerReader(question: Question): AnswerReader {
  const values = valuesOf(question)
  const own = columns(question)
  const blank: AnswerCells = { ...BLANK, wide: own.map(() => null) }
  const known = new Map<Json, AnswerCells>()
  const fresh = (answer: Json): AnswerCells => ({
    ...BLANK,
    ...(values.length > 0 ? closedCells(values, answer) : openCells(question, answer)),
    wide: cells(question, answer),
  })
  return {
    question,
    columnKeys: own.map(({ key }) => key),
    closed: values.length > 0,
    read(answer) {
      if (isBlank(answer)) return blank
      if (values.length === 0 || typeof answer === 'object') return fresh(answer)
      const kept = known.get(answer)
      if (kept) return kept
      const made = fresh(answer)
      if (known.size < 50) known.set(answer, made)
      return made
    },
    rows: answer => lists.rows(question, answer),
  }
}

/** One of the listed values, or several: codes and labels in the author's order. A value that is listed no more is its own label. */
function closedCells(values: readonly AnswerValue[], answer: Json): Partial<AnswerCells> {
  const chosen = (Array.isArray(answer) ? answer : [answer]).map(
    code => values.find(({ value }) => value === code) ?? unlisted(typeof code === 'object' ? JSON.stringify(code) : String(code)),
  )
  const [only] = chosen
  return {
    code: chosen.map(({ value }) => String(value)).join('; '),
    label: chosen.map(({ label }) => label).join('; '),
    score: Array.isArray(answer) ? null : (only?.score ?? null),
    needsAction: !Array.isArray(answer) && (only?.needsAction ?? false),
  }
}

const unlisted = (code: string): AnswerValue => ({ value: code, label: code, score: null, needsAction: false })

function openCells(question: Question, answer: Json): Partial<AnswerCells> {
  const own = columns(question)
  const [value] = cells(question, answer)
  const [column] = own
  const single = own.length === 1
  const number = single && typeof value === 'number' ? value : null
  if (lists.columns(question).length > 0) return { number, text: summary(question, answer).join('; ') }
  if (single && column && PLAIN_TYPE[column.type] === 'number') return { number }
  if (single && column?.type === 'date' && typeof value === 'string') return { date: value }
  return { text: single && typeof value === 'string' ? value : summary(question, answer).join('; ') }
}
