import { isDeepStrictEqual } from 'node:util'
import { allParts, type DocumentMeasure, type DocumentValue, type PlanDocument } from '../document.ts'
import { MEASURE_KINDS, MEASURE_WORDS, type MeasureKind } from '../measure.ts'
import { LONGEST_MEASURE } from '../schemas.ts'
import type { PartRef, PlanChanges } from './changes.ts'
import { folded, type MeasureColumn } from './columns.ts'
import type { Entry, PlanBook } from './read.ts'
import { keyOf, readReference, topKey, type Resolved } from './resolve.ts'

/** What the sheet of measures would change: their words, new ones, and values that are not there yet. Values that are there stay. */
export function measureChanges(book: PlanBook, found: Resolved, document: PlanDocument | undefined, changes: PlanChanges): void {
  const { sheet, entries } = book.measures
  const left = new Map<DocumentMeasure, DocumentValue[]>()
  const added = new Map<string, PlanChanges['newMeasures'][number]>()
  for (const entry of entries) {
    const { cells, line } = entry
    const bad = (text: string) => changes.bad.push({ sheet, cell: cells.words?.cell ?? String(line), text })
    const words = cells.words?.text ?? ''
    const kind = kindIn(cells.kind?.text ?? '')
    const part = partOf(entry, found, document)
    const value = valueIn(entry)
    if (words === '') bad('This row names no measure: it is not imported.')
    else if (!part) bad('This measure stands under no priority and no aim of the plan: it is not imported.')
    else if (!kind) bad('The kind of a measure is Data, Audit or Feedback: this row is not imported.')
    else if (words.length > LONGEST_MEASURE.words || (value && isLong(value))) bad('A text of this row is too long: it is not imported.')
    else {
      const known = measureOf(entry, document)
      if (known) knownMeasure({ sheet, entry, known, kind, words, value, left, changes })
      else newMeasure({ sheet, entry, part, kind, words, value, added, changes })
    }
  }
}

const kindIn = (text: string): MeasureKind | undefined => MEASURE_KINDS.find(kind => folded(MEASURE_WORDS[kind]) === folded(text))

function partOf({ cells }: Entry<MeasureColumn>, found: Resolved, document: PlanDocument | undefined): PartRef | undefined {
  const reference = readReference(cells.reference?.text ?? '')
  const known = allParts(document?.parts ?? []).find(({ id }) => id === (reference.objective ?? reference.top))
  if (known) return { id: known.id }
  const top = found.byKey.get(topKey(cells.code?.text, cells.title?.text))
  const objective = cells.objective?.text ?? ''
  return objective === '' || !top ? top?.ref : found.byKey.get(`${keyOf(top.ref)}\n>\n${objective}`)?.ref
}

function measureOf({ cells }: Entry<MeasureColumn>, document: PlanDocument | undefined): DocumentMeasure | undefined {
  const { measure } = readReference(cells.reference?.text ?? '')
  return allParts(document?.parts ?? [])
    .flatMap(({ measures }) => measures)
    .find(({ id }) => id === measure)
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

function newMeasure(row: Row & { part: PartRef; added: Map<string, PlanChanges['newMeasures'][number]> }): void {
  const { sheet, entry, part, kind, words, value, added, changes } = row
  const key = `${keyOf(part)}\n${kind}\n${words}`
  const before = added.get(key)
  if (before) {
    if (value) before.values.push(value)
    return
  }
  const measure = { under: part, kind, words, values: value ? [value] : [] }
  added.set(key, measure)
  changes.newMeasures.push(measure)
  changes.lines.push({
    sheet,
    cell: entry.cells.words?.cell ?? '',
    what: 'measure',
    name: words,
    isNew: true,
    fields: [{ label: 'Kind', before: '', after: MEASURE_WORDS[kind] }, ...(value ? valueFields(value) : [])],
  })
}

const valueFields = ({ dated, written, source, note }: DocumentValue) =>
  [
    { label: 'Value', before: '', after: written },
    { label: 'From', before: '', after: dated },
    { label: 'Source', before: '', after: source },
    { label: 'Note', before: '', after: note },
  ].filter(({ after }) => after !== '')
