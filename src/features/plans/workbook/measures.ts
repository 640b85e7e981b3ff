import { isDeepStrictEqual } from 'node:util'
import { allParts, type DocumentMeasure, type DocumentValue, type PlanDocument } from '../document.ts'
import { MEASURE_KINDS, MEASURE_WORDS, type MeasureKind } from '../measure.ts'
import { LONGEST_MEASURE } from '../schemas.ts'
import type { PartRef, PlanChanges } from './changes.ts'
import { folded, type Entry } from '../../sheetImports/index.ts'
import { MEASURE_HEADINGS, type MeasureColumn } from './columns.ts'
import type { PlanBook } from './read.ts'
import { readReference } from './references.ts'
import { keyOf, namedTop, objectiveKey, type Resolved } from './resolve.ts'

/** What the sheets of measures would change: their words, new ones, and values that are not there yet. Values that are there stay. */
export function measureChanges(book: PlanBook, found: Resolved, document: PlanDocument | undefined, changes: PlanChanges): void {
  const left = new Map<DocumentMeasure, DocumentValue[]>()
  const named = new Map<string, Named>()
  for (const { sheet, entry } of book.measures.flatMap(({ sheet, entries }) => entries.map(entry => ({ sheet, entry })))) {
    const { cells, line } = entry
    const bad = (text: string, cell = cells.words?.cell) => changes.bad.push({ sheet, cell: cell ?? String(line), text })
    const words = cells.words?.text ?? ''
    const kind = kindIn(cells.kind?.text ?? '')
    const part = partOf(entry, found, document)
    const value = valueIn(entry)
    const stray = value ? undefined : (['dated', 'source', 'note'] as const).find(field => (cells[field]?.text ?? '') !== '')
    if (words === '') bad('This row names no measure: it is not imported.')
    else if (!part) bad('This measure stands under no priority and no aim of the plan: it is not imported.')
    else if (!kind) bad('The kind of a measure is Data, Audit or Feedback: this row is not imported.')
    else if (words.length > LONGEST_MEASURE.words || (value && isLong(value))) bad('A text of this row is too long: it is not imported.')
    else {
      if (stray) bad(`This row has “${MEASURE_HEADINGS[stray]}”, but no value: that is not imported.`, cells[stray]?.cell)
      const { measure: reference } = readReference(cells.reference?.text ?? '')
      const byWords = `${keyOf(part)}\n${kind}\n${words}`
      const key = reference === undefined ? byWords : `M${reference}`
      const row = { sheet, entry, kind, words, value, changes }
      const before = measureOf(entry, document) ?? named.get(key) ?? sameMeasure(document, part, { kind, words })
      if (before && 'under' in before) newValue({ ...row, measure: before })
      else if (before) knownMeasure({ ...row, known: before, left })
      const now = before ?? newMeasure({ ...row, part })
      named.set(key, now)
      if (!named.has(byWords)) named.set(byWords, now)
    }
  }
}

/** A measure that rows before have named: one that the plan has, or one that comes with the workbook. */
type Named = DocumentMeasure | NewMeasure
type NewMeasure = PlanChanges['newMeasures'][number]

const kindIn = (text: string): MeasureKind | undefined => MEASURE_KINDS.find(kind => folded(MEASURE_WORDS[kind]) === folded(text))

function partOf({ cells }: Entry<MeasureColumn>, found: Resolved, document: PlanDocument | undefined): PartRef | undefined {
  const reference = readReference(cells.reference?.text ?? '')
  const known = allParts(document?.parts ?? []).find(({ id }) => id === (reference.objective ?? reference.top))
  if (known) return { id: known.id }
  const named =
    reference.top === undefined ? undefined : found.parts.find(part => part.reference === (reference.objective ?? reference.top))
  if (named) return named.ref
  const top = namedTop(found, { code: cells.code?.text ?? '', title: cells.title?.text ?? '' })
  const objective = cells.objective?.text ?? ''
  return objective === '' || !top ? top?.ref : found.byKey.get(objectiveKey(top, objective))?.ref
}

function measureOf({ cells }: Entry<MeasureColumn>, document: PlanDocument | undefined): DocumentMeasure | undefined {
  const { measure } = readReference(cells.reference?.text ?? '')
  return allParts(document?.parts ?? [])
    .flatMap(({ measures }) => measures)
    .find(({ id }) => id === measure)
}

/** The measure that a part has already in these words: a reference that names none, or a blank one, adds it no second time. */
function sameMeasure(
  document: PlanDocument | undefined,
  part: PartRef,
  { kind, words }: Pick<DocumentMeasure, 'kind' | 'words'>,
): DocumentMeasure | undefined {
  const known = 'id' in part ? allParts(document?.parts ?? []).find(({ id }) => id === part.id) : undefined
  const same = known?.measures.filter(measure => measure.kind === kind && measure.words === words) ?? []
  return same.length === 1 ? same[0] : undefined
}

function valueIn({ cells }: Entry<MeasureColumn>): DocumentValue | undefined {
  const value = {
    dated: cells.dated?.text ?? '',
    written: cells.written?.text ?? '',
    source: cells.source?.text ?? '',
    note: cells.note?.text ?? '',
  }
  return value.written === '' ? undefined : value
}

const isLong = (value: DocumentValue): boolean =>
  (['dated', 'written', 'source', 'note'] as const).some(field => value[field].length > LONGEST_MEASURE[field])

type Row = {
  sheet: string
  entry: Entry<MeasureColumn>
  kind: MeasureKind
  words: string
  value: DocumentValue | undefined
  changes: PlanChanges
}

function knownMeasure(row: Row & { known: DocumentMeasure; left: Map<DocumentMeasure, DocumentValue[]> }): void {
  const { sheet, entry, known, kind, words, value, left, changes } = row
  const line = { sheet, cell: entry.cells.words?.cell ?? '', what: 'measure', name: words }
  if (!left.has(known)) {
    left.set(known, [...known.values])
    if (known.kind !== kind || known.words !== words) {
      changes.measures.push({ id: known.id, kind, words })
      const fields = [
        { label: 'Kind', before: MEASURE_WORDS[known.kind], after: MEASURE_WORDS[kind] },
        { label: 'Measure', before: known.words, after: words },
      ].filter(({ before, after }) => before !== after)
      changes.lines.push({ ...line, isNew: false, fields })
    }
  }
  if (!value) return
  const there = left.get(known) ?? []
  const at = there.findIndex(one => isDeepStrictEqual(one, value))
  if (at >= 0) {
    there.splice(at, 1)
    return
  }
  changes.newValues.push({ measureId: known.id, value })
  changes.lines.push({ ...line, cell: entry.cells.written?.cell ?? '', what: 'value', isNew: true, fields: valueFields(value) })
}

function newMeasure({ sheet, entry, part, kind, words, value, changes }: Row & { part: PartRef }): NewMeasure {
  const measure = { under: part, kind, words, values: value ? [value] : [] }
  changes.newMeasures.push(measure)
  changes.lines.push({
    sheet,
    cell: entry.cells.words?.cell ?? '',
    what: 'measure',
    name: words,
    isNew: true,
    fields: [{ label: 'Kind', before: '', after: MEASURE_WORDS[kind] }, ...(value ? valueFields(value) : [])],
  })
  return measure
}

/** One more value of a measure that a row before has brought. */
function newValue({ sheet, entry, words, value, measure, changes }: Row & { measure: NewMeasure }): void {
  if (!value) return
  measure.values.push(value)
  changes.lines.push({ sheet, cell: entry.cells.written?.cell ?? '', what: 'value', name: words, isNew: true, fields: valueFields(value) })
}

const valueFields = ({ dated, written, source, note }: DocumentValue) =>
  [
    { label: 'Value', before: '', after: written },
    { label: 'From', before: '', after: dated },
    { label: 'Source', before: '', after: source },
    { label: 'Note', before: '', after: note },
  ].filter(({ after }) => after !== '')
