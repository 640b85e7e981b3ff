import { isDeepStrictEqual } from 'node:util'
import {
  ACTION_STATES,
  LONGEST_ACTION,
  nameOf,
  readTimescale,
  STATE_WORDS,
  timescaleNotes,
  wordNotes,
  type ActionState,
  type ActionText,
} from '../../actions/index.ts'
import type { Id } from '../../../platform/id.ts'
import { allParts, textOfPart, textOfPlan, type DocumentAction, type PlanDocument } from '../document.ts'
import { PART_LABELS, PART_TEXT, PART_WORDS, partName, type PlanText } from '../plan.ts'
import { LONGEST_PART } from '../schemas.ts'
import { COLUMN_HEADINGS, folded } from './columns.ts'
import type { FieldChange, PlanChanges } from './changes.ts'
import { PLAN_HEAD } from './head.ts'
import { measureChanges } from './measures.ts'
import type { PlanBook, PlanSheet } from './read.ts'
import { resolveParts, textAfter, type FoundPart, type Placed } from './resolve.ts'

/** What a workbook would change: in this plan, or as a plan of its own. @param known the actions that the partnership has */
export function planChanges(
  book: PlanBook,
  sheet: PlanSheet,
  document: PlanDocument | undefined,
  known: ReadonlySet<Id<'action'>>,
): PlanChanges {
  const hasObjectives = sheet.entries.some(({ cells }) => (cells.objective?.text ?? '') !== '')
  const kind = document?.kind ?? (hasObjectives ? 'priorities' : 'aims')
  const found = resolveParts(sheet, document, kind === 'aims' ? 'aim' : 'priority')
  const changes: PlanChanges = {
    kind,
    head: headAfter(book, sheet, document),
    parts: [],
    newParts: [],
    actions: [],
    newActions: [],
    measures: [],
    newMeasures: [],
    newValues: [],
    lines: [],
    notes: [...book.notes, ...sheet.notes, ...found.notes],
    bad: [...found.bad],
  }
  if (kind === 'aims' && hasObjectives)
    changes.notes.push({
      sheet: sheet.sheet,
      cell: '',
      text: 'This plan has aims without objectives: the column of objectives is not imported.',
    })
  headLines(book, document, changes)
  for (const part of found.parts) partChange(sheet.sheet, part, changes)
  const at: Context = { sheet: sheet.sheet, changes, document, known, seen: new Map() }
  for (const row of found.rows) actionChange(row, at)
  measureChanges(book, found, document, changes)
  return changes
}

function headAfter({ head }: PlanBook, sheet: PlanSheet, document: PlanDocument | undefined): PlanText {
  const before: PlanText = document
    ? textOfPlan(document)
    : { title: sheet.title || sheet.sheet, alsoCalled: '', period: '', authorities: '', owner: '', alignedWith: '', label: '', dated: '' }
  const after = Object.fromEntries(PLAN_HEAD.map(({ field }) => [field, head[field]?.text ?? before[field]])) as PlanText
  return { ...after, title: (after.title === '' ? before.title : after.title).slice(0, 300) }
}

function headLines({ head }: PlanBook, document: PlanDocument | undefined, changes: PlanChanges): void {
  const fields = document ? PLAN_HEAD.flatMap(({ field, label }) => differing(label, document[field], changes.head[field])) : []
  const cell = PLAN_HEAD.map(({ field }) => head[field]?.cell).find(found => found !== undefined) ?? ''
  if (fields.length > 0) changes.lines.push({ sheet: '', cell, what: 'Plan', name: changes.head.title, isNew: false, fields })
}

const differing = (label: string, before: string, after: string): FieldChange[] => (before === after ? [] : [{ label, before, after }])

function partChange(sheet: string, part: FoundPart, changes: PlanChanges): void {
  const text = textAfter(part)
  const long = PART_TEXT.find(field => text[field].length > LONGEST_PART[field])
  const what = PART_WORDS[part.kind].one
  if (long !== undefined) {
    changes.bad.push({
      sheet,
      cell: part.said[long]?.cell ?? part.cell,
      text: `${PART_LABELS[long]} has more than ${LONGEST_PART[long]} characters: its end is not imported.`,
    })
    text[long] = part.known?.[long] ?? text[long].slice(0, LONGEST_PART[long])
  }
  const line = { sheet, cell: part.cell, what, name: partName(text), isNew: part.known === undefined }
  if (part.known) {
    const before = textOfPart(part.known)
    if (isDeepStrictEqual(before, text)) return
    changes.parts.push({ id: part.known.id, text })
    changes.lines.push({ ...line, fields: PART_TEXT.flatMap(field => differing(PART_LABELS[field], before[field], text[field])) })
    return
  }
  const key = 'key' in part.ref ? part.ref.key : ''
  changes.newParts.push({ key, kind: part.kind, under: part.under?.ref ?? null, text })
  changes.lines.push({ ...line, fields: PART_TEXT.flatMap(field => differing(PART_LABELS[field], '', text[field])) })
}

type Context = {
  sheet: string
  changes: PlanChanges
  document: PlanDocument | undefined
  known: ReadonlySet<Id<'action'>>
  /** The actions that rows before have named, by the part they stand in. */
  seen: Map<string, number>
}

const TEXT = ['what', 'timescale', 'lead', 'outcomeMeasure', 'remark'] as const satisfies (keyof ActionText)[]

function actionChange({ entry, part, actionId }: Placed, { sheet, changes, document, known, seen }: Context): void {
  const { cells, line } = entry
  const bad = (cell: string | undefined, text: string) => changes.bad.push({ sheet, cell: cell ?? String(line), text })
  if ((cells.what?.text ?? '') === '') {
    const stray = (['timescale', 'lead', 'outcomeMeasure', 'remark'] as const).find(field => (cells[field]?.text ?? '') !== '')
    if (stray)
      bad(cells[stray]?.cell, `This row has “${COLUMN_HEADINGS[stray]}”, but no action in ${cells.what?.cell ?? 'it'}: it is not imported.`)
    return
  }
  const before = actionId === undefined ? undefined : actionIn(document, actionId)
  const key = `${actionId ?? ''}:${part.cell}`
  if (actionId !== undefined && seen.has(key)) {
    bad(cells.reference?.cell, `Row ${seen.get(key)} has the same reference: this one is not imported.`)
    return
  }
  seen.set(key, line)
  const text = Object.fromEntries(TEXT.map(field => [field, cells[field]?.text ?? before?.[field] ?? ''])) as ActionText
  const long = TEXT.find(field => text[field].length > LONGEST_ACTION[field])
  if (long)
    return void bad(
      cells[long]?.cell,
      `${COLUMN_HEADINGS[long]} has more than ${LONGEST_ACTION[long]} characters: this row is not imported.`,
    )
  const state = stateIn(cells.state?.text ?? '', before?.state)
  if (!state)
    return void bad(
      cells.state?.cell,
      `“${cells.state?.text.slice(0, 60) ?? ''}” is no state. States are ${STATES}. This row is not imported.`,
    )
  const droppedReason = state === 'dropped' ? (cells.droppedReason?.text ?? before?.droppedReason ?? '').slice(0, 500) : ''
  if (state === 'dropped' && droppedReason === '')
    return void bad(cells.droppedReason?.cell ?? cells.state?.cell, 'A dropped action says why it was dropped: this row is not imported.')
  oddities(sheet, entry.cells, changes)
  const linked = folded(cells.linked?.text ?? '') === 'yes'
  const lineOf = { sheet, cell: cells.what?.cell ?? '', what: 'action', name: nameOf(text) }
  if (before) {
    const isState = before.state !== state || before.droppedReason !== droppedReason
    const fields = [
      ...TEXT.flatMap(field => differing(COLUMN_HEADINGS[field], before[field], text[field])),
      ...differing('State', STATE_WORDS[before.state].words, STATE_WORDS[state].words),
      ...differing('Why dropped', before.droppedReason, droppedReason),
    ]
    if (fields.length === 0) return
    const isText = TEXT.some(field => before[field] !== text[field])
    changes.actions.push({ id: before.id, text, state, droppedReason, isState, isText })
    changes.lines.push({ ...lineOf, isNew: false, fields })
    return
  }
  const isThere = linked && actionId !== undefined && known.has(actionId)
  if (actionId !== undefined && !isThere)
    changes.notes.push({
      sheet,
      cell: cells.reference?.cell ?? '',
      text: 'The plan has no such action any more, or never had: it is added as a new one.',
    })
  changes.newActions.push({ under: part.ref, linked, action: isThere ? { id: actionId } : { ...text, state, droppedReason } })
  changes.lines.push({ ...lineOf, isNew: true, fields: TEXT.flatMap(field => differing(COLUMN_HEADINGS[field], '', text[field])) })
}

const STATES = Object.values(STATE_WORDS)
  .map(({ words }) => words)
  .join(', ')

const actionIn = (document: PlanDocument | undefined, id: Id<'action'>): DocumentAction | undefined =>
  allParts(document?.parts ?? [])
    .flatMap(({ actions }) => actions)
    .find(action => action.id === id)

/** The state that a cell names; what was before where it is blank, and planned where nothing was. */
function stateIn(text: string, before: ActionState | undefined): ActionState | undefined {
  if (text === '') return before ?? 'planned'
  return ACTION_STATES.find(state => folded(STATE_WORDS[state].words) === folded(text))
}

/** What is odd and kept as it is written. */
function oddities(sheet: string, cells: Placed['entry']['cells'], changes: PlanChanges): void {
  const note = (cell: string | undefined, texts: readonly string[]) => {
    for (const text of texts) changes.notes.push({ sheet, cell: cell ?? '', text: `${text}. It is kept as it is written.` })
  }
  const { from, to, flags, kind } = readTimescale(cells.timescale?.text ?? '')
  const unread = kind === 'unread' && flags.length === 0 ? ['No date can be read here'] : []
  note(cells.timescale?.cell, [...unread, ...timescaleNotes({ timescaleFlags: [...flags], dueFrom: from, dueTo: to })])
  note(cells.lead?.cell, wordNotes(cells.lead?.text ?? ''))
  note(cells.outcomeMeasure?.cell, wordNotes(cells.outcomeMeasure?.text ?? ''))
}
