import { expect, test } from '@jest/globals'
import { place, type Contact, type ContactFacts } from '../../../src/features/establishments/contacts/contact.ts'
import { planContacts } from '../../../src/features/establishments/contacts/planContacts.ts'
import { columnLetters, contactColumns, finder, readContact } from '../../../src/features/establishments/contacts/readContacts.ts'

const TODAY = '2026-11-21'
const facts = (more: Partial<ContactFacts> = {}): ContactFacts => ({
  role: 'dsl',
  name: 'Ann Other',
  email: 'ann@school.example',
  phone: '',
  fromOn: null,
  toOn: null,
  ...more,
})
const contact = (id: number, more: Partial<ContactFacts> = {}): Contact => ({
  ...facts({ name: 'Sam Okafor', email: 'sam@school.example', fromOn: '2024-09-01' }),
  ...more,
  id,
  establishmentId: 1,
  version: 3,
})

test('a new lead ends the one before on the day before', () => {
  expect(place(facts({ fromOn: '2026-09-01' }), [contact(1)], TODAY)).toEqual({
    outcome: 'new',
    ends: [{ contact: contact(1), toOn: '2026-08-31' }],
  })
  expect(place(facts(), [contact(1)], TODAY)).toMatchObject({ outcome: 'new', ends: [{ toOn: '2026-11-20' }] })
})

test.each<[string, Partial<ContactFacts>, Contact[], string]>([
  ['the same person is no news', { name: 'Sam Okafor', email: 'sam@school.example' }, [contact(1)], 'unchanged'],
  [
    'the same person with a new address is brought up to date',
    { name: 'Sam Okafor', email: '', phone: '01632 960001' },
    [contact(1)],
    'changed',
  ],
  [
    'a name spelled with other signs is the same name',
    { name: 'sam  okafor.', email: 'sam@school.example', toOn: '2027-01-01' },
    [contact(1)],
    'changed',
  ],
  ['somebody named by mistake today is corrected', {}, [contact(1, { fromOn: TODAY })], 'changed'],
  ['a deputy joins the deputies', { role: 'deputy_dsl' }, [contact(1, { role: 'deputy_dsl' })], 'new'],
])('%s', (_what, given, there, outcome) => {
  expect(place(facts(given), there, TODAY)).toMatchObject({ outcome, ...(outcome === 'new' ? { ends: [] } : {}) })
})

test('somebody who is to begin later is left alone', () => {
  const coming = contact(2, { fromOn: '2027-01-04' })
  expect(place(facts(), [contact(1), coming], TODAY)).toEqual({ outcome: 'new', ends: [{ contact: contact(1), toOn: '2026-11-20' }] })
})

test('somebody of the past ends nobody', () => {
  expect(place(facts({ fromOn: '2020-01-01', toOn: '2021-01-01' }), [contact(1)], TODAY)).toEqual({ outcome: 'new', ends: [] })
})

test('a last day before the first is a fault', () => {
  expect(place(facts({ fromOn: '2026-02-01', toOn: '2026-01-01' }), [], TODAY)).toMatchObject({ outcome: 'fault', field: 'toOn' })
})

const ASHGROVE = { id: 1, scheme: 'urn', identifier: '100001', name: 'Ashgrove', dfe: '8882001' }
const NURSERY = { id: 2, scheme: 'ofsted_ey', identifier: 'EY234567', name: 'Little Oaks', dfe: null }
const find = finder([ASHGROVE, NURSERY])
const columns = contactColumns(['URN', 'Role', 'Name', 'E-mail', 'From', 'To', 'Phone'])

test.each([
  ['100001', 1],
  ['888/2001', 1],
  ['8882001', 1],
  [' ey234567 ', 2],
])('an establishment is found by %s', (number, id) => {
  expect(readContact(columns, [number, 'DSL', 'Ann', 'ann@x.example', '', '', ''], 2, find)).toMatchObject({ establishment: { id } })
})

test.each([
  ['Headteacher', 'head'],
  ['Designated Safeguarding Lead', 'dsl'],
  ['deputy dsl', 'deputy_dsl'],
  ['Chair of Governors', 'chair'],
  ['link_governor', 'link_governor'],
])('the role %s is understood', (words, role) => {
  expect(readContact(columns, ['100001', words, 'Ann', '', '', '', ''], 2, find)).toMatchObject({ facts: { role } })
})

test('every cell that is wrong is named as a spreadsheet names it', () => {
  expect(readContact(columns, ['999999', 'boss', '', 'nobody', '31/02/2026', 'soon', '<b>'], 14, find)).toEqual({
    faults: [
      { cell: 'A14', message: 'No establishment in the register has the number “999999”' },
      { cell: 'B14', message: expect.stringContaining('“boss” is not a role') },
      { cell: 'C14', message: 'The name is blank' },
      { cell: 'D14', message: '“nobody” is not an email address' },
      { cell: 'G14', message: '“<b>” is not a telephone number' },
      { cell: 'E14', message: '“31/02/2026” is not a date, such as 01/09/2026' },
      { cell: 'F14', message: '“soon” is not a date, such as 01/09/2026' },
    ],
  })
  expect(['A', 'Z', 'AA', 'AZ', 'BA']).toEqual([0, 25, 26, 51, 52].map(columnLetters))
})

test('two people for one post in one file are a fault of the second', () => {
  const row = (line: number, name: string) => ({
    line,
    read: { establishment: ASHGROVE, facts: facts({ name, email: `${name}@x.example` }) },
  })
  const planned = planContacts([row(2, 'ann'), row(3, 'ben')], columns, new Map([[1, [contact(1)]]]), TODAY)
  expect(planned.map(({ change }) => change)).toEqual(['new', 'unreadable'])
  expect(planned[1]?.reason).toBe('Cell B3: line 2 already names somebody as Designated Safeguarding Lead of Ashgrove')
})

test('a file without names of columns is refused, and says which it needs', () => {
  expect(() => contactColumns(['100001', 'DSL', 'Ann'])).toThrow('URN, Role, Name, Email, From, To, Phone')
})
