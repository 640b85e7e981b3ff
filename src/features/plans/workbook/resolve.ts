import type { Id } from '../../../platform/id.ts'
import type { DocumentPart, PlanDocument } from '../document.ts'
import type { PartKind, PartText } from '../plan.ts'
import { PART_COLUMNS, type PlanColumn } from './columns.ts'
import type { PartRef } from './changes.ts'
import type { CellNote, Entry, Said } from '../../sheetImports/index.ts'
import type { PlanSheet } from './read.ts'
import { heldReferences, type Held, sameObjective, sameTop } from './references.ts'

/** A priority, an aim or an objective as the rows of a workbook tell of it. */
export type FoundPart = {
  ref: PartRef
  /** What the references of the workbook call it, also where the plan has none such. */
  reference: Id<'planPart'> | undefined
  known: DocumentPart | undefined
  kind: PartKind
  under: FoundPart | null
  cell: string
  line: number
  /** What its rows say, the first that says something; a column that the sheet does not have is not there. */
  said: Partial<Record<keyof PartText, Said>>
}

/** A row with the part under which it stands. */
export type Placed = { entry: Entry<PlanColumn>; part: FoundPart; actionId: Id<'action'> | undefined }

export type Resolved = { parts: FoundPart[]; rows: Placed[]; notes: CellNote[]; bad: CellNote[]; byKey: Map<string, FoundPart> }

/**
 * Finds the parts of a plan in the rows of a sheet: by their references first, wherever these stand, and where there are none by what
 * stands in the rows themselves.
 */
export function resolveParts(
  sheet: PlanSheet,
  document: PlanDocument | undefined,
  { topKind, twins }: { topKind: 'priority' | 'aim'; twins: ReadonlyMap<Id<'action'>, Id<'action'>> },
): Resolved {
  const references = heldReferences(sheet, document, twins)
  const found: Resolved = { parts: [], rows: [], notes: references.notes, bad: references.bad, byKey: new Map() }
  const entries = sheet.entries.filter(entry => !references.asked.has(entry))
  const about = { found, document, topKind, sheet: sheet.sheet, references, isOfPlan: isOfPlan(entries, references, document) }
  for (const entry of entries) {
    const top = referredTop(about, entry)
    if (top && topKind === 'priority') referredObjective(about, entry, top)
  }
  let top: FoundPart | undefined
  let objective: FoundPart | undefined
  for (const entry of entries) {
    const own = topOf(about, entry, top) ?? top
    if (!own) {
      found.bad.push({ sheet: sheet.sheet, cell: `${entry.line}`, text: 'No priority and no aim stands in this row or above it.' })
      continue
    }
    if (own !== top) objective = undefined
    top = own
    gather(about, own, entry)
    if (topKind === 'priority') objective = objectiveOf(about, entry, own, objective)
    found.rows.push({ entry, part: objective ?? own, actionId: references.of(entry).action })
  }
  return { ...found, parts: found.parts.toSorted((one, other) => one.line - other.line) }
}

type About = {
  found: Resolved
  document: PlanDocument | undefined
  topKind: 'priority' | 'aim'
  sheet: string
  references: Held
  /** Whether rows of the sheet name parts of this plan: then a row without a reference may mean one of them too. */
  isOfPlan: boolean
}

const isOfPlan = (entries: readonly Entry<PlanColumn>[], references: Held, document: PlanDocument | undefined): boolean =>
  entries.some(entry => document?.parts.some(({ id }) => id === references.of(entry).top) ?? false)

/** The priority or aim that the reference of a row names. One that the plan has not is told from others by it all the same. */
function referredTop({ found, document, topKind, references }: About, entry: Entry<PlanColumn>): FoundPart | undefined {
  const { top: reference } = references.of(entry)
  if (reference === undefined) return undefined
  const known = document?.parts.find(({ id }) => id === reference)
  const before = found.parts.find(part => part.under === null && part.reference === reference)
  if (!before && !known && topKey(namesIn(entry)) === '') return undefined
  const ref = known ? { id: known.id } : { key: `P${reference}` }
  const kind = known?.kind ?? topKind
  const part = before ?? add(found, { ref, reference, known, kind, under: null, said: {}, ...placeOf(entry) })
  for (const field of ['code', 'title', 'statement'] as const) {
    const said = entry.cells[field]
    if (said && saysMore(said, part.said[field])) part.said[field] = said
  }
  return part
}

function referredObjective({ found, references }: About, entry: Entry<PlanColumn>, top: FoundPart): FoundPart | undefined {
  const { objective: reference } = references.of(entry)
  if (reference === undefined) return undefined
  const said = entry.cells.objective
  const text = said?.text ?? ''
  const known = top.known?.parts.find(({ id }) => id === reference)
  const before = found.parts.find(part => part.under === top && part.reference === reference)
  if (!before && !known && text === '') return undefined
  const ref = known ? { id: known.id } : { key: `O${reference}` }
  const place = { ...placeOf(entry), ...(said ? { cell: said.cell } : {}) }
  const part = before ?? add(found, { ref, reference, known, kind: 'objective', under: top, said: {}, ...place })
  const key = objectiveKey(top, text)
  if (text !== '' && !found.byKey.has(key)) found.byKey.set(key, part)
  return part
}

function topOf(about: About, entry: Entry<PlanColumn>, above: FoundPart | undefined): FoundPart | undefined {
  const referred = referredTop(about, entry)
  if (referred) return referred
  const named = namesIn(entry)
  const key = topKey(named)
  if (key === '') return undefined
  const { found, topKind } = about
  const known = about.document && about.isOfPlan ? onlyOne(sameTop(about.document, entry)) : undefined
  return (
    namedTop(found, named, above) ??
    add(found, { ...newOrKnown(known, key), kind: known?.kind ?? topKind, under: null, said: {}, ...placeOf(entry) })
  )
}

/** A part that the plan has and no other row names, or one that comes with the workbook. */
const newOrKnown = (known: DocumentPart | undefined, key: string): Pick<FoundPart, 'ref' | 'reference' | 'known'> =>
  known ? { ref: { id: known.id }, reference: known.id, known } : { ref: { key }, reference: undefined, known: undefined }

const onlyOne = <One>(all: readonly One[]): One | undefined => (all.length === 1 ? all[0] : undefined)

const namesIn = ({ cells: { code, title, statement } }: Entry<PlanColumn>) => ({
  code: code?.text ?? '',
  title: title?.text ?? '',
  statement: statement?.text ?? '',
})

type Named = { code: string; title: string; statement?: string }

const topKey = ({ code, title, statement = '' }: Named): string =>
  code !== '' || title !== '' ? `${code}\n${title}` : statement === '' ? '' : `\n\n${statement}`

/**
 * Which priority or aim a row without a reference names. A code or a title that is blank, as where only one of them is merged over
 * its rows, says nothing against it; of several the one above the row counts.
 */
export function namedTop({ parts }: Resolved, named: Named, above?: FoundPart): FoundPart | undefined {
  const tops = parts.filter(({ under }) => under === null)
  const says = ({ said }: FoundPart, field: keyof Named) => said[field]?.text ?? ''
  const exactly = tops.find(part => named.code === says(part, 'code') && named.title === says(part, 'title'))
  if (exactly && (named.code !== '' || named.title !== '')) return exactly
  const fields = named.code === '' && named.title === '' ? (['statement'] as const) : (['code', 'title'] as const)
  const fits = (part: FoundPart): boolean => {
    let isNamed = false
    for (const field of fields) {
      const [one, other] = [named[field] ?? '', part.said[field]?.text ?? '']
      if (one !== '' && other !== '' && one !== other) return false
      isNamed ||= one !== '' && one === other
    }
    return isNamed
  }
  return above && fits(above) ? above : tops.find(fits)
}

/** An objective goes on where its cell is blank; a reference that names none means the priority itself. */
function objectiveOf(about: About, entry: Entry<PlanColumn>, top: FoundPart, above: FoundPart | undefined): FoundPart | undefined {
  const said = entry.cells.objective
  const referred = referredObjective(about, entry, top)
  if (!referred && !said?.text) return about.references.of(entry).top === undefined ? above : undefined
  const part = referred ?? objectiveNamed(about, entry, top)
  if (said) sayOf(about, part, { field: 'title', said, whose: 'objective' })
  return part
}

function objectiveNamed({ found, isOfPlan }: About, entry: Entry<PlanColumn>, top: FoundPart): FoundPart {
  const said = entry.cells.objective
  const key = objectiveKey(top, said?.text ?? '')
  const before = found.byKey.get(key)
  if (before) return before
  const place = { ...placeOf(entry), ...(said ? { cell: said.cell } : {}) }
  const known = isOfPlan && top.known ? onlyOne(sameObjective(top.known, entry)) : undefined
  const part = add(found, { ...newOrKnown(known, key), kind: 'objective', under: top, said: {}, ...place })
  found.byKey.set(key, part)
  return part
}

export const objectiveKey = (top: FoundPart, title: string): string => `${keyOf(top.ref)}\n>\n${title}`

export const keyOf = (ref: PartRef): string => ('id' in ref ? `#${ref.id}` : ref.key)

function add(found: Resolved, part: FoundPart): FoundPart {
  found.parts.push(part)
  return part
}

const placeOf = ({ cells, line }: Entry<PlanColumn>) => ({ cell: cells.title?.cell ?? cells.what?.cell ?? String(line), line })

/** Takes what a row says of the priority under which it stands. */
function gather(about: About, part: FoundPart, entry: Entry<PlanColumn>): void {
  for (const [column, field] of Object.entries(PART_COLUMNS) as [PlanColumn, keyof PartText][]) {
    const said = entry.cells[column]
    if (said) sayOf(about, part, { field, said, whose: 'priority or aim' })
  }
}

/** Of what several rows say of one part the first counts, and each that says something else is named. */
function sayOf(
  { found, sheet }: About,
  part: FoundPart,
  { field, said, whose }: { field: keyof PartText; said: Said; whose: string },
): void {
  const first = part.said[field]
  if (!first || saysMore(said, first)) part.said[field] = said
  else if (said.text !== '' && said.text !== first.text)
    found.notes.push({ sheet, cell: said.cell, text: `It says something else than ${first.cell} of the same ${whose}: the first counts.` })
}

/** The first cell counts that says something; where none does, the first. */
const saysMore = (said: Said, first: Said | undefined): boolean => !first || (first.text === '' && said.text !== '')
