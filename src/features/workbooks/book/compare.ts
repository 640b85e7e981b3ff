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
  /** The questions of which the workbook has no row that is read. */
  withoutRow: Question[]
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
  const withoutRow: Question[] = []
  for (const section of open.document.sections) {
    const ours = section.questions.filter(({ key }) => key in bases)
    if (!reachesSection(open.reach, section.key)) {
      if (ours.some(({ key }) => book.rows.has(key))) beyondReach.push(section.title)
      continue
    }
    for (const question of ours.filter(takesAnswer)) {
      const one = compareOne(open.responses.get(question.key), book, { question, base: bases[question.key] ?? '', today, chosen })
      if (one === undefined) withoutRow.push(question)
      else {
        found.push(...one.lines.map(line => ({ ...line, sectionKey: section.key })))
        entries.set(section.key, (entries.get(section.key) ?? new Map<string, merge.Entry>()).set(question.key, one.entry))
      }
    }
  }
  return { ...leavingOutUnasked(open, found, entries), notes: book.notes, beyondReach, withoutRow }
}

type Found = Omit<Line, 'sectionKey'>
type SaidAt = (part: inCells.CellPart, path: inCells.AnswerCell['path']) => Said | undefined
type BadCells = Map<Said, { part: inCells.CellPart; why: string }>

/** @returns undefined when no row of the workbook is of this question */
function compareOne(
  stored: StoredResponse | undefined,
  book: FilledBook,
  { question, base, today, chosen }: { question: Question; base: string; today: string; chosen: Chosen },
): { lines: Found[]; entry: merge.Entry } | undefined {
  const { key } = question
  const saidAt: SaidAt = (part, path) => {
    const { mark, field } = placeOf(key, part, path)
    return book.rows.get(mark)?.[field]
  }
  const standing = inCells.responseCells(question, stored ?? null)
  const rows = [...book.rows].filter(([mark]) => mark === key || mark.startsWith(`${key}/`))
  if (rows.length === 0) return undefined
  const written = PARTS.map(part => {
    const cells = rows.flatMap(([mark, said]) =>
      FIELDS_OF[part].filter(field => field === 'answer' || mark === key).map(field => said[field]),
    )
    return { part, cells }
  })
  const bad = new Map(
    written.flatMap(({ part, cells }) => cells.flatMap(said => (said.why === '' ? [] : [[said, { part, why: said.why }] as const]))),
  )
  const { response, ends } = readWithoutBad(question, standing, { bad, saidAt, today })
  const parts = written.map(({ part, cells }) => {
    const filled = cells.filter(said => (said.text !== '' || said.why !== '') && !bad.has(said))
    return { part, filled, at: filled[0] ?? cells[0], why: ends.get(part), isGiven: filled.length > 0 && !ends.has(part) }
  })
  const from = <Part extends inCells.CellPart>(part: Part) =>
    (parts.some(one => one.part === part && one.isGiven) ? response : (stored ?? NO_RESPONSE))[part]
  const given: Response = { answer: from('answer'), comment: from('comment'), action: from('action') }
  const plan = merge.planSave(new Map([[key, { base, response: given }]]), new Map(stored ? [[key, stored]] : []))
  const [conflicted, changed] = [plan.conflicts[0]?.parts ?? [], plan.writes[0]?.changed ?? []]
  const choices = Object.fromEntries(
    conflicted.map(part => [part, chosen.has(choiceOf({ key, part })) ? merge.printOf(stored?.[part] ?? null) : merge.THEIRS]),
  )
  const stateOf = (part: inCells.CellPart): LineState => {
    if (changed.includes(part)) return (stored?.[part] ?? null) === null ? 'new' : 'changed'
    if (conflicted.includes(part)) return 'conflict'
    return merge.isSamePart(given[part], stored?.[part] ?? null) ? 'same' : 'kept'
  }
  const lines = parts.flatMap(({ part, filled, at, why, isGiven }): Found[] => {
    const line = (state: LineState, said: Said | undefined, written = '', because = ''): Found => ({
      ...{ key, question, part, state, stored, given, written, why: because },
      sheet: said?.sheet ?? '',
      cell: said?.cell ?? '',
    })
    const badLines = [...bad].flatMap(([said, of]) => (of.part === part ? [line('not_understood', said, said.text, of.why)] : []))
    if (isGiven) return [...badLines, line(stateOf(part), at)]
    if (filled.length > 0) return [...badLines, line('not_understood', at, filled.map(({ text }) => text).join('\n'), why)]
    const wasEmptied = badLines.length === 0 && (stored?.[part] ?? null) !== null && merge.wasGiven(base, part)
    return wasEmptied ? [line('emptied', at)] : badLines
  })
  return { lines, entry: { base, response: given, choices } }
}

/**
 * Reads the cells of one question, and again without each that is not understood: there what is stored stands, and the others are taken.
 *
 * @param bad the cells that are not taken, each with why; those that are not understood are added
 * @returns `ends` why nothing of a part is taken, where no cell is at fault
 */
function readWithoutBad(
  question: Question,
  standing: inCells.ResponseCells,
  { bad, saidAt, today }: { bad: BadCells; saidAt: SaidAt; today: string },
): { response: Response; ends: Map<inCells.CellPart, string> } {
  const textOf = new Map(PARTS.flatMap(part => standing[part].map(({ path, text }) => [`${part}/${path.join('/')}`, text] as const)))
  const ends = new Map<inCells.CellPart, string>()
  const textAt = (part: inCells.CellPart, path: inCells.AnswerCell['path']): string => {
    const said = saidAt(part, path)
    return (said && !bad.has(said) && said.text) || (textOf.get(`${part}/${path.join('/')}`) ?? '')
  }
  for (;;) {
    const { response, faults } = inCells.readResponseCells(question, textAt, today)
    const before = bad.size
    for (const fault of faults) {
      const said = cellOf(fault, saidAt)
      if (said && said.text !== '' && !bad.has(said)) bad.set(said, { part: fault.part, why: faultWords(fault, standing[fault.part]) })
    }
    if (bad.size > before) continue
    for (const fault of faults) ends.set(fault.part, faultWords(fault, standing[fault.part]))
    return { response, ends }
  }
}

/** The cell that a fault is about: the path of a day leads one step further, to its day or month. */
function cellOf({ part, path }: inCells.CellFault, saidAt: SaidAt): Said | undefined {
  for (let steps = path.length; steps >= 0; steps -= 1) {
    const said = saidAt(part, path.slice(0, steps))
    if (said && said.text !== '') return said
  }
  return undefined
}

const FIELDS_OF: Record<inCells.CellPart, readonly Field[]> = { answer: ['answer'], comment: ['comment'], action: ['what', 'owner', 'due'] }

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
