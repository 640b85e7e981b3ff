import { z } from 'zod'
import { CONTACT_ROLES, CONTACT_ROLE_WORDS, type ContactRole } from '../../history/index.ts'
import { readIdentifier } from '../establishment.ts'
import { day } from '../register/readRow.ts'
import { UnusableFile } from '../register/unusableFile.ts'
import type { ContactFacts } from './contact.ts'
import type { NamedEstablishment } from './store.ts'

/** The columns of a file of contacts, with the headings that people give them. */
const COLUMNS = {
  establishment: ['urn', 'identifier', 'establishment', 'dfe number', 'dfe', 'laestab', 'ofsted number', 'urn or dfe number'],
  role: ['role'],
  name: ['name', 'contact name', 'full name'],
  email: ['email', 'e-mail', 'email address', 'e-mail address'],
  fromOn: ['from', 'start', 'start date', 'from date'],
  toOn: ['to', 'end', 'end date', 'to date', 'until'],
  phone: ['phone', 'telephone', 'phone number', 'tel'],
} as const satisfies Record<string, readonly string[]>
type Column = keyof typeof COLUMNS

export const CONTACT_HEADINGS: readonly string[] = ['URN', 'Role', 'Name', 'Email', 'From', 'To', 'Phone']

export type ContactColumns = Partial<Record<Column, number>>

/** Where the columns of a file of contacts stand. @throws UnusableFile when one that must be there is not */
export function contactColumns(cells: readonly string[]): ContactColumns {
  const names = cells.map(cell => cell.trim().toLowerCase().replace(/\s+/g, ' '))
  const columns: ContactColumns = {}
  for (const [column, headings] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    const at = names.findIndex(name => headings.includes(name))
    if (at >= 0) columns[column] = at
  }
  const absent = (
    [
      ['establishment', 'URN'],
      ['role', 'Role'],
      ['name', 'Name'],
      ['email', 'Email'],
    ] as const
  ).filter(([column]) => columns[column] === undefined)
  if (absent.length > 0)
    throw new UnusableFile(
      `The first line of the file must name its columns: ${CONTACT_HEADINGS.join(', ')}. Missing: ${absent.map(([, name]) => name).join(', ')}.`,
    )
  return columns
}

/** One fault: where it is, as a spreadsheet names its cells, and what is wrong. */
export type CellFault = { cell: string; message: string }
export type ReadContact = { establishment: NamedEstablishment; facts: ContactFacts } | { faults: CellFault[] }

/** Finds an establishment by what a cell says: a URN, an Ofsted number, a DfE number (888/2001 or 8882001) or our own number. */
export type FindEstablishment = (typed: string) => NamedEstablishment | undefined

export function finder(establishments: readonly NamedEstablishment[]): FindEstablishment {
  const byNumber = new Map<string, NamedEstablishment>()
  for (const establishment of establishments) {
    byNumber.set(establishment.identifier.toUpperCase(), establishment)
    if (establishment.dfe !== null && !byNumber.has(`dfe:${establishment.dfe}`)) byNumber.set(`dfe:${establishment.dfe}`, establishment)
  }
  return typed => {
    const text = typed.trim().toUpperCase().replace(/\s+/g, '')
    const dfe = /^(\d{3})\/?(\d{4})$/.exec(text)
    return byNumber.get(readIdentifier(text)?.identifier ?? text) ?? (dfe ? byNumber.get(`dfe:${dfe[1] ?? ''}${dfe[2] ?? ''}`) : undefined)
  }
}

/** Reads one row, naming every cell that is wrong. */
export function readContact(columns: ContactColumns, cells: readonly string[], line: number, find: FindEstablishment): ReadContact {
  const faults: CellFault[] = []
  const cell = (column: Column) => (columns[column] === undefined ? '' : (cells[columns[column]] ?? '').trim())
  const fault = (column: Column, message: string) => void faults.push({ cell: `${columnLetters(columns[column] ?? 0)}${line}`, message })

  const typedNumber = cell('establishment')
  const establishment = find(typedNumber)
  if (typedNumber === '') fault('establishment', 'The URN is blank')
  else if (!establishment) fault('establishment', `No establishment in the register has the number “${shown(typedNumber)}”`)
  const role = roleOf(cell('role'))
  if (role === null)
    fault('role', cell('role') === '' ? 'The role is blank' : `“${shown(cell('role'))}” is not a role. Use one of: ${ROLES_IN_FILES}`)
  const name = cell('name').replace(/\s+/g, ' ')
  if (name === '') fault('name', 'The name is blank')
  else if (name.length > 200 || name.includes('\0')) fault('name', 'The name is too long or holds characters that no name has')
  const email = cell('email').toLowerCase()
  if (email !== '' && !z.email().max(254).safeParse(email).success) fault('email', `“${shown(cell('email'))}” is not an email address`)
  const phone = cell('phone')
  if (phone.length > 40 || !/^[\d\s()+./extEXT-]*$/.test(phone)) fault('phone', `“${shown(phone)}” is not a telephone number`)
  const [fromOn, toOn] = (['fromOn', 'toOn'] as const).map(column => {
    const value = day(cell(column))
    if (value === undefined) fault(column, `“${shown(cell(column))}” is not a date, such as 01/09/2026`)
    return value
  })
  if (fromOn && toOn && toOn < fromOn) fault('toOn', 'The last day is before the first')
  if (faults.length > 0 || !establishment || role === null) return { faults }
  return { establishment, facts: { role, name, email, phone, fromOn: fromOn ?? null, toOn: toOn ?? null } }
}

/** The roles as a file may name them, in the words that every page uses for it. */
export const ROLES_IN_FILES = CONTACT_ROLES.map(role => role.replaceAll('_', ' ')).join(', ')

const OTHER_WORDS: Readonly<Record<string, ContactRole>> = {
  headteacher: 'head',
  'head teacher': 'head',
  principal: 'head',
  'designated safeguarding lead': 'dsl',
  'deputy designated safeguarding lead': 'deputy_dsl',
  'deputy dsl': 'deputy_dsl',
  ddsl: 'deputy_dsl',
  'chair of governors': 'chair',
  'chair of trustees': 'chair',
  'safeguarding governor': 'link_governor',
  'link governor': 'link_governor',
  'business manager': 'business_manager',
  sbm: 'business_manager',
  'school business manager': 'business_manager',
}

/** The role that a cell means: our word for it, or one that people use. */
function roleOf(typed: string): ContactRole | null {
  const text = typed.toLowerCase().replace(/\s+/g, ' ')
  const key = text.replace(/[ -]/g, '_')
  const ours = CONTACT_ROLES.find(role => role === key || CONTACT_ROLE_WORDS[role].toLowerCase() === text)
  return ours ?? OTHER_WORDS[text] ?? null
}

/** A, B, … Z, AA: what a spreadsheet calls the column at a place counted from 0. */
export function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : `${columnLetters(Math.floor(at / 26) - 1)}${letter}`
}

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text).replaceAll('\0', '�')
