import { expect, test } from '@jest/globals'
import { registeredFor, wayToSign, type Registered, type SignersLink } from '../../../src/features/signing/proof.ts'
import { unusualOf, type SigningFacts } from '../../../src/features/signing/unusual.ts'
import { answersPrint } from '../../../src/features/signing/answersPrint.ts'
import { secretCode } from '../../../src/platform/linkToken.ts'
import { asId } from '../../../src/platform/id.ts'

const head: Registered = { id: asId(1), role: 'head', name: 'Ms Ruth Ainsworth', email: 'Head@ashgrove.example' }
const second: Registered = { id: asId(2), role: 'head', name: 'Hugo Head', email: 'hugo@ashgrove.example' }
const dsl: Registered = { id: asId(3), role: 'dsl', name: 'Sam Okafor', email: 'dsl@ashgrove.example' }
const chair: Registered = { id: asId(4), role: 'chair', name: 'Olivia Barnes', email: 'chair@ashgrove.example' }
const link = (given: Partial<SignersLink> = {}): SignersLink => ({
  contactId: null,
  email: 'dsl@ashgrove.example',
  role: 'dsl',
  main: true,
  ...given,
})
const ruth = { role: 'head' as const, name: 'Ruth Ainsworth' }

test.each<[string, SignersLink | undefined, Registered[], unknown]>([
  [
    'the link of the head’s address',
    link({ email: 'head@ashgrove.example' }),
    [dsl, head],
    ['own_link', 'own_link', 'head@ashgrove.example'],
  ],
  [
    'the link of the head’s contact, whose address has changed since',
    link({ contactId: head.id, email: 'old@a.example' }),
    [head],
    ['own_link', 'own_link', 'head@ashgrove.example'],
  ],
  ['the main link of the DSL', link(), [dsl, head], ['code', 'code', 'head@ashgrove.example']],
  ['no link that works', undefined, [head], ['code', 'code', 'head@ashgrove.example']],
  [
    'a link that was given to another address as head, while the register has one',
    link({ main: false, role: 'head', email: 'x@gmail.example' }),
    [head],
    ['code', 'code', 'head@ashgrove.example'],
  ],
  [
    'a link that was given to somebody as head, where the register has none',
    link({ main: false, role: 'head', email: 'x@gmail.example' }),
    [dsl],
    ['own_link', 'given_link', 'x@gmail.example'],
  ],
  [
    'a colleague’s link, where the register has no head',
    link({ main: false, role: 'deputy_dsl', email: 'x@a.example' }),
    [dsl],
    ['give_address', 'given_code', undefined],
  ],
  [
    'the main link, where the register has a head without an address',
    link(),
    [{ ...head, email: '' }],
    ['give_address', 'given_code', undefined],
  ],
  [
    'a link without an address, where another has none in the register either',
    link({ email: '' }),
    [{ ...head, email: '' }],
    ['give_address', 'given_code', undefined],
  ],
  [
    'a main link that was handed over as head’s, where the register has none',
    link({ role: 'head', email: '' }),
    [],
    ['give_address', 'given_code', undefined],
  ],
])('who signs as head by %s', (_what, by, register, expected) => {
  const way = wayToSign(ruth, by, register)
  expect([way.kind, way.proof, 'address' in way ? way.address : undefined]).toEqual(expected)
})

test('of several heads the code goes to the one of this name; a chair and a proprietor count for each other', () => {
  expect(wayToSign(ruth, link(), [second, head])).toMatchObject({ name: 'Ms Ruth Ainsworth' })
  expect(registeredFor({ role: 'proprietor', name: 'Pat' }, [head, chair])).toEqual([chair])
})

const facts = (given: Partial<SigningFacts> = {}): SigningFacts => {
  const register = given.register ?? [head, dsl]
  const signer = { ...ruth, contributorId: asId<'contributor'>(9), ...given.signer }
  const by = given.link ?? link({ email: 'head@ashgrove.example', main: false, role: 'head' })
  return {
    way: wayToSign(signer, by, register),
    byTheLink: [],
    shownTo: [],
    inTheBrowser: [],
    signOffs: [],
    leads: ['Sam Okafor'],
    ...given,
    signer,
    register,
    link: by,
  }
}
const as = (role: 'head' | 'chair' | 'proprietor', name: string) => ({ role, name, contributorId: asId<'contributor'>(9) })

test.each<[string, Partial<SigningFacts>, string[]]>([
  ['nothing', {}, []],
  ['a name unlike the register’s', { signer: as('head', 'Mickey Mouse') }, ['name_differs']],
  ['an address that the school gave', { register: [dsl] }, ['address_given']],
  ['a mailbox that the DSL has too', { register: [head, { ...dsl, email: 'head@ashgrove.example' }] }, ['shared_address']],
  ['others by the same link', { byTheLink: ['Sam Okafor'] }, ['shared_link']],
  ['others by the same link, which does not matter where a code is typed', { byTheLink: ['Sam Okafor'], link: link() }, []],
  ['a link that a colleague was shown', { shownTo: ['Sam Okafor'] }, ['shown_link']],
  ['a link that a colleague was shown, which does not matter where a code is typed', { shownTo: ['Sam Okafor'], link: link() }, []],
  ['somebody else in the browser', { inTheBrowser: ['Sam Okafor'] }, ['same_browser']],
  ['the head who is the DSL', { leads: ['ruth ainsworth'] }, ['also_dsl']],
  [
    'a chair of the head’s name',
    {
      signer: as('chair', 'Ruth Ainsworth'),
      register: [{ ...chair, name: 'Ruth Ainsworth', email: 'head@ashgrove.example' }],
      signOffs: [{ ...as('head', 'Ms Ruth Ainsworth'), contributorId: asId(7) }],
    },
    ['same_person'],
  ],
  [
    'one person under two names',
    { signer: as('chair', 'Olivia Barnes'), register: [{ ...chair, email: 'head@ashgrove.example' }], signOffs: [as('head', 'Ruth')] },
    ['same_person'],
  ],
  [
    'a proprietor of a school that has a chair',
    { signer: as('proprietor', 'Olivia Barnes'), register: [{ ...chair, email: 'head@ashgrove.example' }] },
    ['role_differs'],
  ],
])('a signature with %s says so', (_what, given, expected) => {
  expect(unusualOf(facts(given)).map(({ code }) => code)).toEqual(expected)
})

test('a code holds for one state of the answers and files', () => {
  const response = (version: number) => ({ version }) as never
  const print = (a: number, files: number) =>
    answersPrint({
      responses: new Map([
        ['x', response(1)],
        ['y', response(a)],
      ]),
      evidenceCounts: new Map([['x', files]]),
    })
  expect(print(1, 1)).toBe(
    answersPrint({
      responses: new Map([
        ['y', response(1)],
        ['x', response(1)],
      ]),
      evidenceCounts: new Map([['x', 1]]),
    }),
  )
  expect(new Set([print(1, 1), print(2, 1), print(1, 2)]).size).toBe(3)
})

test('a code is six digits, and another for another number or another secret', () => {
  const codes = Array.from({ length: 50 }, (_, at) => secretCode(Buffer.from('secret'), Buffer.alloc(16, at)))
  expect(codes.every(code => /^\d{6}$/.test(code))).toBe(true)
  expect(new Set(codes).size).toBeGreaterThan(45)
  expect(secretCode(Buffer.from('other'), Buffer.alloc(16))).not.toBe(codes[0])
})
