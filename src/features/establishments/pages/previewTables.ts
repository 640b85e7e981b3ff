import type { Id } from '../../../platform/id.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { capitalised } from '../../../platform/say.ts'
import type { StagedContact } from '../contacts/importStore.ts'
import type { RegisterFacts } from '../establishment.ts'
import type { Change, Difference } from '../register/compare.ts'
import { FIELDS } from '../register/fields.ts'
import type { ImportNote } from '../register/gathered.ts'
import type { StagedRow } from '../register/stagedStore.ts'
import { contactsTable } from './contactsTables.ts'
import { type Kind, LISTS } from './previewLists.ts'

/** What a return keeps as it was issued. */
const KEPT: ReadonlySet<keyof RegisterFacts> = new Set([
  ...(['name', 'laCode', 'establishmentNumber', 'typeCode', 'phaseCode', 'lowAge', 'highAge'] as const),
  ...(['boardersCode', 'sixthFormCode', 'nursery', 'typeGroupCode'] as const),
])

/** Whether a change touches what a return in progress was issued as. */
export const changesQuestions = ({ differences }: StagedRow): boolean => (differences ?? []).some(({ field }) => KEPT.has(field))

/** @param issued beside a change: what the return in progress was issued as, by the number of the establishment */
export function rowsTable(
  kind: Kind,
  change: Change,
  staged: readonly StagedRow[],
  issued: ReadonlyMap<string, string> = new Map(),
): DataTable {
  if (kind === 'contacts') return contactsTable(change, staged as unknown as readonly StagedRow<StagedContact>[])
  const what = LISTS[change].what ?? ''
  const cells = change === 'unreadable' && staged.some(({ cell }) => cell)
  return {
    id: 'rows',
    caption: capitalised(LISTS[change].label),
    columns: [{ text: 'Establishment' }, { text: 'Line' }, ...(cells ? [{ text: 'Cell' }] : []), ...(what === '' ? [] : [{ text: what }])],
    rows: staged.map((row): Cell[] => [
      { text: row.name === '' ? 'No name' : row.name, ...(row.identifier === null ? {} : { hint: `URN ${row.identifier}` }) },
      { text: row.line },
      ...(cells ? [{ text: row.cell || 'The row' }] : []),
      ...(what === '' ? [] : [whatCell(change, row, issued.get(row.identifier ?? ''))]),
    ]),
    compact: true,
  }
}

function whatCell(change: Change, { reason, differences, successor, data }: StagedRow, issued: string | undefined): Cell {
  if (change === 'unreadable') return { text: reason ?? '' }
  if (change === 'converted') return { text: `URN ${successor ?? ''}`, hint: saidDifferences(differences ?? []) }
  if (change === 'new')
    return {
      text: data?.typeName ?? '',
      hint: [data?.phaseName, data?.laName, data?.statusName].filter(part => part !== undefined && part !== '').join(', '),
    }
  return { text: saidDifferences(differences ?? []), ...(issued === undefined ? {} : { hint: issued }) }
}

const LABELS = new Map(FIELDS.map(({ field, label }) => [field, label]))
/** Where both changed, the name says it better than its code. */
const CODES = new Map(FIELDS.flatMap(({ field, nameOf }) => (nameOf === undefined ? [] : [[nameOf, field] as const])))
const DATES = new Set(FIELDS.filter(({ kind }) => kind === 'date').map(({ field }) => field))

/** "Name: Ashgrove Primary → Ashgrove Academy; Pupils: 201 → 212". */
export function saidDifferences(differences: readonly Difference[]): string {
  const changed = new Set(differences.map(({ field }) => field))
  return differences
    .filter(({ field }) => !changed.has(CODES.get(field) ?? field) || !CODES.has(field))
    .map(({ field, before, after }) => `${LABELS.get(field) ?? field}: ${value(field, before)} → ${value(field, after)}`)
    .join('; ')
}

/** This code alone has no name beside it. */
const SIXTH_FORMS = new Map([
  [1, 'yes'],
  [2, 'no'],
])

const value = (field: keyof RegisterFacts, given: string | number | null): string =>
  given === null || given === ''
    ? 'blank'
    : DATES.has(field)
      ? sayShortDay(String(given))
      : field === 'sixthFormCode'
        ? (SIXTH_FORMS.get(Number(given)) ?? String(given))
        : String(given)

export const missingTable = (
  establishments: readonly { id: Id<'establishment'>; identifier: string; name: string; laName: string }[],
): DataTable => ({
  id: 'rows',
  caption: 'In the register, but not in the file',
  columns: [{ text: 'Establishment' }, { text: 'Authority' }],
  rows: establishments.map(({ id, identifier, name, laName }) => [
    { text: name, href: `/register/establishments/${id}`, hint: `URN ${identifier}` },
    { text: laName },
  ]),
  compact: true,
})

export const notesTable = (notes: readonly ImportNote[]): DataTable => ({
  id: 'rows',
  caption: 'Rows with a note',
  columns: [{ text: 'Line' }, { text: 'Note' }],
  rows: notes.map(({ line, text }) => [{ text: line }, { text }]),
  compact: true,
})
