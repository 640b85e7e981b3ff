import { columnLetters } from '../../../platform/tabular/cellPlace.ts'
import type { ContactRole } from '../../history/index.ts'
import { CONTACT_ROLES } from '../../history/index.ts'
import { readIdentifier } from '../establishment.ts'
import { LOST_LETTER } from '../register/damage.ts'
import { isNobody, plainCell, readAddress, readDay, readPhone, saysNothing, shown } from './cells.ts'
import { foldedName, type ContactFacts } from './contact.ts'
import type { Layout, PersonColumns, PersonField } from './headings.ts'
import { rolesOf, type KnownWords } from './roles.ts'
import type { NamedEstablishment } from './importStore.ts'

export const CONTACT_HEADINGS: readonly string[] = ['URN', 'Role', 'Name', 'Email', 'From', 'To', 'Phone']

/** One fault: where it is, as a spreadsheet names its cells, and what is wrong. */
export type CellFault = { cell: string; message: string }

/** What was read of one person of a row. */
export type ReadContact =
  | { outcome: 'person'; establishment: NamedEstablishment; facts: ContactFacts; notes: string[] }
  | { outcome: 'faults'; faults: CellFault[]; unknownRole?: string; twoAddresses?: true }
  | { outcome: 'skipped'; reason: string }

/** What was chosen for a file beside what its words mean. */
export type Choices = { severalAddresses?: 'first' }

/** How a file is to be read: where its columns stand, what its words mean, whose numbers it may name. */
export type Reading = { layout: Layout; roles: KnownWords; choices: Choices; find: FindEstablishment }

/** Finds an establishment by what a cell says: a URN, an Ofsted number, a DfE number (888/2001 or 8882001), our own number, or a name that only one has. */
export type FindEstablishment = (typed: string) => NamedEstablishment | 'several' | undefined

export function finder(establishments: readonly NamedEstablishment[]): FindEstablishment {
  const byNumber = new Map<string, NamedEstablishment>()
  const byName = new Map<string, NamedEstablishment | 'several'>()
  for (const establishment of establishments) {
    byNumber.set(establishment.identifier.toUpperCase(), establishment)
    if (establishment.dfe !== null && !byNumber.has(`dfe:${establishment.dfe}`)) byNumber.set(`dfe:${establishment.dfe}`, establishment)
    const name = foldedName(establishment.name)
    byName.set(name, byName.has(name) ? 'several' : establishment)
  }
  return typed => {
    const text = plainCell(typed)
      .toUpperCase()
      .replaceAll(' ', '')
      .replace(/^URN:?(?=\d)/, '')
      .replace(/\.0$/, '')
    const dfe = /^(\d{3})[/-]?(\d{4})$/.exec(text)
    return (
      byNumber.get(readIdentifier(text)?.identifier ?? text) ??
      (dfe ? byNumber.get(`dfe:${dfe[1] ?? ''}${dfe[2] ?? ''}`) : undefined) ??
      byName.get(foldedName(typed))
    )
  }
}

/** Reads the people of one row: good ones, those with a cell that is wrong, and those who are nobody. */
export function readLine({ layout, roles, choices, find }: Reading, cells: readonly string[], line: number): ReadContact[] {
  const number = plainCell(cells[layout.establishment ?? -1] ?? '')
  const people = layout.people.filter(({ at, roles: fixed }) => fixed === null || saysSomeone(at, cells))
  if (isNoPerson(number, layout, cells)) return [{ outcome: 'skipped', reason: notAPerson(number, cells) }]
  if (people.length === 0) return [{ outcome: 'skipped', reason: 'nobody is named' }]
  const establishment = find(number)
  const where = (at: number | undefined) => `${columnLetters(at ?? 0)}${line}`
  const lost = cells.findIndex(cell => cell.includes(LOST_LETTER))
  if (lost >= 0)
    return [
      { outcome: 'faults', faults: [{ cell: where(lost), message: `“${shown(cells[lost] ?? '')}” holds a letter that cannot be read` }] },
    ]
  return people.flatMap(person => {
    const faults: CellFault[] = []
    if (number === '') faults.push({ cell: where(layout.establishment), message: 'The URN is blank' })
    else if (establishment === undefined || establishment === 'several')
      faults.push({ cell: where(layout.establishment), message: notFound(number, establishment) })
    const found = establishment === 'several' ? undefined : establishment
    return readPerson({ person, cells, where, roles, choices }, faults, found)
  })
}

const notFound = (number: string, found: 'several' | undefined): string =>
  found === 'several'
    ? `Several establishments are called “${shown(number)}”: give the URN`
    : `No establishment in the register has the number “${shown(number)}”`

const saysSomeone = ({ name, first, last, email }: PersonColumns['at'], cells: readonly string[]): boolean =>
  [name, first, last, email].some(at => at !== undefined && plainCell(cells[at] ?? '') !== '')

/** Instructions, totals and titles stand among the rows of a list: they have no number of a school, and nobody's address. */
function isNoPerson(number: string, { people, establishment }: Layout, cells: readonly string[]): boolean {
  if (/\d{4}/.test(number) || /^[LE]\w?\d/i.test(number)) return false
  if (people.some(({ at }) => (cells[at.email ?? -1] ?? '').includes('@'))) return false
  const says = cells.filter((cell, at) => at !== establishment && plainCell(cell) !== '').length
  return number === ''
    ? !people.some(({ at }) => saysSomeone(at, cells))
    : says === 0 || /^(?:required|optional|for example|e\.g|example|total|note|please|enter|guidance|number of|the )/i.test(number)
}

const notAPerson = (number: string, cells: readonly string[]): string =>
  `not a person: no URN (“${shown(number === '' ? plainCell(cells.find(cell => plainCell(cell) !== '') ?? '') : number)}”)`

type PersonOfRow = {
  person: PersonColumns
  cells: readonly string[]
  where: (at: number | undefined) => string
  roles: KnownWords
  choices: Choices
}

function readPerson(row: PersonOfRow, faults: CellFault[], establishment: NamedEstablishment | undefined): ReadContact[] {
  const { person, cells, where, choices } = row
  const notes: string[] = []
  const cell = (field: PersonField) => plainCell(person.at[field] === undefined ? '' : (cells[person.at[field]] ?? ''))
  const fault = (field: PersonField, message: string) => void faults.push({ cell: where(person.at[field]), message })
  const note = (field: PersonField, message: string) => void notes.push(`Cell ${where(person.at[field])}: ${message}`)

  const named = readName(cell)
  const address = readAddress(cell('email') === '' ? named.address : cell('email'))
  if (named.name !== '' && isNobody(named.name)) return [{ outcome: 'skipped', reason: `nobody: “${shown(named.name)}”` }]
  const { roles, unknownRole } = rolesIn(row, cell('role'), fault)
  if (roles?.length === 0) return [{ outcome: 'skipped', reason: `“${shown(cell('role'))}” is a role that you leave out` }]
  if (named.name === '') fault('name', 'The name is blank')
  else if (named.name.length > 200) fault('name', 'The name is too long')
  let email = ''
  const twoAddresses = 'several' in address
  if (twoAddresses && choices.severalAddresses === 'first') {
    email = address.several[0] ?? ''
    note('email', `the first of ${address.several.length} addresses is kept, and ${address.several.slice(1).join(', ')} is left out`)
  } else if (twoAddresses) fault('email', `Two addresses in one cell: ${shownAll(address.several)}`)
  else if ('fault' in address) fault('email', address.fault)
  else {
    email = address.value
    if (address.note !== undefined) note(cell('email') === '' ? 'name' : 'email', address.note)
  }
  const phone = readPhone(cell('phone'))
  if (phone.note !== undefined) note('phone', phone.note)
  const [fromOn, toOn] = (['fromOn', 'toOn'] as const).map(field => {
    const value = readDay(cell(field))
    if (value === undefined) fault(field, `“${shown(cell(field))}” is not a date, such as 01/09/2026`)
    return value
  })
  if (fromOn && toOn && toOn < fromOn) fault('toOn', 'The last day is before the first')
  if (faults.length > 0 || !establishment || !roles)
    return [{ outcome: 'faults', faults, ...(unknownRole === undefined ? {} : { unknownRole }), ...(twoAddresses ? { twoAddresses } : {}) }]
  const facts = { name: named.name, email, phone: phone.value, fromOn: fromOn ?? null, toOn: toOn ?? null }
  return roles.map((role, at) => ({ outcome: 'person', establishment, facts: { role, ...facts }, notes: at === 0 ? notes : [] }))
}

const shownAll = (addresses: readonly string[]): string => shown(addresses.join(' and '))

/** A name may stand in two cells, and may carry the address that it leads to. */
function readName(cell: (field: PersonField) => string): { name: string; address: string } {
  const whole = cell('name') || `${cell('first')} ${cell('last')}`.trim()
  const from = whole.indexOf('<')
  const linked = from > 0 && whole.endsWith('>') && whole.includes('@')
  return linked ? { name: whole.slice(0, from).trim(), address: whole.slice(from) } : { name: whole, address: '' }
}

function rolesIn(
  { person, roles: known }: PersonOfRow,
  typed: string,
  fault: (field: PersonField, message: string) => void,
): { roles?: readonly ContactRole[]; unknownRole?: string } {
  if (person.roles !== null) return { roles: person.roles }
  if (typed === '' || saysNothing(typed)) {
    fault('role', 'The role is blank')
    return {}
  }
  const roles = rolesOf(typed, known)
  if (roles) return { roles }
  fault('role', `“${shown(typed)}” is not a role that is known here`)
  return { unknownRole: typed }
}

/** The roles as a file may name them, in the words that every page uses for it. */
export const ROLES_IN_FILES = CONTACT_ROLES.map(role => role.replaceAll('_', ' ')).join(', ')
