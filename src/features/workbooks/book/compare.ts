import { reachesSection } from '../../history/index.ts'
import { askedOfReturn, type Section } from '../../questionnaires/index.ts'
import { inCells, NO_RESPONSE, PARTS, takesAnswer, type Question, type Response } from '../../questions/index.ts'
import { merge, type OpenReturn, type StoredResponse } from '../../returns/index.ts'
import { sayList } from '../../../platform/say.ts'
import { placeOf, type Field } from './columns.ts'
import type { FilledBook, Said, SheetNote } from './read.ts'

/** What became of one part of one answer; the words stand with the page. */
export type LineState = 'new' | 'changed' | 'conflict' | 'not_understood' | 'not_asked' | 'emptied' | 'kept' | 'same'

/** One part of one answer as the workbook says it, beside what is stored. */
export type Line = {
  key: string
  sectionKey: string
  number: string
  question: Question
  part: inCells.CellPart
  state: LineState
  stored: StoredResponse | undefined
  /** As it would be stored. */
  given: Response
  /** As it is written, where it is not understood. */
  written: string
  /** Where it stands in the workbook. */
  sheet: string
  cell: string
  why: string
}

export type Comparison = {
  lines: Line[]
  notes: SheetNote[]
  /** What is to be saved, section by section. */
  entries: ReadonlyMap<string, ReadonlyMap<string, merge.Entry>>
  /** Sections of the workbook that this person's link does not open. */
  beyondReach: string[]
  /** The numbers of questions of which the workbook has no row that is read. */
  withoutRow: string[]
}

/** Which text holds where both changed it: those of the workbook that were chosen, by `choiceOf`. What is not chosen stays as it is stored. */
export type Chosen = ReadonlySet<string>
export const choiceOf = ({ key, part }: Pick<Line, 'key' | 'part'>): string => `${key}.${part}`

/**
 * Compares a workbook with its return, cell by cell: the same rules as of a form that was open all the while (`planSave`), but that an
 * empty cell says nothing.
 *
 * @param bases what each question was made from, by its key
 * @param today 'YYYY-MM-DD'
 */
export function compare(
  open: OpenReturn,
  book: FilledBook,
  { bases, today, chosen = new Set() }: { bases: Readonly<Record<string, string>>; today: string; chosen?: Chosen },
): Comparison {
  const found: Line[] = []
  const entries = new Map<string, Map<string, merge.Entry>>()
  const beyondReach: string[] = []
  const withoutRow: string[] = []
  for (const [sectionAt, section] of open.document.sections.entries()) {
    const ours = section.questions.filter(({ key }) => key in bases)
    if (!reachesSection(open.reach, section.key)) {
      if (ours.some(({ key }) => book.rows.has(key))) beyondReach.push(section.title)
      continue
    }
    for (const question of ours.filter(takesAnswer)) {
      const number = `${sectionAt + 1}.${section.questions.indexOf(question) + 1}`
      const one = compareOne(open.responses.get(question.key), book, { question, base: bases[question.key] ?? '', today, chosen })
      if (one === undefined) withoutRow.push(number)
      else {
        found.push(...one.lines.map(line => ({ ...line, sectionKey: section.key, number })))
        entries.set(section.key, (entries.get(section.key) ?? new Map<string, merge.Entry>()).set(question.key, one.entry))
      }
    }
  }
  return { ...leavingOutUnasked(open, found, entries), notes: book.notes, beyondReach, withoutRow }
}

type Found = Omit<Line, 'sectionKey' | 'number'>

/** @returns undefined when no row of the workbook is of this question */
function compareOne(
  stored: StoredResponse | undefined,
  book: FilledBook,
  { question, base, today, chosen }: { question: Question; base: string; today: string; chosen: Chosen },
): { lines: Found[]; entry: merge.Entry } | undefined {
  const { key } = question
  const saidAt = (part: inCells.CellPart, path: inCells.AnswerCell['path']): Said | undefined => {
    const { mark, field } = placeOf(key, part, path)
    return book.rows.get(mark)?.[field]
  }
  const standing = inCells.responseCells(question, stored ?? null)
  const textOf = new Map(PARTS.flatMap(part => standing[part].map(({ path, text }) => [`${part}/${path.join('/')}`, text] as const)))
  const rows = [...book.rows].filter(([mark]) => mark === key || mark.startsWith(`${key}/`))
  if (rows.length === 0) return undefined
  const cellsOf = (part: inCells.CellPart): Said[] =>
    rows.flatMap(([mark, said]) => FIELDS_OF[part].filter(field => field === 'answer' || mark === key).map(field => said[field]))
  const textAt = (part: inCells.CellPart, path: inCells.AnswerCell['path']): string =>
    saidAt(part, path)?.text || (textOf.get(`${part}/${path.join('/')}`) ?? '')
  const { response, faults } = inCells.readResponseCells(question, textAt, today)
  const parts = PARTS.map(part => {
    const cells = cellsOf(part)
    const filled = cells.filter(({ text, why }) => text !== '' || why !== '')
    const fault = faults.find(found => found.part === part)
    const bad = filled.find(({ why }) => why !== '')
    const at = (fault && saidAt(part, pathIn(standing[part], fault.path))) ?? filled[0] ?? cells[0]
    return {
      part,
      filled: filled.length > 0,
      why: bad?.why ?? (fault && filled.length > 0 ? faultWords(fault, standing[part]) : ''),
      at: bad ?? at,
      filledCells: filled,
    }
  })
  const isGiven = (part: inCells.CellPart) => parts.some(one => one.part === part && one.filled && one.why === '')
  const from = <Part extends inCells.CellPart>(part: Part) => (isGiven(part) ? response : (stored ?? NO_RESPONSE))[part]
  const given: Response = { answer: from('answer'), comment: from('comment'), action: from('action') }
  const plan = merge.planSave(new Map([[key, { base, response: given }]]), new Map(stored ? [[key, stored]] : []))
  const [conflicted, written] = [plan.conflicts[0]?.parts ?? [], plan.writes[0]?.changed ?? []]
  const choices = Object.fromEntries(
    conflicted.map(part => [part, chosen.has(choiceOf({ key, part })) ? merge.printOf(stored?.[part] ?? null) : merge.THEIRS]),
  )
  const lines = parts.flatMap(({ part, filled, why, at, filledCells }): Found[] => {
    const isStored = (stored?.[part] ?? null) !== null
    const state: LineState | undefined =
      why !== ''
        ? 'not_understood'
        : !filled
          ? isStored && merge.wasGiven(base, part)
            ? 'emptied'
            : undefined
          : written.includes(part)
            ? isStored
              ? 'changed'
              : 'new'
            : conflicted.includes(part)
              ? 'conflict'
              : merge.isSamePart(given[part], stored?.[part] ?? null)
                ? 'same'
                : 'kept'
    if (state === undefined) return []
    const saying = filledCells.map(({ text }) => text).filter(text => text !== '')
    return [{ key, question, part, state, stored, given, written: saying.join('\n'), sheet: at?.sheet ?? '', cell: at?.cell ?? '', why }]
  })
  return { lines, entry: { base, response: given, choices } }
}

const FIELDS_OF: Record<inCells.CellPart, readonly Field[]> = { answer: ['answer'], comment: ['comment'], action: ['what', 'owner', 'due'] }

/** The cell that a fault is about: the path of a day leads one step further, to its day or month. */
const pathIn = (cells: readonly inCells.AnswerCell[], path: readonly (string | number)[]): inCells.AnswerCell['path'] =>
  cells.find(cell => cell.path.length > 0 && cell.path.every((step, at) => step === path[at]))?.path ?? []

function faultWords({ path, message }: inCells.CellFault, cells: readonly inCells.AnswerCell[]): string {
  const cell = cells.find(one => one.path.every((step, at) => step === path[at]))
  const takes = (cell ?? cells[0])?.listed ?? []
  return `${message}.${takes.length > 0 && takes.length < 9 ? ` It takes ${sayList(takes.map(text => `“${text}”`))}.` : ''}`
}

/** What the workbook answers to a question that is not asked, once it is saved, is not saved. */
function leavingOutUnasked(
  open: OpenReturn,
  lines: Line[],
  entries: ReadonlyMap<string, Map<string, merge.Entry>>,
): Pick<Comparison, 'lines' | 'entries'> {
  const after = new Map<string, Response>(open.responses)
  for (const [, ofSection] of entries)
    for (const { key, ...response } of merge.planSave(ofSection, open.responses).writes) after.set(key, response)
  const asked = new Set(
    askedOfReturn(open.document, open.auditReturn.facts, after).flatMap((section: Section) => section.questions.map(({ key }) => key)),
  )
  for (const ofSection of entries.values()) for (const key of ofSection.keys()) if (!asked.has(key)) ofSection.delete(key)
  const changes: readonly LineState[] = ['new', 'changed', 'conflict']
  return {
    entries,
    lines: lines.map(line => (asked.has(line.key) || !changes.includes(line.state) ? line : { ...line, state: 'not_asked' })),
  }
}
