import type { Cell, DataTable, StatNumber } from '../../../platform/http/components.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import type { StagedContact } from '../contacts/store.ts'
import type { RegisterFacts } from '../establishment.ts'
import type { Change, Difference } from '../register/compare.ts'
import { FIELDS } from '../register/fields.ts'
import type { ImportNote } from '../register/gathered.ts'
import type { RegisterImport } from '../register/importStore.ts'
import type { StagedRow } from '../register/stagedStore.ts'
import { period, plural } from './words.ts'

export type ListName = Change | 'missing' | 'notes'
type Kind = RegisterImport['kind']
type List = {
  label: string
  tone: NonNullable<StatNumber['tone']>
  always: boolean
  kinds: readonly Kind[]
  explanation: Record<Kind, Tenses>
}
/** What a list says of itself in the preview, and once the file was taken in. */
type Tenses = { preview: string; done: string }

const both: readonly Kind[] = ['establishments', 'contacts']
const register: readonly Kind[] = ['establishments']
const said = (establishments: Tenses, contacts = always('')) => ({ establishments, contacts })
const tenses = (preview: string, done: string): Tenses => ({ preview, done })
const always = (words: string): Tenses => ({ preview: words, done: words })

/** The lists of a preview, in the order in which somebody should look at them. */
export const LISTS: Record<ListName, List> = {
  unreadable: {
    label: 'cannot be read',
    tone: 'attention',
    always: true,
    kinds: both,
    explanation: said(
      tenses(
        'These rows are left out. Everything else in the file can still be taken in.',
        'These rows were left out. Everything else in the file was taken in.',
      ),
      always('Each cell that is wrong, as a spreadsheet names it.'),
    ),
  },
  missing: {
    label: 'in the register, but not in the file',
    tone: 'attention',
    always: false,
    kinds: register,
    explanation: said(always('They are open in your register, and the file says nothing about them. They stay as they are.')),
  },
  closed: {
    label: 'closed',
    tone: 'attention',
    always: true,
    kinds: register,
    explanation: said(
      tenses(
        'They are marked as closed. A return that is open stays open until you decide.',
        'They were marked as closed. A return that is open stays open until you decide.',
      ),
    ),
  },
  converted: {
    label: 'converted',
    tone: 'attention',
    always: true,
    kinds: register,
    explanation: said(
      tenses(
        'They close, and another establishment carries on, usually as an academy with the same DfE number. The two are linked.',
        'They were marked as closed, and another establishment carries on, usually as an academy with the same DfE number. The two are linked.',
      ),
    ),
  },
  changed: {
    label: 'changed',
    tone: 'good',
    always: true,
    kinds: both,
    explanation: said(
      tenses('What is stored, and what the file says.', 'What was stored, and what the file said.'),
      tenses(
        'These people are contacts already, and are brought up to date.',
        'These people were contacts already, and were brought up to date.',
      ),
    ),
  },
  new: {
    label: 'new',
    tone: 'good',
    always: true,
    kinds: both,
    explanation: said(
      tenses('They are added to the register.', 'They were added to the register.'),
      tenses(
        'They are added. Where one person holds a role, the table says in whose place.',
        'They were added. Where one person holds a role, the table says in whose place.',
      ),
    ),
  },
  unchanged: {
    label: 'unchanged',
    tone: 'quiet',
    always: true,
    kinds: both,
    explanation: said(always('The file says what is stored already.'), always('The file says what is stored already.')),
  },
  notes: {
    label: 'with a note',
    tone: 'quiet',
    always: false,
    kinds: register,
    explanation: said(always('These rows could be read, with something left out of each.')),
  },
}

export function rowsTable(kind: Kind, change: Change, staged: readonly StagedRow[]): DataTable {
  if (kind === 'contacts') return contactsTable(change, staged as unknown as readonly StagedRow<StagedContact>[])
  const what = {
    unreadable: 'Why',
    changed: 'Changes',
    closed: 'Changes',
    converted: 'Successor',
    new: 'What it is',
    unchanged: '',
  }[change]
  return {
    id: 'rows',
    caption: `${LISTS[change].label.charAt(0).toUpperCase()}${LISTS[change].label.slice(1)}`,
    columns: [{ text: 'Establishment' }, { text: 'Line' }, ...(what === '' ? [] : [{ text: what }])],
    rows: staged.map((row): Cell[] => [
      { text: row.name === '' ? 'No name' : row.name, ...(row.identifier === null ? {} : { hint: `URN ${row.identifier}` }) },
      { text: row.line },
      ...(what === '' ? [] : [whatCell(change, row)]),
    ]),
    compact: true,
  }
}

function whatCell(change: Change, { reason, differences, successor, data }: StagedRow): Cell {
  if (change === 'unreadable') return { text: reason ?? '' }
  if (change === 'converted') return { text: `URN ${successor ?? ''}`, hint: saidDifferences(differences ?? []) }
  if (change === 'new')
    return {
      text: data?.typeName ?? '',
      hint: [data?.phaseName, data?.laName, data?.statusName].filter(part => part !== undefined && part !== '').join(', '),
    }
  return { text: saidDifferences(differences ?? []) }
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

const value = (field: keyof RegisterFacts, given: string | number | null): string =>
  given === null || given === '' ? 'blank' : DATES.has(field) ? sayShortDay(String(given)) : String(given)

function contactsTable(change: Change, staged: readonly StagedRow<StagedContact>[]): DataTable {
  if (change === 'unreadable') return faultsTable(staged)
  return {
    id: 'rows',
    caption: change === 'new' ? 'New contacts' : change === 'changed' ? 'Contacts brought up to date' : 'Contacts that stay as they are',
    columns: [
      { text: 'Establishment' },
      { text: 'Line' },
      { text: 'Role' },
      { text: 'Contact' },
      { text: 'When' },
      ...(change === 'new' ? [{ text: 'In place of' }] : []),
    ],
    rows: staged.flatMap(({ line, data }): Cell[][] =>
      data === null
        ? []
        : [
            [
              { text: data.establishmentName, href: `/register/establishments/${data.establishmentId}` },
              { text: line },
              { text: CONTACT_ROLE_WORDS[data.role] },
              { text: data.name, hint: [data.email, data.phone].filter(part => part !== '').join(', ') || 'No email address' },
              { text: period({ fromOn: data.fromOn ?? null, toOn: data.toOn ?? null }) },
              ...(change === 'new'
                ? [
                    {
                      text:
                        data.ends.length === 0
                          ? 'Nobody'
                          : data.ends.map(({ name, toOn }) => `${name}, until ${sayShortDay(toOn)}`).join('; '),
                    },
                  ]
                : []),
            ],
          ],
    ),
    compact: true,
  }
}

/** Every cell that is wrong: there may be several in a row. */
function faultsTable(staged: readonly StagedRow<StagedContact>[]): DataTable {
  const faults = staged.flatMap(({ reason }) => (reason ?? '').split('\n'))
  return {
    id: 'rows',
    caption: `${plural(faults.length, 'cell')} in ${plural(staged.length, 'row')} cannot be read`,
    columns: [{ text: 'Cell' }, { text: 'What is wrong' }],
    rows: faults.map(cellFault),
    compact: true,
  }
}

/** "Cell C14: The name is blank" in two cells of the table. */
function cellFault(fault: string): Cell[] {
  const [cell = '', ...words] = fault.split(': ')
  return [{ text: cell }, { text: words.join(': ') }]
}

export const missingTable = (establishments: readonly { id: number; identifier: string; name: string; laName: string }[]): DataTable => ({
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
