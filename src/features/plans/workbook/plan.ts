import type { Action } from '../../actions/index.ts'
import type { Id } from '../../../platform/id.ts'
import { textOfPlan, type PlanDocument } from '../document.ts'
import type { PlanText } from '../plan.ts'
import { LONGEST_PLAN } from '../schemas.ts'
import { actionChange, actionsIn, type Context } from './actionRow.ts'
import { differing, saidOnce } from '../../sheetImports/index.ts'
import type { PlanChanges } from './changes.ts'
import { PLAN_HEAD } from './head.ts'
import { measureChanges } from './measures.ts'
import { fitted, partChange } from './parts.ts'
import type { PlanBook, PlanSheet } from './read.ts'
import { resolveParts } from './resolve.ts'

/**
 * What a workbook would change: in this plan, or as a plan of its own.
 *
 * @param there.known the actions that the partnership has
 * @param there.twins which of them an earlier import made of those that the workbook names
 */
export function planChanges(
  book: PlanBook,
  sheet: PlanSheet,
  document: PlanDocument | undefined,
  { known, twins = new Map() }: { known: ReadonlyMap<Id<'action'>, Action>; twins?: ReadonlyMap<Id<'action'>, Id<'action'>> },
): PlanChanges {
  const hasObjectives = sheet.entries.some(({ cells }) => (cells.objective?.text ?? '') !== '')
  const kind = document?.kind ?? (hasObjectives ? 'priorities' : 'aims')
  const found = resolveParts(sheet, document, { topKind: kind === 'aims' ? 'aim' : 'priority', twins })
  const changes: PlanChanges = {
    kind,
    head: document ? textOfPlan(document) : { ...NO_HEAD, title: '' },
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
  headChange(book, sheet, document, changes)
  for (const part of found.parts) partChange(sheet.sheet, part, changes)
  if (!document && sheet.entries.some(({ cells }) => (cells.reference?.text ?? '') !== ''))
    changes.notes.push({
      sheet: sheet.sheet,
      cell: '',
      text: 'Its references name another plan: this becomes a plan with actions of its own.',
    })
  const at: Context = {
    ...{ sheet: sheet.sheet, changes, document, known, twins: new Set(twins.values()) },
    ...{ actions: actionsIn(document), seen: new Map(), brought: new Map() },
  }
  for (const row of found.rows) actionChange(row, at)
  measureChanges(book, found, document, changes)
  return { ...changes, notes: saidOnce(changes.notes), bad: saidOnce(changes.bad) }
}

const NO_HEAD: PlanText = { title: '', alsoCalled: '', period: '', authorities: '', owner: '', alignedWith: '', label: '', dated: '' }

function headChange({ head }: PlanBook, sheet: PlanSheet, document: PlanDocument | undefined, changes: PlanChanges): void {
  const above = { text: sheet.title || sheet.sheet, cell: '' }
  for (const { field, label } of PLAN_HEAD) {
    const isTitle = field === 'title'
    const said = isTitle && !head.title?.text ? (document ? undefined : above) : head[field]
    const text = { name: label, max: LONGEST_PLAN[field], said, sheet: said === above ? sheet.sheet : '' }
    changes.head[field] = fitted(text, document?.[field], changes)
  }
  const fields = document ? PLAN_HEAD.flatMap(({ field, label }) => differing(label, document[field], changes.head[field])) : []
  const cell = PLAN_HEAD.map(({ field }) => head[field]?.cell).find(found => found !== undefined) ?? ''
  if (fields.length > 0) changes.lines.push({ sheet: '', cell, what: 'Plan', name: changes.head.title, isNew: false, fields })
}
