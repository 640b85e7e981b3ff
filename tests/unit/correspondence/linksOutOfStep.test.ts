import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { linksOutOfStep } from '../../../src/features/correspondence/index.ts'
import type { CorrespondenceFacts } from '../../../src/features/correspondence/addressees.ts'

const TODAY = '2026-11-28'
type Contact = CorrespondenceFacts['contacts'][number]
type Holder = CorrespondenceFacts['holders'][number]

const contact = (id: number, name: string, values: Partial<Contact> = {}): Contact => ({
  ...{ id: asId(id), role: 'dsl', name, email: `${name.toLowerCase()}@school.example`, fromOn: null, toOn: null, main: false },
  ...values,
})
const holder = (id: number, of: Contact, values: Partial<Holder> = {}): Holder => ({
  ...{ invitationId: asId(id), contactId: of.id, name: of.name, email: of.email, role: of.role, main: true, whole: true },
  givenOn: '2026-11-01',
  ...values,
})
const LEFT = { toOn: '2026-11-20' }

const said = (contacts: Contact[], holders: Holder[], linksGoTo: CorrespondenceFacts['linksGoTo'] = 'dsl'): string[] =>
  linksOutOfStep({ isExcused: false, linksGoTo, contacts, holders }, TODAY).map(
    ({ name, why, to }) =>
      `${name} ${why.is} -> ${to ? `${to.name} <${to.email}>${to.invitationId === null ? '' : ` by ${to.invitationId}`}` : 'nobody'}`,
  )

const [dora, nina, hugo] = [contact(1, 'Dora'), contact(2, 'Nina'), contact(3, 'Hugo', { role: 'head' })]
const gone = contact(1, 'Dora', LEFT)

test.each<[string, Contact[], Holder[], string[]]>([
  ['all is in step', [dora], [holder(101, dora)], []],
  ['the same address, typed in capitals', [dora], [holder(101, dora, { email: ' DORA@school.example' })], []],
  [
    'the address changed: the link goes with its holder',
    [contact(1, 'Dora', { email: 'd.new@school.example' })],
    [holder(101, dora)],
    ['Dora moved -> Dora <d.new@school.example>'],
  ],
  ['the holder left: to the new DSL', [gone, nina, hugo], [holder(101, gone)], ['Dora left -> Nina <nina@school.example>']],
  [
    'the holder left and the new DSL holds a link: that one',
    [gone, nina],
    [holder(101, gone), holder(102, nina, { main: false })],
    ['Dora left -> Nina <nina@school.example> by 102'],
  ],
  ['the holder left and there is a head only', [gone, hugo], [holder(101, gone)], ['Dora left -> Hugo <hugo@school.example>']],
  ['the holder left, and there is nobody', [gone], [holder(101, gone)], ['Dora left -> nobody']],
  [
    'a colleague who was named by hand does not get the main link by a button',
    [gone],
    [holder(101, gone), holder(102, nina, { contactId: null, main: false, role: 'other' })],
    ['Dora left -> nobody'],
  ],
  [
    'a colleague’s own link whose holder left is ended, not moved',
    [gone, nina],
    [holder(101, nina), holder(102, gone, { main: false })],
    ['Dora left -> nobody'],
  ],
  [
    'the register lost the address',
    [contact(1, 'Dora', { email: '' }), hugo],
    [holder(101, dora)],
    ['Dora no_address -> Hugo <hugo@school.example>'],
  ],
  ['last day today is not left yet', [contact(1, 'Dora', { toOn: TODAY }), nina], [holder(101, dora)], []],
  ['a link handed over by hand', [nina], [holder(101, nina, { contactId: null, email: '', name: 'Handed over' })], []],
])('%s', (_what, contacts, holders, expected) => {
  expect(said(contacts, holders)).toEqual(expected)
})

const hugoLeft = contact(3, 'Hugo', { role: 'head', ...LEFT })
const helen = contact(4, 'Helen', { role: 'head' })
const both: Holder[] = [holder(101, dora), holder(102, hugoLeft, { main: false })]

test('where DSL and head each have a link, that of a head who left goes to the new head, and of a DSL to the new DSL', () => {
  expect(said([dora, hugoLeft, helen], both, 'both')).toEqual(['Hugo left -> Helen <helen@school.example>'])
  // Without that choice it is one of a colleague, and is ended.
  expect(said([dora, hugoLeft, helen], both)).toEqual(['Hugo left -> nobody'])
  // Where the new head holds a link already, or there is none.
  expect(said([dora, hugoLeft, helen], [...both, holder(103, helen, { main: false })], 'both')).toEqual(['Hugo left -> nobody'])
  expect(said([dora, hugoLeft], both, 'both')).toEqual(['Hugo left -> nobody'])
  // The main link of a DSL who left goes to the new DSL, not to the head, who keeps their own.
  expect(said([gone, nina, hugo], [holder(101, gone), holder(102, hugo, { main: false })], 'both')).toEqual([
    'Dora left -> Nina <nina@school.example>',
  ])
})
