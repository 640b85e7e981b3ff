import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import type { StagedContact } from '../contacts/importStore.ts'
import type { Change } from '../register/compare.ts'
import type { StagedRow } from '../register/stagedStore.ts'
import { period } from './words.ts'

/** The rows of one list of a preview of contacts. */
export function contactsTable(change: Change, staged: readonly StagedRow<StagedContact>[]): DataTable {
  if (change === 'unreadable') return faultsTable(staged)
  if (change === 'skipped') return skippedTable(staged)
  return {
    id: 'rows',
    caption: change === 'new' ? 'New contacts' : change === 'changed' ? 'Contacts brought up to date' : 'Contacts that stay as they are',
    columns: [
      { text: 'Establishment' },
      { text: 'Line' },
      { text: 'Role' },
      { text: 'Contact' },
      { text: 'When' },
      ...(change === 'new' ? [{ text: 'In place of' }] : change === 'changed' ? [{ text: 'What changes' }] : []),
    ],
    rows: staged.flatMap(({ line, data }): Cell[][] =>
      data === null
        ? []
        : [
            [
              { text: data.establishmentName, href: `/register/establishments/${data.establishmentId}` },
              { text: line },
              { text: CONTACT_ROLE_WORDS[data.role], ...(data.main === false ? { hint: 'Shares the post' } : {}) },
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
                : change === 'changed'
                  ? [{ text: whatChanges(data) }]
                  : []),
            ],
          ],
    ),
    compact: true,
  }
}

const CHANGING = [
  ['name', 'Name'],
  ['email', 'Email'],
  ['phone', 'Telephone'],
  ['fromOn', 'From'],
  ['toOn', 'To'],
] as const

/** "Email: blank → bea@school.example". Previews of before kept no more than what comes. */
const whatChanges = (data: StagedContact): string =>
  CHANGING.filter(([field]) => (data.was?.[field] ?? '') !== (data[field] ?? ''))
    .map(([field, label]) => `${label}: ${data.was?.[field] || 'blank'} → ${data[field] || 'blank'}`)
    .join('; ')

function skippedTable(staged: readonly StagedRow<StagedContact>[]): DataTable {
  return {
    id: 'rows',
    caption: 'Rows that are passed over',
    columns: [{ text: 'Line' }, { text: 'Why' }],
    rows: staged.map(({ line, name, reason }) => [{ text: line }, { text: [name, reason ?? ''].filter(part => part !== '').join(': ') }]),
    compact: true,
  }
}

/** Every cell that is wrong: there may be several in a row. */
function faultsTable(staged: readonly StagedRow<StagedContact>[]): DataTable {
  const faults = staged.flatMap(({ reason }) => (reason ?? '').split('\n'))
  return {
    id: 'rows',
    caption: `${sayCount(faults.length, 'cell')} in ${sayCount(staged.length, 'row')} cannot be read`,
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
