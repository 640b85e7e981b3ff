import { isDeepStrictEqual } from 'node:util'
import { nameOf, type Action, type ActionText } from '../../actions/index.ts'
import { actionCells, folded, type ActionSaid } from '../../sheetImports/index.ts'
import type { Id } from '../../../platform/id.ts'
import { allParts, type DocumentAction, type PlanDocument } from '../document.ts'
import { COLUMN_HEADINGS } from './columns.ts'
import type { PlanChanges } from './changes.ts'
import type { Placed } from './resolve.ts'

export type Context = {
  sheet: string
  changes: PlanChanges
  document: PlanDocument | undefined
  /** Those that the plan has. */
  actions: ReadonlyMap<Id<'action'>, DocumentAction>
  /** All actions of the partnership. */
  known: ReadonlyMap<Id<'action'>, Action>
  /** The actions that an earlier import made of those that this workbook names. */
  twins: ReadonlySet<Id<'action'>>
  /** The actions that rows before have named, by the part they stand in. */
  seen: Map<string, number>
  /** The new actions that rows before have brought, by their references. */
  brought: Map<Id<'action'>, { at: number; line: number; said: ActionSaid }>
}

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
  const before = actionId === undefined ? undefined : at.actions.get(actionId)
  const isThere = actionId !== undefined && (linked || at.twins.has(actionId))
  const elsewhere = before === undefined && isThere ? at.known.get(actionId) : undefined
  if (elsewhere) {
    placeThere(placed, at, { action: elsewhere, linked })
    return
  }
  const said = actionCells.read(cells, { before, headings: COLUMN_HEADINGS }, bad)
  if (!said) return
  for (const note of actionCells.odd(cells)) at.changes.notes.push({ sheet: at.sheet, ...note })
  if (before) change(placed, at, { before, said, linked })
  else add(placed, at, { said, linked })
}

const badOf =
  ({ entry }: Placed, { sheet, changes }: Context) =>
  (cell: string | undefined, text: string): void =>
    void changes.bad.push({ sheet, cell: cell ?? String(entry.line), text })

function change(
  placed: Placed,
  at: Context,
  { before, said, linked }: { before: DocumentAction; said: ActionSaid; linked: boolean },
): void {
  const { cells } = placed.entry
  const { changes, sheet } = at
  const bad = badOf(placed, at)
  const here = placed.part.known?.actions.find(({ id }) => id === before.id)
  if (here && cells.linked && here.linked !== linked)
    bad(cells.linked.cell, 'Whether an action is of the linked plan is said by its place in the plan: this cell is not imported.')
  const fields = actionCells.changed(before, said, COLUMN_HEADINGS)
  if (fields.length === 0) return
  const isState = before.state !== said.state || before.droppedReason !== said.droppedReason
  const isText = actionCells.TEXTS.some(field => before[field] !== said.text[field])
  const one = { id: before.id, ...said, isState, isText }
  const earlier = changes.actions.find(({ id }) => id === before.id)
  if (earlier) {
    if (!isDeepStrictEqual(earlier, one)) bad(undefined, 'A row above changes the same action to something else: this one is not imported.')
    return
  }
  changes.actions.push(one)
  changes.lines.push({ sheet, cell: cells.what?.cell ?? '', what: 'action', name: nameOf(said.text), isNew: false, fields })
}

function add(placed: Placed, at: Context, { said, linked }: { said: ActionSaid; linked: boolean }): void {
  const { entry, part, actionId } = placed
  const { cells, line } = entry
  const { changes, sheet } = at
  const { text, ...state } = said
  const brought = actionId === undefined ? undefined : at.brought.get(actionId)
  if (brought) {
    if (!isDeepStrictEqual(brought.said, said))
      badOf(placed, at)(cells.what?.cell, `Row ${brought.line} is of the same action and says something else: what that one says counts.`)
    changes.newActions.push({ under: part.ref, linked, action: { sameAs: brought.at }, from: undefined })
    changes.lines.push(newLine(placed, at, text, [{ label: 'One more place of', before: '', after: `row ${brought.line}` }]))
    return
  }
  if (at.document && actionId !== undefined)
    changes.notes.push({
      sheet,
      cell: cells.reference?.cell ?? '',
      text: 'The plan has no such action any more, or never had: it is added as a new one.',
    })
  if (actionId !== undefined) at.brought.set(actionId, { at: changes.newActions.length, line, said })
  changes.newActions.push({ under: part.ref, linked, action: { ...text, ...state }, from: actionId })
  changes.lines.push(newLine(placed, at, text, actionCells.said(said, COLUMN_HEADINGS)))
}

/** An action that is there already gets a place in this plan; what it says is not changed from here. */
function placeThere(placed: Placed, at: Context, { action, linked }: { action: Action; linked: boolean }): void {
  const bad = badOf(placed, at)
  for (const { column, cell } of actionCells.otherwise(placed.entry.cells, action))
    bad(cell, `“${COLUMN_HEADINGS[column]}” says something else than the action that is there already: this cell is not imported.`)
  at.changes.newActions.push({ under: placed.part.ref, linked, action: { id: action.id }, from: undefined })
  const fields = actionCells.TEXTS.flatMap(field =>
    action[field] === '' ? [] : [{ label: COLUMN_HEADINGS[field], before: '', after: action[field] }],
  )
  const isTwin = at.twins.has(action.id) ? [{ label: 'One more place', before: '', after: 'an earlier import brought this action' }] : []
  at.changes.lines.push(newLine(placed, at, action, [...fields, ...isTwin]))
}

const newLine = (
  { entry }: Placed,
  { sheet }: Context,
  text: Pick<ActionText, 'what'>,
  fields: PlanChanges['lines'][number]['fields'],
): PlanChanges['lines'][number] => ({ sheet, cell: entry.cells.what?.cell ?? '', what: 'action', name: nameOf(text), isNew: true, fields })

/** The actions of a plan by their ids; one in several places as it stands in the first. */
export const actionsIn = (document: PlanDocument | undefined): ReadonlyMap<Id<'action'>, DocumentAction> =>
  new Map(
    allParts(document?.parts ?? [])
      .flatMap(({ actions }) => actions)
      .map(action => [action.id, action] as const)
      .toReversed(),
  )
