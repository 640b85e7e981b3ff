import { expect, test } from '@jest/globals'
import { findChildData, remarksOn, type DocumentText } from '../../../src/features/documentText/index.ts'
import { isNhsNumber, isUpn } from '../../../src/features/documentText/identifiers.ts'
import { sayPlaces } from '../../../src/features/documentText/places.ts'
import { A_MOMENT, secondsOf } from '../../support/moment.ts'
import { nhsNumber, upn } from './identifiers.ts'

const TODAY = '2026-11-30'
const page = (text: string): DocumentText => ({ passages: [{ place: { within: '', unit: 'page', number: 3 }, text }], tables: [] })
const sheet = (...rows: string[][]): DocumentText => ({
  passages: [],
  tables: [{ within: 'the sheet “Register”', unit: 'cell', rows: rows.map((cells, at) => ({ number: at + 1, cells })) }],
})
const kinds = (document: DocumentText) => findChildData(document, TODAY).map(({ kind, count }) => `${count} ${kind}`)

const [ADA, BEN] = [upn('801200001001'), upn('80120000100A')]
const [ONE, TWO, THREE] = [nhsNumber(401_000_001), nhsNumber(620_123_456), nhsNumber(710_654_321)]
const spaced = (number: string) => `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`

test('a pupil number is told by its check letter, a temporary one too', () => {
  expect([isUpn(ADA), isUpn(BEN)]).toEqual([true, true])
  // 8×2 + 0×3 + 1×4 + 2×5 + 1×10 + 1×13 = 53, which is 7 more than twice 23: the eighth letter.
  expect(ADA).toBe('H801200001001')
  for (const letter of 'ABCDEFGHJKLMNPQRTUVWXYZ') expect(isUpn(letter + ADA.slice(1))).toBe(letter === ADA[0])
  for (const odd of ['', 'A', `${ADA}1`, `I${ADA.slice(1)}`, ADA.toLowerCase()]) expect(isUpn(odd)).toBe(false)
})

test('an NHS number is told by its last digit', () => {
  expect(['9434765919', '4010232137'].map(isNhsNumber)).toEqual([true, true])
  expect(['9434765918', '4444444444', '123', '94347659190', '943476591x'].map(isNhsNumber)).toEqual([false, false, false, false, false])
})

test.each([
  ['a pupil number in a sentence', `Spoken to ${ADA} on Monday.`, ['1 upn']],
  [
    'one in small letters, one in groups',
    `${ADA.toLowerCase()} and ${BEN.slice(0, 1)} ${BEN.slice(1, 4)} ${BEN.slice(4, 8)} ${BEN.slice(8, 10)} ${BEN.slice(10)}`,
    ['2 upn'],
  ],
  ['the same one twice', `${ADA}, ${ADA}`, ['1 upn']],
  ['an NHS number that is called so', `NHS no. ${ONE}`, ['1 nhs']],
  ['one that is spaced as on letters', `Discussed ${spaced(ONE)} with health.`, ['1 nhs']],
  ['one with other spaces', `Discussed ${spaced(ONE).replaceAll(' ', '\u00a0')}.`, ['1 nhs']],
  ['several by themselves', `${ONE}\n${TWO}\n${THREE}`, ['3 nhs']],
  ['a date of birth', 'D.O.B: 12/03/2015', ['1 birth']],
  ['another', 'Her date of birth is 4 March 2014.', ['1 birth']],
  [
    'a list of a PDF',
    'Pupil name Class DOB\nAmelia Brown 5B 12/03/2014\nOliver Stone 5B 1/4/2015\nNoah Khan 5C 03/05/2014',
    ['3 birth', '3 name'],
  ],
  ['children told apart by letters', 'Child A told us. Child B did not.', ['2 pattern']],
  ['pupils told apart by numbers', 'Pupil 1 was late; Pupil 2 was not.', ['2 pattern']],
])('%s is found', (_what, text, expected) => {
  expect(kinds(page(text))).toEqual(expected)
})

test.each([
  ['telephone numbers', 'Call 0117 496 0123, 01632 960123, 07700 900123 or +44 117 496 0123. Text 020 7946 0958.'],
  ['numbers of schools', 'URN 136807, DfE number 801/2001, UKPRN 10012345, company 07654321, charity 1123456.'],
  ['an invoice that passes as an NHS number', `Invoice ${spaced(ONE)}. Order number ${TWO}.`],
  ['one ten-digit number by itself', `Policy number ${ONE}`],
  ['several of which most do not pass', `${ONE} 4010000001 4010000002 4010000003 4010000004 ${TWO} ${THREE}`],
  ['a pupil number that is wrong', `${ADA === 'A' ? 'B' : 'A'}801200001002 and Z123456789012`],
  ['days of a policy', 'Approved 12/03/2024. Review date: 1 September 2027. Trained on 03/05/2023, 4/5/2022 and 6/7/2021.'],
  ['a grown-up’s date of birth', 'DOB 12/03/1979'],
  ['the children of admission rules', 'Children born between 1 September 2012 and 31 August 2013. Born on or after 1 September 2020.'],
  [
    'what a policy says of the child',
    'The child comes first. Every Child A Reader. A pupil may speak to any adult. Pupil 1:1 support. Pupil Premium. Student 3D printing.',
  ],
  ['reviews that were published', 'We read the Child Q review. The safeguarding practice review of Child C was discussed.'],
  ['times and prices', 'Between 10.30 and 11.45, 1,234,567,890 in all, £1234567890, 1234567890.50'],
  ['an account', 'Sort code 12-34-56, account 12345678, IBAN GB29NWBK60161331926819'],
])('%s are none', (_what, text) => {
  expect(kinds(page(text))).toEqual([])
})

test('a register of pupils says what is in which of its columns, and shows nobody’s number', () => {
  const found = findChildData(
    sheet(
      ['Class list 5B'],
      ['Surname', 'Forename', 'DOB', 'UPN', 'NHS number'],
      ['Brown', 'Amelia', '2014-03-12', ADA, ONE],
      ['Stone', 'Oliver', '01/04/2015', BEN, TWO],
      ['Khan', 'Noah', '3 May 2014', 'A801200001009', spaced(THREE)],
    ),
    TODAY,
  )
  expect(found.map(({ kind, count, places }) => [kind, count, places])).toEqual([
    ['upn', 3, ['D3 to D5 of the sheet “Register”']],
    ['nhs', 3, ['E3 to E5 of the sheet “Register”']],
    ['birth', 3, ['C3 to C5 of the sheet “Register”']],
    ['name', 6, ['A3 to A5 of the sheet “Register”', 'B3 to B5 of the sheet “Register”']],
  ])
  const said = JSON.stringify(found)
  for (const secret of [ADA, BEN, ONE, TWO, THREE, 'Amelia', 'Brown', '2014-03-12']) expect(said).not.toContain(secret)
  expect(found[0]!.masked[0]).toBe(`${ADA[0]}…01`)
})

test.each([
  [
    'a training log',
    [
      ['Surname', 'Forename', 'Role', 'Trained on'],
      ['Brown', 'Amelia', 'DSL', '12/03/2025'],
      ['Stone', 'Oliver', 'Teacher', '01/04/2024'],
    ],
  ],
  [
    'a single central record',
    [
      ['Name', 'Date of birth', 'DBS number'],
      ['Amelia Brown', '12/03/1984', '001234567890'],
      ['Oliver Stone', '01/04/1990', '001234567891'],
    ],
  ],
  [
    'numbers of pupils',
    [
      ['Pupil', 'Number'],
      ['Year 7', '120'],
      ['Year 8', '118'],
    ],
  ],
  [
    'topics',
    [
      ['Child', 'Adult'],
      ['Online safety', 'Domestic abuse'],
      ['Bullying', 'Neglect'],
    ],
  ],
  [
    'governors',
    [
      ['First name', 'Last name', 'Term ends'],
      ['Amelia', 'Brown', '31/08/2027'],
      ['Oliver', 'Stone', '31/08/2026'],
    ],
  ],
])('%s holds no children', (_what, rows) => {
  expect(kinds(sheet(...rows))).toEqual([])
})

test('what is blank or out of date is said by the day on which it was sent', () => {
  const long = 'This policy says what everybody at our school does to keep children safe, whom they tell, and by when. '.repeat(3)
  const remarks = (text: string, day = TODAY) => remarksOn(page(long + text), day)
  expect(remarksOn(page('Safeguarding policy'), TODAY)).toEqual([{ kind: 'blank' }])
  expect(remarks('')).toEqual([])
  expect(remarksOn(sheet(['Name', 'Role']), TODAY)).toEqual([{ kind: 'blank' }])
  expect(remarksOn(sheet(['Name', 'Role'], ['A B', 'DSL'], ['C D', 'Head'], ['E F', 'Cook']), TODAY)).toEqual([])
  expect(remarks('At [insert school name] and [School name], call xxxx. Lorem ipsum dolor.')).toEqual([
    { kind: 'placeholder', count: 4, places: ['page 3'], example: '[insert school name]' },
  ])
  expect(remarks('See [1], [sic], [link](x) and xxx.')).toEqual([])
  expect(remarks('Review date: September 2023')).toEqual([{ kind: 'review_passed', on: '2023-09-30' }])
  expect(remarks('Next review: 01/09/2024')).toEqual([{ kind: 'review_passed', on: '2024-09-01' }])
  expect(remarks('Review date: September 2023. Next review: September 2027')).toEqual([])
  expect(remarks('Last review date: September 2023. Date reviewed: 1 May 2024')).toEqual([])
  expect(remarks('Next review: November 2026')).toEqual([])
  const old = (edition: number, current: number) => [{ kind: 'old_guidance', edition, current }]
  expect(remarks('Keeping children safe in education 2019')).toEqual(old(2019, 2026))
  expect(remarks('Keeping Children Safe in Education (DfE, 2021)')).toEqual(old(2021, 2026))
  expect(remarks('KCSIE 2025')).toEqual(old(2025, 2026))
  expect(remarks('KCSIE 2025', '2026-08-31')).toEqual([])
  expect(remarks('KCSIE 2025', '2026-09-01')).toEqual(old(2025, 2026))
  expect(remarks('KCSIE 2026, which replaces KCSIE 2025')).toEqual([])
  expect(remarks('Keeping children safe in education')).toEqual([])
})

test('where things are is said in few words', () => {
  const at = (number: number) => ({ within: '', unit: 'page' as const, number })
  expect(sayPlaces([1, 2, 3, 7, 7].map(at))).toEqual(['pages 1 to 3, 7'])
  expect(sayPlaces([at(4)])).toEqual(['page 4'])
  expect(sayPlaces([{ within: 'table 2', unit: 'row', number: 5, column: 3 }])).toEqual(['table 2, row 5'])
  expect(sayPlaces([{ within: 'the sheet “B”', unit: 'cell', number: 9, column: 27 }])).toEqual(['AB9 of the sheet “B”'])
  expect(sayPlaces(Array.from({ length: 100 }, (_, nth) => at(nth * 2)))[0]).toMatch(/ and 92 more$/)
})

test('awkward texts of 200,000 characters are read in a blink', () => {
  const texts = [
    '1 ',
    '123 456 ',
    'A1234',
    'Child ',
    'born on ',
    '[insert ',
    'dob ',
    'Name Dob Zed 5\n',
    'Review date: ',
    'Review: the annual board 12 ',
    'next the head ',
    'Next review: 9/',
    '[a ',
    '{<[',
    'insert name ',
    'KCSIE and the ',
    'DfE 2024 ',
    'Name: \n',
    'x',
    'KCSIE ',
    '\n',
    '12/',
  ].map(part => part.repeat(200_000 / part.length))
  for (const text of texts) {
    const read = () => [findChildData(page(text), TODAY), remarksOn(page(text), TODAY)]
    expect([text.slice(0, 10), secondsOf(read) < A_MOMENT]).toEqual([text.slice(0, 10), true])
  }
})
