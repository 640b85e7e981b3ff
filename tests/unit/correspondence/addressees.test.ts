import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { whoIsWrittenTo, type Audience, type CorrespondenceFacts } from '../../../src/features/correspondence/addressees.ts'
import type { LinkHolder } from '../../../src/features/correspondence/presentHolder.ts'
import type { ReachableContact } from '../../../src/features/establishments/index.ts'

const TODAY = '2026-11-28'

/** Contacts have ids 1, 2, … in the order of the list, and links 101, 102, … */
type Contact = Partial<ReachableContact> & Pick<ReachableContact, 'role' | 'name'>
type Holder = Partial<LinkHolder> & { name: string }

const factsOf = (
  contacts: readonly Contact[],
  holders: readonly Holder[] = [],
  isExcused = false,
  linksGoTo: CorrespondenceFacts['linksGoTo'] = 'dsl',
): CorrespondenceFacts => ({
  isExcused,
  linksGoTo,
  contacts: contacts.map((contact, at) => ({
    id: asId(at + 1),
    email: `${contact.name.toLowerCase()}@school.example`,
    fromOn: null,
    toOn: null,
    main: true,
    ...contact,
  })),
  holders: holders.map((holder, at) => ({
    invitationId: asId(101 + at),
    contactId: null,
    email: `${holder.name.toLowerCase()}@school.example`,
    role: 'other',
    main: false,
    whole: true,
    givenOn: '2026-11-01',
    ...holder,
  })),
})

/** "Nina <nina@school.example> by 101", without the link for somebody who holds none. */
const said = (facts: CorrespondenceFacts, audience: Audience): string[] =>
  whoIsWrittenTo(facts, audience, TODAY).to.map(
    ({ name, email, invitationId }) =>
      `${name} <${email.replace('@school.example', '')}>${invitationId === null ? '' : ` by ${invitationId}`}`,
  )

const DSL: Contact = { role: 'dsl', name: 'Dora' }
const HEAD: Contact = { role: 'head', name: 'Hugo' }
const CHAIR: Contact = { role: 'chair', name: 'Cher' }
const MAIN: Holder = { name: 'Dora', role: 'dsl', contactId: asId(1), main: true }
const HELPER: Holder = { name: 'Kim', role: 'deputy_dsl' }
const PART_OF_HEAD: Holder = { name: 'Hugo', role: 'head', contactId: asId(2), whole: false }
const OFFICE = { email: 'office@school.example' }
const LEFT = { toOn: '2026-11-20' }

test.each<[string, CorrespondenceFacts, Audience, string[]]>([
  // Who answers for the return.
  ['the holder of the main link answers first', factsOf([DSL, HEAD], [MAIN]), 'first', ['Dora <dora> by 101']],
  ['nobody has a link: the DSL', factsOf([HEAD, DSL]), 'first', ['Dora <dora>']],
  ['nobody has a link, and there is no DSL: the head', factsOf([CHAIR, HEAD]), 'first', ['Hugo <hugo>']],
  ['neither: whoever stands nearest', factsOf([CHAIR, { role: 'proprietor', name: 'Pat' }]), 'first', ['Pat <pat>']],
  ['the head has no address', factsOf([{ ...HEAD, email: '' }, CHAIR]), 'first', ['Cher <cher>']],
  ['the DSL has no address and holds the main link: the head', factsOf([{ ...DSL, email: '' }, HEAD], [MAIN]), 'first', ['Hugo <hugo>']],
  ['nobody has an address', factsOf([{ ...DSL, email: '' }], [{ name: 'By hand', email: '', main: true }]), 'first', []],
  [
    'the main link was handed over by hand: the DSL',
    factsOf([DSL], [{ name: 'By hand', email: '', main: true }]),
    'first',
    ['Dora <dora>'],
  ],
  [
    'a head with a link of their own comes before a DSL without',
    factsOf([DSL, HEAD], [{ ...HELPER, name: 'Hugo', role: 'head', contactId: asId(2) }]),
    'first',
    ['Hugo <hugo> by 101'],
  ],
  ['a DSL without a link comes before a colleague with one', factsOf([DSL], [HELPER]), 'first', ['Dora <dora>']],
  ['a colleague with a link comes before a chair without', factsOf([CHAIR], [HELPER]), 'first', ['Kim <kim> by 101']],

  // A link that opens a part of the return.
  ['a head with a link to one section does not answer for the return', factsOf([DSL, HEAD], [PART_OF_HEAD]), 'first', ['Dora <dora>']],
  [
    'a chair without a link comes before a colleague with one to a section',
    factsOf([CHAIR], [{ ...HELPER, whole: false }]),
    'first',
    ['Cher <cher>'],
  ],
  [
    'who answers and holds a part is written to as one without a link',
    factsOf([HEAD], [{ ...PART_OF_HEAD, contactId: asId(1) }]),
    'first',
    ['Hugo <hugo>'],
  ],
  [
    'the DSL at the mailbox of a colleague with a link to one section does not come by it',
    factsOf([{ ...DSL, ...OFFICE }], [{ ...HELPER, ...OFFICE, whole: false }]),
    'first',
    ['Dora <office>'],
  ],
  [
    'nor does a chair there, but a link to the whole return would do',
    factsOf([{ ...CHAIR, ...OFFICE }], [{ ...HELPER, ...OFFICE, whole: false }]),
    { roles: ['chair'] },
    ['Cher <office>'],
  ],
  ['its holder is told with it', factsOf([DSL, HEAD], [MAIN, PART_OF_HEAD]), 'everybody', ['Dora <dora> by 101', 'Hugo <hugo> by 102']],
  ['and in their role', factsOf([DSL, HEAD], [MAIN, PART_OF_HEAD]), { roles: ['head'] }, ['Hugo <hugo> by 102']],
  ['nobody who lost the whole gets a part', factsOf([DSL, HEAD], [PART_OF_HEAD]), { asking: '' }, ['Dora <dora>']],
  [
    'who asks by its address gets it again',
    factsOf([DSL, HEAD], [MAIN, PART_OF_HEAD]),
    { asking: 'hugo@school.example' },
    ['Hugo <hugo> by 102'],
  ],

  // The register decides.
  ['the address was corrected in the register', factsOf([{ ...DSL, email: 'new@school.example' }], [MAIN]), 'first', ['Dora <new> by 101']],
  [
    'the name was corrected in the register',
    factsOf([{ ...DSL, name: 'Dora Dean', email: 'dora@school.example' }], [MAIN]),
    'first',
    ['Dora Dean <dora> by 101'],
  ],
  [
    'the DSL has left, a new one has come',
    factsOf(
      [
        { ...DSL, ...LEFT },
        { role: 'dsl', name: 'Nina' },
      ],
      [MAIN],
    ),
    'everybody',
    ['Nina <nina>'],
  ],
  ['the DSL left yesterday', factsOf([{ ...DSL, toOn: '2026-11-27' }, HEAD], [MAIN]), 'first', ['Hugo <hugo>']],
  ['the DSL is here for the last day', factsOf([{ ...DSL, toOn: TODAY }, HEAD], [MAIN]), 'first', ['Dora <dora> by 101']],
  ['a DSL who is to come has no link yet', factsOf([{ ...DSL, fromOn: '2026-11-29' }, HEAD]), 'first', ['Hugo <hugo>']],
  [
    'somebody who left stands in the register again',
    factsOf(
      [
        { ...DSL, ...LEFT },
        { role: 'head', name: 'dora ', email: 'head@school.example' },
      ],
      [MAIN],
    ),
    'first',
    ['dora  <head> by 101'],
  ],
  ['the DSL left, and nobody came', factsOf([{ ...DSL, ...LEFT }], [MAIN]), 'everybody', []],
  [
    'a colleague’s address is that of somebody who left since',
    factsOf([DSL, { role: 'other', name: 'Kim', ...LEFT }], [MAIN, HELPER]),
    'everybody',
    ['Dora <dora> by 101'],
  ],
  [
    'a colleague’s address was given after the one who had it left',
    factsOf([DSL, { role: 'other', name: 'Kim', ...LEFT }], [MAIN, { ...HELPER, givenOn: '2026-11-25' }]),
    'everybody',
    ['Dora <dora> by 101', 'Kim <kim> by 102'],
  ],
  [
    'a mailbox of one who left and one who is here',
    factsOf(
      [
        { ...DSL, ...LEFT, email: 'office@school.example' },
        { role: 'other', name: 'Kim', email: 'office@school.example' },
      ],
      [{ ...HELPER, email: 'office@school.example' }],
    ),
    'everybody',
    ['Kim <office> by 101'],
  ],

  // Everybody with a link.
  [
    'all who hold links, whoever answers first',
    factsOf([DSL, HEAD], [HELPER, { ...MAIN }]),
    'everybody',
    ['Dora <dora> by 102', 'Kim <kim> by 101'],
  ],
  ['those in the register without a link are not everybody', factsOf([DSL, HEAD, CHAIR], [MAIN]), 'everybody', ['Dora <dora> by 101']],
  [
    'only colleagues hold links: who answers is written to as well',
    factsOf([DSL], [HELPER]),
    'everybody',
    ['Dora <dora>', 'Kim <kim> by 101'],
  ],

  // Once per address.
  [
    'one mailbox for DSL and head',
    factsOf([
      { ...DSL, email: 'office@school.example' },
      { ...HEAD, email: 'office@school.example' },
    ]),
    { roles: ['head', 'dsl'] },
    ['Hugo <office>'],
  ],
  [
    'one mailbox for the DSL and a colleague who holds a link',
    factsOf([{ ...DSL, email: 'office@school.example' }], [{ ...HELPER, email: 'office@school.example' }]),
    'everybody',
    ['Dora <office> by 101'],
  ],
  [
    'the address in capitals and with spaces',
    factsOf([{ ...DSL, email: 'dora@school.example' }], [{ ...HELPER, name: 'Dora', email: ' DORA@School.Example ' }]),
    'everybody',
    ['Dora <dora> by 101'],
  ],
  [
    'the address in full-width letters',
    factsOf([DSL], [MAIN, { ...HELPER, email: 'ｄｏｒａ@school.example' }]),
    'everybody',
    ['Dora <dora> by 101'],
  ],
  [
    'one person with two links gets the main one',
    factsOf([DSL], [{ ...HELPER, name: 'Dora', email: 'dora@school.example' }, MAIN]),
    'everybody',
    ['Dora <dora> by 102'],
  ],

  // Roles and persons.
  ['head and DSL, as outcomes are told', factsOf([DSL, HEAD], [MAIN]), { roles: ['head', 'dsl'] }, ['Hugo <hugo>', 'Dora <dora> by 101']],
  ['the chair', factsOf([DSL, CHAIR], [MAIN]), { roles: ['chair'] }, ['Cher <cher>']],
  ['a chair who has left', factsOf([DSL, { ...CHAIR, ...LEFT }]), { roles: ['chair'] }, []],
  [
    'one link, whoever holds it now',
    factsOf([{ ...DSL, email: 'new@school.example' }], [MAIN, HELPER]),
    { link: asId(101) },
    ['Dora <new> by 101'],
  ],
  ['one link whose holder has left', factsOf([{ ...DSL, ...LEFT }, HEAD], [MAIN]), { link: asId(101) }, []],
  ['a contact who holds a link', factsOf([DSL, HEAD], [MAIN]), { contact: asId(1) }, ['Dora <dora> by 101']],
  ['a contact who has left', factsOf([{ ...DSL, ...LEFT }]), { contact: asId(1) }, []],

  // Somebody who lost theirs asks.
  ['by a number: the main link', factsOf([DSL, HEAD], [MAIN]), { asking: '' }, ['Dora <dora> by 101']],
  ['by the address of a colleague’s link', factsOf([DSL], [MAIN, HELPER]), { asking: 'KIM@school.example' }, ['Kim <kim> by 102']],
  [
    'by the address before it was corrected',
    factsOf([{ ...DSL, email: 'new@school.example' }], [MAIN]),
    { asking: 'dora@school.example' },
    ['Dora <new> by 101'],
  ],
  ['by a number, when only somebody who is not registered holds one', factsOf([HEAD], [HELPER]), { asking: '' }, ['Hugo <hugo>']],
  ['by the address of somebody who left', factsOf([{ ...DSL, ...LEFT }, HEAD], [MAIN]), { asking: 'dora@school.example' }, ['Hugo <hugo>']],

  // Who is given the links of a round, as staff chose.
  ['the head was chosen: the head before the DSL', factsOf([DSL, HEAD], [], false, 'head'), 'answering', ['Hugo <hugo>']],
  ['the head was chosen, and there is none: the DSL', factsOf([CHAIR, DSL], [], false, 'head'), 'answering', ['Dora <dora>']],
  ['the head was chosen, and there is neither', factsOf([CHAIR], [], false, 'head'), 'answering', ['Cher <cher>']],
  [
    'the head was chosen, and a DSL had been given the link before: who holds it keeps it',
    factsOf([DSL, HEAD], [MAIN], false, 'head'),
    'answering',
    ['Dora <dora> by 101'],
  ],
  ['the head was chosen and the link is lost', factsOf([DSL, HEAD], [], false, 'head'), { asking: '' }, ['Hugo <hugo>']],
  ['both were chosen', factsOf([HEAD, DSL], [], false, 'both'), 'answering', ['Dora <dora>', 'Hugo <hugo>']],
  ['both were chosen, the first is one of them', factsOf([HEAD, DSL], [], false, 'both'), 'first', ['Dora <dora>']],
  [
    'both were chosen, with one mailbox',
    factsOf(
      [
        { ...HEAD, ...OFFICE },
        { ...DSL, ...OFFICE },
      ],
      [],
      false,
      'both',
    ),
    'answering',
    ['Dora <office>'],
  ],
  ['both were chosen, and there is no head', factsOf([CHAIR, DSL], [], false, 'both'), 'answering', ['Dora <dora>']],
  ['both were chosen, and there is no DSL', factsOf([CHAIR, HEAD], [], false, 'both'), 'answering', ['Hugo <hugo>']],
  [
    'both were chosen, and there is neither: one link',
    factsOf([CHAIR, { role: 'proprietor', name: 'Pat' }], [], false, 'both'),
    'answering',
    ['Pat <pat>'],
  ],
  [
    'both hold their links',
    factsOf([DSL, HEAD], [MAIN, { name: 'Hugo', role: 'head', contactId: asId(2) }], false, 'both'),
    'answering',
    ['Dora <dora> by 101', 'Hugo <hugo> by 102'],
  ],
  [
    'both were chosen, and the head holds a link to one section: the head is given one to the whole',
    factsOf([DSL, HEAD], [MAIN, PART_OF_HEAD], false, 'both'),
    'answering',
    ['Dora <dora> by 101', 'Hugo <hugo>'],
  ],
  [
    'both were chosen, and the link was handed to a colleague: all three',
    factsOf([DSL, HEAD], [{ ...HELPER, main: true }], false, 'both'),
    'answering',
    ['Kim <kim> by 101', 'Dora <dora>', 'Hugo <hugo>'],
  ],
  [
    'both were chosen, and the school asks for a lost link by its number',
    factsOf([DSL, HEAD], [MAIN], false, 'both'),
    { asking: '' },
    ['Dora <dora> by 101', 'Hugo <hugo>'],
  ],
  [
    'both were chosen, and the head asks by their address: the head alone',
    factsOf([DSL, HEAD], [MAIN, { name: 'Hugo', role: 'head', contactId: asId(2) }], false, 'both'),
    { asking: 'hugo@school.example' },
    ['Hugo <hugo> by 102'],
  ],
  ['both were chosen for a return that was excused', factsOf([DSL, HEAD], [MAIN], true, 'both'), 'answering', []],

  // Where the return stands.
  ['an excused return has nobody who answers', factsOf([DSL], [MAIN], true), 'everybody', []],
  ['its head and DSL can still be told an outcome', factsOf([DSL], [MAIN], true), { roles: ['head', 'dsl'] }, ['Dora <dora> by 101']],
])('%s', (_situation, facts, audience, expected) => {
  expect(said(facts, audience)).toEqual(expected)
})

test('who holds a link that works and has left is named, with the day', () => {
  const facts = factsOf([{ ...DSL, ...LEFT }, HEAD], [MAIN, { ...HELPER, email: '' }])
  expect(whoIsWrittenTo(facts, 'everybody', TODAY).left).toEqual([
    { name: 'Dora', email: 'dora@school.example', invitationId: 101, leftOn: '2026-11-20' },
  ])
  expect(whoIsWrittenTo(factsOf([DSL], [MAIN]), 'everybody', TODAY).left).toEqual([])
})

test('whoever is written to, no address is written to twice and nobody without one', () => {
  const emails = ['', 'a@school.example', 'A@school.example ', 'b@school.example']
  const ends = [null, '2026-11-20']
  for (let seed = 0; seed < 4 ** 4; seed += 1) {
    const [one, two, three, four] = [seed & 3, (seed >> 2) & 3, (seed >> 4) & 3, (seed >> 6) & 3]
    const facts = factsOf(
      [
        { ...DSL, email: emails[one]!, toOn: ends[four & 1]! },
        { ...HEAD, email: emails[two]! },
      ],
      [
        { ...MAIN, email: emails[three]! },
        { ...HELPER, email: emails[four]! },
      ],
    )
    for (const audience of ['everybody', { roles: ['dsl', 'head'] }] as Audience[]) {
      const addresses = whoIsWrittenTo(facts, audience, TODAY).to.map(({ email }) => email)
      expect(addresses).toEqual([...new Set(addresses.map(address => address.trim().toLowerCase()))])
      expect(addresses).not.toContain('')
    }
  }
})
