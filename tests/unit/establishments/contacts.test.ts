import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { place, type Contact, type ContactFacts } from '../../../src/features/establishments/contacts/contact.ts'
import { planContacts, type PersonOfLine } from '../../../src/features/establishments/contacts/planContacts.ts'
import { columnLetters } from '../../../src/platform/tabular/cellPlace.ts'
import { readFile } from '../../../src/features/establishments/contacts/readFile.ts'
import type { FileLine } from '../../../src/features/establishments/register/fileLinesStore.ts'

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
  id: asId(id),
  establishmentId: asId(1),
  version: 3,
  main: true,
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
  ['the same person with another address has changed it', { name: 'Sam Okafor', email: 'sam@new.example' }, [contact(1)], 'changed'],
  ['the same person with a title', { name: 'Mr Sam Okafor', email: 'sam@school.example' }, [contact(1)], 'changed'],
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

const ASHGROVE = { id: asId<'establishment'>(1), scheme: 'urn', identifier: '100001', name: 'Ashgrove', dfe: '8882001' }
const NURSERY = { id: asId<'establishment'>(2), scheme: 'ofsted_ey', identifier: 'EY234567', name: 'Little Oaks', dfe: null }
const TWINS = [3, 4].map(id => ({ id: asId<'establishment'>(id), scheme: 'urn', identifier: `10000${id}`, name: 'St Mary’s', dfe: null }))
const HEADINGS = ['URN', 'Role', 'Name', 'E-mail', 'From', 'To', 'Phone']
const UNKNOWN = { headings: new Map<string, string>(), roles: new Map<string, []>() }

const people = (rows: string[][], known: Parameters<typeof readFile>[2] = UNKNOWN): PersonOfLine[] =>
  readFile(
    rows.map((cells, at): FileLine => ({ line: at + 1, cells })),
    [ASHGROVE, NURSERY, ...TWINS],
    known,
    {},
  ).people
const read = (...cells: string[]) => people([HEADINGS, cells])[0]?.read

test.each([
  ['100001', 1],
  ['URN 100001', 1],
  ['888/2001', 1],
  ['8882001', 1],
  [' ey234567\u00a0', 2],
  ['Little Oaks', 2],
])('an establishment is found by %s', (number, id) => {
  expect(read(number, 'DSL', 'Ann', 'ann@x.example', '', '', '')).toMatchObject({ establishment: { id } })
})

test('a name that two establishments have is not enough', () => {
  expect(read('St Mary’s', 'DSL', 'Ann')).toEqual({
    outcome: 'faults',
    faults: [{ cell: 'A2', message: 'Several establishments are called “St Mary’s”: give the URN' }],
  })
})

test('every cell that is wrong is named as a spreadsheet names it, and a telephone number never is', () => {
  expect(
    people([...Array.from({ length: 12 }, () => ['Contacts']), HEADINGS, ['999999', 'boss', '', 'nobody@', '31/02/2026', 'soon', '<b>']])[0]
      ?.read,
  ).toEqual({
    outcome: 'faults',
    unknownRole: 'boss',
    faults: [
      { cell: 'A14', message: 'No establishment in the register has the number “999999”' },
      { cell: 'B14', message: '“boss” is not a role that is known here' },
      { cell: 'C14', message: 'The name is blank' },
      { cell: 'D14', message: '“nobody@” is not an email address' },
      { cell: 'E14', message: '“31/02/2026” is not a date, such as 01/09/2026' },
      { cell: 'F14', message: '“soon” is not a date, such as 01/09/2026' },
    ],
  })
  expect(['A', 'Z', 'AA', 'AZ', 'BA']).toEqual([0, 25, 26, 51, 52].map(columnLetters))
})

const person = (line: number, name: string, more: Partial<ContactFacts> = {}): PersonOfLine => ({
  line,
  part: 0,
  read: { outcome: 'person', establishment: ASHGROVE, facts: facts({ name, email: `${name}@x.example`, ...more }), notes: [] },
})
const plan = (given: PersonOfLine[], there: Contact[]) => planContacts(given, new Map([[ASHGROVE.id, there]]), TODAY)

test('two people for one post in one file share it, in place of whoever held it, and the first is the main one', () => {
  const { rows, notes } = plan([person(2, 'ann'), person(3, 'ben')], [contact(1)])
  expect(rows.map(({ change, data }) => [change, data?.main, data?.ends.map(({ id }) => id)])).toEqual([
    ['new', true, [1]],
    ['new', false, []],
  ])
  expect(notes).toEqual([{ line: 3, text: 'ben shares the role of Designated Safeguarding Lead with ann' }])
})

test('who joins somebody whom the file names as well ends nobody, in whichever order they stand', () => {
  const sam = person(3, 'Sam Okafor', { email: 'sam@school.example' })
  for (const given of [
    [person(2, 'ann'), sam],
    [sam, person(4, 'ann')],
  ]) {
    const added = plan(given, [contact(1)]).rows.filter(({ change }) => change === 'new')
    expect(added.map(({ data }) => [data?.name, data?.main, data?.ends])).toEqual([['ann', false, []]])
  }
})

test('an unknown first day stays unknown', () => {
  expect(plan([person(2, 'ann')], []).rows[0]?.data).toMatchObject({ fromOn: null })
})

test('one person with two addresses in one file is a fault of the second', () => {
  const { rows } = plan([person(2, 'ann'), person(3, 'ann', { email: 'other@x.example' })], [])
  expect(rows.map(({ change }) => change)).toEqual(['new', 'unreadable'])
  expect(rows[1]?.reason).toBe('Cell A3: line 2 says something else of ann as Designated Safeguarding Lead of Ashgrove')
})
