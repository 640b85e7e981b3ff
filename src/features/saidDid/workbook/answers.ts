import { isDeepStrictEqual } from 'node:util'
import type { Id } from '../../../platform/id.ts'
import { nameOf, type Action } from '../../actions/index.ts'
import { actionCells, type ActionSaid, type FieldChange } from '../../sheetImports/index.ts'
import type { Held, SaidDidChanges } from './changes.ts'
import { HEADINGS, isNo, isYes } from './columns.ts'
import { readReference, type Row } from './read.ts'
import { isPlaced, wrongReference, type Twice } from './references.ts'
import type { FoundTheme } from './themes.ts'

/** What rows before have brought. */
export type Brought = Map<Id<'action'>, { at: number; row: Row; said: ActionSaid }>
type At = { theme: FoundTheme; there: Held; changes: SaidDidChanges; brought: Brought; named: Map<string, number>; twice: Twice }

/** What one row would change: an answer of its theme, or one that comes with it. */
export function answerChange(row: Row, at: At): void {
  const { cells, line } = row
  const bad = badOf(row, at)
  const isAnswer = (cells.what?.text ?? '') !== ''
  if (!isAnswer) {
    const stray = (['lead', 'timescale', 'droppedReason'] as const).find(column => (cells[column]?.text ?? '') !== '')
    if (stray)
      bad(cells[stray]?.cell, `This row has “${HEADINGS[stray]}”, but no answer in ${cells.what?.cell ?? 'it'}: it is not imported.`)
    return
  }
  const wrong = wrongReference(row, at)
  if (wrong !== undefined) {
    bad(cells.reference?.cell, wrong)
    return
  }
  const id = actionOf(row, at)
  const key = id === undefined ? (cells.what?.text ?? '') : `A${id}`
  if (at.named.has(key)) {
    bad(cells.what?.cell, `Row ${at.named.get(key)} says the same of this theme: this one is not imported.`)
    return
  }
  at.named.set(key, line)
  const names = cells.names?.text ?? ''
  if (names !== '' && !isYes(names) && !isNo(names))
    bad(cells.names?.cell, `“${names.slice(0, 60)}” is neither Yes nor No: whether people may be named is not imported.`)
  const known = id === undefined ? undefined : at.there.known.get(id)
  if (known && isPlaced(at, known.id)) change(row, at, known)
  else if (known) place(row, at, known)
  else add(row, at, id)
}

const badOf =
  ({ sheet, line }: Row, { changes }: At) =>
  (cell: string | undefined, text: string): void =>
    void changes.bad.push({ sheet, cell: cell ?? String(line), text })

/** The action that a row means: by its reference; of a row without one the answer of its theme that has the same words. */
function actionOf({ cells }: Row, at: At): Id<'action'> | undefined {
  const { there } = at
  const { action } = readReference(cells.reference?.text ?? '', there.isForeign)
  if (action !== undefined) {
    const id = there.twins.get(action) ?? action
    if (there.known.has(id)) return id
  }
  const same = there.answersByWords.get(cells.what?.text ?? '')?.find(one => isPlaced(at, one.action.id))
  return same?.action.id ?? action
}

/** The cells of a row; an address that has a column of its own and is not in the answer ends it. */
function withAddress({ cells }: Row): Row['cells'] {
  const { what, address } = cells
  const missing = (address?.text ?? '').split(/\s+/).filter(one => one !== '' && what && !what.text.includes(one))
  return what && missing.length > 0 ? { ...cells, what: { ...what, text: [what.text, ...missing].join(' ') } } : cells
}

function change(row: Row, at: At, before: Action): void {
  const { changes, there } = at
  const said = actionCells.read(withAddress(row), { before, headings: HEADINGS }, badOf(row, at))
  if (!said) return
  for (const note of actionCells.odd(row.cells)) changes.notes.push({ sheet: row.sheet, ...note })
  const fields = actionCells.changed(before, said, HEADINGS)
  const isText = actionCells.TEXTS.some(field => before[field] !== said.text[field])
  const isState = before.state !== said.state || before.droppedReason !== said.droppedReason
  const earlier = changes.answers.find(({ id }) => id === before.id)
  if (earlier && !isDeepStrictEqual(pick(earlier), said)) {
    badOf(row, at)(row.cells.what?.cell, 'A row above changes the same answer to something else: this one is not imported.')
    return
  }
  if (!earlier && fields.length > 0) changes.answers.push({ id: before.id, ...said, isText, isState })
  const wereNamed = there.byAction.get(before.id)?.namesPublic ?? false
  const named = namesChange(row, { wereNamed, isText })
  if (named && !changes.names.some(({ id }) => id === before.id)) {
    changes.names.push({ id: before.id, what: said.text.what, namesPublic: named.after === 'Yes', isDecided: named.before !== named.after })
    if (named.before !== named.after || isText) fields.push(named)
  }
  if (fields.length > 0 && !earlier) changes.lines.push({ ...lineOf(row, said.text), isNew: false, fields })
}

const pick = ({ text, state, droppedReason }: ActionSaid): ActionSaid => ({ text, state, droppedReason })

/** Whether people may be named is said of what the answer says then; without a word it ends where that changes. */
function namesChange({ cells }: Row, { wereNamed, isText }: { wereNamed: boolean; isText: boolean }): FieldChange | undefined {
  const text = cells.names?.text ?? ''
  const label = HEADINGS.names
  const before = wereNamed ? 'Yes' : 'No'
  if (isYes(text)) return !wereNamed || isText ? { label, before, after: 'Yes' } : undefined
  return wereNamed && (isNo(text) || isText) ? { label, before, after: 'No' } : undefined
}

/** An action that is there already becomes an answer of this theme too; what it says is not changed from here. */
function place(row: Row, at: At, action: Action): void {
  const { changes, there, theme } = at
  for (const { column, cell } of actionCells.otherwise(row.cells, action))
    badOf(row, at)(
      cell,
      `“${HEADINGS[column as keyof typeof HEADINGS]}” says something else than the action that is there already: this cell is not imported.`,
    )
  const namesPublic = there.byAction.get(action.id)?.namesPublic ?? isYes(row.cells.names?.text ?? '')
  changes.newAnswers.push({ under: theme.ref, action: { id: action.id }, namesPublic, from: undefined })
  changes.lines.push({
    ...lineOf(row, action),
    isNew: true,
    fields: [{ label: HEADINGS.what, before: '', after: `${action.what}\n(an action that is there already: it is counted once)` }],
  })
}

function add(row: Row, at: At, id: Id<'action'> | undefined): void {
  const { changes, theme, brought } = at
  const said = actionCells.read(withAddress(row), { before: undefined, headings: HEADINGS }, badOf(row, at))
  if (!said) return
  const namesPublic = isYes(row.cells.names?.text ?? '')
  const before = id === undefined ? undefined : brought.get(id)
  if (before) {
    if (!isDeepStrictEqual(before.said, said))
      badOf(row, at)(
        row.cells.what?.cell,
        `Row ${before.row.line} is of the same answer and says something else: what that one says counts.`,
      )
    changes.newAnswers.push({ under: theme.ref, action: { sameAs: before.at }, namesPublic, from: undefined })
    changes.lines.push({
      ...lineOf(row, said.text),
      isNew: true,
      fields: [
        { label: HEADINGS.what, before: '', after: `${said.text.what}\n(the same as in row ${before.row.line}: it is counted once)` },
      ],
    })
    return
  }
  for (const note of actionCells.odd(row.cells)) changes.notes.push({ sheet: row.sheet, ...note })
  if (id !== undefined) brought.set(id, { at: changes.newAnswers.length, row, said })
  const isUnsaid = (row.cells.state?.text ?? '') === ''
  changes.newAnswers.push({ under: theme.ref, action: { ...said, isUnsaid }, namesPublic, from: id })
  const state = isUnsaid ? [] : [{ label: HEADINGS.state, before: '', after: row.cells.state?.text ?? '' }]
  const named = namesPublic ? [{ label: HEADINGS.names, before: '', after: 'Yes' }] : []
  const texts = actionCells.said(said, HEADINGS).filter(({ label }) => label !== HEADINGS.state)
  changes.lines.push({ ...lineOf(row, said.text), isNew: true, fields: [...texts, ...state, ...named] })
}

const lineOf = ({ sheet, cells, line }: Row, text: { what: string }) => ({
  sheet,
  cell: cells.what?.cell ?? String(line),
  what: 'answer',
  name: nameOf(text),
})
