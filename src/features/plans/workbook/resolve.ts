import { asId, type Id } from '../../../platform/id.ts'
import type { DocumentPart, PlanDocument } from '../document.ts'
import { PART_TEXT, type PartKind, type PartText } from '../plan.ts'
import { PART_COLUMNS, type PlanColumn } from './columns.ts'
import type { PartRef } from './changes.ts'
import type { CellNote, Entry, PlanSheet, Said } from './read.ts'

/** A priority, an aim or an objective as the rows of a workbook tell of it. */
export type FoundPart = {
  ref: PartRef
  known: DocumentPart | undefined
  kind: PartKind
  under: FoundPart | null
  cell: string
  /** What its rows say, the first that says something; a column that the sheet does not have is not there. */
  said: Partial<Record<keyof PartText, Said>>
}

/** A row with the part under which it stands. */
export type Placed = { entry: Entry<PlanColumn>; part: FoundPart; actionId: Id<'action'> | undefined }

export type Resolved = { parts: FoundPart[]; rows: Placed[]; notes: CellNote[]; bad: CellNote[]; byKey: Map<string, FoundPart> }

/** What a reference of a workbook names: "P5-O7-A12". */
export function readReference(text: string) {
  const match = /^P(\d{1,12})(?:-O(\d{1,12}))?(?:-([AM])(\d{1,12}))?$/.exec(text.trim())
  const id = <Of extends string>(at: number) => (match?.[at] === undefined ? undefined : asId<Of>(Number(match[at])))
  return {
    top: id<'planPart'>(1),
    objective: id<'planPart'>(2),
    action: match?.[3] === 'A' ? id<'action'>(4) : undefined,
    measure: match?.[3] === 'M' ? id<'planMeasure'>(4) : undefined,
  }
}

/** Finds the parts of a plan in the rows of a sheet: by their references, and where there are none by what stands in the rows themselves. */
export function resolveParts(sheet: PlanSheet, document: PlanDocument | undefined, topKind: 'priority' | 'aim'): Resolved {
  const found: Resolved = { parts: [], rows: [], notes: [], bad: [], byKey: new Map() }
  let top: FoundPart | undefined
  let objective: FoundPart | undefined
  for (const entry of sheet.entries) {
    const reference = readReference(entry.cells.reference?.text ?? '')
    const own = topOf(found, entry, document, topKind) ?? top
    if (!own) {
      found.bad.push({ sheet: sheet.sheet, cell: `${entry.line}`, text: 'No priority and no aim stands in this row or above it.' })
      continue
    }
    if (own !== top) objective = undefined
    top = own
    gather(found, sheet.sheet, own, entry)
    if (topKind === 'priority') objective = objectiveOf(found, entry, own, objective)
    found.rows.push({ entry, part: objective ?? own, actionId: reference.action })
  }
  return found
}

function topOf(
  found: Resolved,
  entry: Entry<PlanColumn>,
  document: PlanDocument | undefined,
  kind: 'priority' | 'aim',
): FoundPart | undefined {
  const { code, title, statement } = entry.cells
  const key = topKey(code?.text, title?.text, statement?.text)
  const { top } = readReference(entry.cells.reference?.text ?? '')
  const known = document?.parts.find(({ id }) => id === top)
  if (known) {
    const before = found.parts.find(part => part.known === known)
    const part = before ?? add(found, { ref: { id: known.id }, known, kind: known.kind, under: null, cell: cellOf(entry), said: {} })
    if (key !== '' && !found.byKey.has(key)) found.byKey.set(key, part)
    return part
  }
  if (key === '') return undefined
  const before = found.byKey.get(key)
  if (before) return before
  const part = add(found, { ref: { key }, known: undefined, kind, under: null, cell: cellOf(entry), said: {} })
  found.byKey.set(key, part)
  return part
}

/** By what a priority without a reference is told from the next one in its sheet. */
export function topKey(code = '', title = '', statement = ''): string {
  return code === '' && title === '' ? statement : `${code}\n${title}`
}

/** An objective goes on where its cell is blank; a reference that names none means the priority itself. */
function objectiveOf(found: Resolved, entry: Entry<PlanColumn>, top: FoundPart, before: FoundPart | undefined): FoundPart | undefined {
  const reference = readReference(entry.cells.reference?.text ?? '')
  const said = entry.cells.objective
  const known = top.known?.parts.find(({ id }) => id === reference.objective)
  const text = said?.text ?? ''
  if (!known && reference.top !== undefined && reference.objective === undefined && text === '') return undefined
  if (!known && text === '') return before
  const key = `${keyOf(top.ref)}\n>\n${text}`
  const same = known ? found.parts.find(part => part.known === known) : found.byKey.get(key)
  const ref: PartRef = known ? { id: known.id } : { key }
  const part = same ?? add(found, { ref, known, kind: 'objective', under: top, cell: said?.cell ?? cellOf(entry), said: {} })
  if (said && !part.said.title?.text) part.said.title = said
  if (text !== '' && !found.byKey.has(key)) found.byKey.set(key, part)
  return part
}

export const keyOf = (ref: PartRef): string => ('id' in ref ? `#${ref.id}` : ref.key)

function add(found: Resolved, part: FoundPart): FoundPart {
  found.parts.push(part)
  return part
}

const cellOf = ({ cells, line }: Entry<PlanColumn>): string => cells.title?.cell ?? cells.what?.cell ?? String(line)

/** Of what several rows say of one priority the first counts, and each that says something else is named. */
function gather(found: Resolved, sheet: string, part: FoundPart, entry: Entry<PlanColumn>): void {
  for (const [column, field] of Object.entries(PART_COLUMNS) as [PlanColumn, keyof PartText][]) {
    const said = entry.cells[column]
    if (!said) continue
    const first = part.said[field]
    if (!first || first.text === '') part.said[field] = said
    else if (said.text !== '' && said.text !== first.text)
      found.notes.push({
        sheet,
        cell: said.cell,
        text: `It says something else than ${first.cell} of the same priority or aim: the first counts.`,
      })
  }
}

/** What a part will say: the words of the sheet where it has such a column, otherwise what the plan says. */
export const textAfter = ({ said, known, kind }: FoundPart): PartText =>
  Object.fromEntries(
    PART_TEXT.map(field => {
      const isOwn = kind !== 'objective' || field === 'title'
      return [field, (isOwn ? said[field]?.text : undefined) ?? known?.[field] ?? '']
    }),
  ) as PartText
