import { isDeepStrictEqual } from 'node:util'
import {
  asRead,
  ACTION_STATES,
  LONGEST_ACTION,
  nameOf,
  readTimescale,
  STATE_WORDS,
  timescaleNotes,
  type Action,
  type ActionState,
  type ActionText,
} from '../../actions/index.ts'
import type { Id } from '../../../platform/id.ts'
import { allParts, type DocumentAction, type PlanDocument } from '../document.ts'
import { COLUMN_HEADINGS, folded } from './columns.ts'
import { differing, type PlanChanges } from './changes.ts'
import type { Placed } from './resolve.ts'

export type Context = {
  sheet: string
  changes: PlanChanges
  document: PlanDocument | undefined
  /** All actions of the partnership. */
  known: ReadonlyMap<Id<'action'>, Action>
  /** The actions that rows before have named, by the part they stand in. */
  seen: Map<string, number>
}

const TEXT = ['what', 'timescale', 'lead', 'outcomeMeasure', 'remark'] as const satisfies (keyof ActionText)[]

/** What one row would change: an action that the plan has, or one that comes with it. */
export function actionChange(placed: Placed, at: Context): void {
  const { entry, part, actionId } = placed
  const { cells, line } = entry
  const bad = badOf(placed, at)
  if ((cells.what?.text ?? '') === '') {
    const stray = (['timescale', 'lead', 'outcomeMeasure', 'remark'] as const).find(field => (cells[field]?.text ?? '') !== '')
    if (stray)
      bad(cells[stray]?.cell, `This row has “${COLUMN_HEADINGS[stray]}”, but no action in ${cells.what?.cell ?? 'it'}: it is not imported.`)
    return
  }
  const key = `${actionId ?? ''}:${part.cell}`
  if (actionId !== undefined && at.seen.has(key)) {
    bad(cells.reference?.cell, `Row ${at.seen.get(key)} has the same reference: this one is not imported.`)
    return
  }
  at.seen.set(key, line)
  const linked = folded(cells.linked?.text ?? '') === 'yes'
  const before = actionId === undefined ? undefined : actionIn(at.document, actionId)
  const elsewhere = before === undefined && linked && actionId !== undefined ? at.known.get(actionId) : undefined
  if (elsewhere) {
    placeThere(placed, at, elsewhere)
    return
  }
  const said = saidOf(placed, at, before)
  if (!said) return
  oddities(at.sheet, cells, at.changes)
  if (before) change(placed, at, { before, said, linked })
  else add(placed, at, { said, linked })
}

type SaidOf = { text: ActionText; state: ActionState; droppedReason: string }

const badOf =
  ({ entry }: Placed, { sheet, changes }: Context) =>
  (cell: string | undefined, text: string): void =>
    void changes.bad.push({ sheet, cell: cell ?? String(entry.line), text })

/** What a row says of its action; nothing where it cannot be taken, and the reason is noted. */
function saidOf(placed: Placed, at: Context, before: DocumentAction | undefined): SaidOf | undefined {
  const { cells } = placed.entry
  const bad = badOf(placed, at)
  const text = Object.fromEntries(TEXT.map(field => [field, cells[field]?.text ?? before?.[field] ?? ''])) as ActionText
  const state = stateIn(cells.state?.text ?? '', before?.state)
  if (!state) {
    bad(cells.state?.cell, `“${cells.state?.text.slice(0, 60) ?? ''}” is no state. States are ${STATES}. This row is not imported.`)
    return undefined
  }
  const droppedReason = state === 'dropped' ? (cells.droppedReason?.text ?? before?.droppedReason ?? '') : ''
  const all = { ...text, droppedReason }
  const long = ([...TEXT, 'droppedReason'] as const).find(field => all[field].length > LONGEST_ACTION[field])
  if (long) {
    bad(cells[long]?.cell, `${COLUMN_HEADINGS[long]} has more than ${LONGEST_ACTION[long]} characters: this row is not imported.`)
    return undefined
  }
  if (state === 'dropped' && droppedReason === '') {
    bad(cells.droppedReason?.cell ?? cells.state?.cell, 'A dropped action says why it was dropped: this row is not imported.')
    return undefined
  }
  return { text, state, droppedReason }
}

function change(placed: Placed, at: Context, { before, said, linked }: { before: DocumentAction; said: SaidOf; linked: boolean }): void {
  const { cells } = placed.entry
  const { changes, sheet } = at
  const { text, state, droppedReason } = said
  const bad = badOf(placed, at)
  const here = placed.part.known?.actions.find(({ id }) => id === before.id)
  if (here && cells.linked && here.linked !== linked)
    bad(cells.linked.cell, 'Whether an action is of the linked plan is said by its place in the plan: this cell is not imported.')
  const fields = [
    ...TEXT.flatMap(field => differing(COLUMN_HEADINGS[field], before[field], text[field])),
    ...differing('State', STATE_WORDS[before.state].words, STATE_WORDS[state].words),
    ...differing('Why dropped', before.droppedReason, droppedReason),
  ]
  if (fields.length === 0) return
  const isState = before.state !== state || before.droppedReason !== droppedReason
  const isText = TEXT.some(field => before[field] !== text[field])
  const one = { id: before.id, ...said, isState, isText }
  const earlier = changes.actions.find(({ id }) => id === before.id)
  if (earlier) {
    if (!isDeepStrictEqual(earlier, one)) bad(undefined, 'A row above changes the same action to something else: this one is not imported.')
    return
  }
  changes.actions.push(one)
  changes.lines.push({ sheet, cell: cells.what?.cell ?? '', what: 'action', name: nameOf(text), isNew: false, fields })
}

function add({ entry: { cells }, part, actionId }: Placed, at: Context, { said, linked }: { said: SaidOf; linked: boolean }): void {
  const { changes, sheet } = at
  const { text, ...state } = said
  if (at.document && actionId !== undefined)
    changes.notes.push({
      sheet,
      cell: cells.reference?.cell ?? '',
      text: 'The plan has no such action any more, or never had: it is added as a new one.',
    })
  changes.newActions.push({ under: part.ref, linked, action: { ...text, ...state } })
  const fields = [
    ...TEXT.flatMap(field => differing(COLUMN_HEADINGS[field], '', text[field])),
    ...differing('State', '', state.state === 'planned' ? '' : STATE_WORDS[state.state].words),
    ...differing('Why dropped', '', state.droppedReason),
  ]
  changes.lines.push({ sheet, cell: cells.what?.cell ?? '', what: 'action', name: nameOf(text), isNew: true, fields })
}

/** An action of another plan gets a place in this one; what it says is not changed from here. */
function placeThere(placed: Placed, { changes, sheet, ...at }: Context, action: Action): void {
  const { cells } = placed.entry
  const bad = badOf(placed, { changes, sheet, ...at })
  const now = { ...action, state: STATE_WORDS[action.state].words }
  for (const field of [...TEXT, 'state', 'droppedReason'] as const) {
    const cell = cells[field]
    if (cell && cell.text !== now[field] && !(field === 'state' && stateIn(cell.text, action.state) === action.state))
      bad(cell.cell, `“${COLUMN_HEADINGS[field]}” says something else than the action of the other plan: this cell is not imported.`)
  }
  changes.newActions.push({ under: placed.part.ref, linked: true, action: { id: action.id } })
  const fields = TEXT.flatMap(field => differing(COLUMN_HEADINGS[field], '', action[field]))
  changes.lines.push({ sheet, cell: cells.what?.cell ?? '', what: 'action', name: nameOf(action), isNew: true, fields })
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
  return ACTION_STATES.find(state => [STATE_WORDS[state].words, ...ALSO_SAID[state]].some(words => folded(words) === folded(text)))
}

/** What people write of a state in their own tables, where it can mean nothing else. */
const ALSO_SAID: Readonly<Record<ActionState, readonly string[]>> = {
  planned: ['Not started', 'Not yet started', 'To do'],
  under_way: ['In progress', 'Underway', 'Started', 'Begun'],
  done: ['Complete', 'Completed'],
  dropped: ['Cancelled', 'Withdrawn'],
}

/** What is odd and kept as it is written. */
function oddities(sheet: string, cells: Placed['entry']['cells'], changes: PlanChanges): void {
  const note = (cell: string | undefined, texts: readonly string[]) => {
    for (const text of texts) changes.notes.push({ sheet, cell: cell ?? '', text: `${text}. It is kept as it is written.` })
  }
  const { from, to, flags, kind } = readTimescale(cells.timescale?.text ?? '')
  const unread = kind === 'unread' && flags.length === 0 ? ['No date can be read here'] : []
  note(cells.timescale?.cell, [...unread, ...timescaleNotes({ timescaleFlags: [...flags], dueFrom: from, dueTo: to })])
  note(cells.lead?.cell, asRead.wordNotes(cells.lead?.text ?? ''))
  note(cells.outcomeMeasure?.cell, asRead.wordNotes(cells.outcomeMeasure?.text ?? ''))
}
