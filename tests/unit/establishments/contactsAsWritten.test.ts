import { expect, test } from '@jest/globals'
import { readAddress, readDay, readPhone, saysNothing, isNobody } from '../../../src/features/establishments/contacts/cells.ts'
import { findHeadings } from '../../../src/features/establishments/contacts/headings.ts'
import { leftOutCsv } from '../../../src/features/establishments/register/leftOut.ts'
import { rolesOf } from '../../../src/features/establishments/contacts/roles.ts'

test.each([
  ['Acting Headteacher', 'head'],
  ['Executive Headteacher', 'head'],
  ['Head of School', 'head'],
  ['Head‑Teacher', 'head'],
  ['Headteacher (Interim)', 'head'],
  ['Co-Headteacher', 'head'],
  ['Designated Safeguarding Lead (DSL)', 'dsl'],
  ['D.S.L.', 'dsl'],
  ['Safeguarding Lead', 'dsl'],
  ['Lead DSL', 'dsl'],
  ['DSL (maternity cover)', 'dsl'],
  ['DSL – job share', 'dsl'],
  ['Assistant Head (DSL)', 'dsl'],
  ['Deputy DSL 2', 'deputy_dsl'],
  ['DDSL/SENCO', 'deputy_dsl'],
  ['Chair of Governing Body', 'chair'],
  ['Chair of the Board of Trustees', 'chair'],
  ['Safeguarding Governor', 'link_governor'],
  ['link_governor', 'link_governor'],
  ['School Business Manager', 'business_manager'],
  ['Deputy Headteacher', 'other'],
  ['SENDCo', 'other'],
  ['Vice-Chair', 'other'],
  ['Headteacher and DSL', 'head dsl'],
  ['Headteacher & DSL', 'head dsl'],
  ['Head/DSL', 'head dsl'],
])('the role %s is understood as people mean it', (written, roles) => {
  expect(rolesOf(written, new Map())?.join(' ')).toBe(roles)
})

test.each(['boss', 'Head of Year 7', 'Head of Safeguarding', 'Chair’s PA', 'DSL and cook', ''])(
  'the role %s is asked about, not guessed',
  written => {
    expect(rolesOf(written, new Map())).toBeUndefined()
  },
)

test('a word that was explained once is known however it is written', () => {
  const known = new Map([['safeguarding champion', ['dsl'] as const]])
  for (const written of ['Safeguarding Champion', ' safeguarding-champion ', 'SAFEGUARDING  CHAMPION.'])
    expect(rolesOf(written, known)).toEqual(['dsl'])
})

test.each([
  ['Bea Fox <bea.fox@ashtree.example>', 'bea.fox@ashtree.example'],
  ['mailto:bea.fox@ashtree.example?subject=Audit', 'bea.fox@ashtree.example'],
  ['bea.fox@ashtree.example;', 'bea.fox@ashtree.example'],
  ['bea.fox@ashtree.example.', 'bea.fox@ashtree.example'],
  ['‘bea.fox@ashtree.example’', 'bea.fox@ashtree.example'],
  ['"Fox, Bea" [mailto:bea.fox@ashtree.example]', 'bea.fox@ashtree.example'],
  ['BEA.FOX@ashtree.example\u00a0', 'bea.fox@ashtree.example'],
  ['mary.o’brien@ashtree.example', "mary.o'brien@ashtree.example"],
  ['bea.fox@ashtree.example bea.fox@ashtree.example', 'bea.fox@ashtree.example'],
  ['N/A', ''],
  ['TBC', ''],
  ['—', ''],
  ['Not needed - already has account', ''],
])('the address %s is read', (cell, value) => {
  expect(readAddress(cell)).toMatchObject({ value })
})

test.each([
  'bea@a.example; office@a.example',
  'bea@a.example / office@a.example',
  'bea@a.example or office@a.example',
  'bea@a.example\noffice@a.example',
])('two addresses in one cell are told apart: %s', cell => {
  expect(readAddress(cell)).toEqual({ several: ['bea@a.example', 'office@a.example'] })
})

test.each(['bea at a.example', 'bea@a', 'bea@@a.example', '@a.example'])('%s is not an address', cell => {
  expect(readAddress(cell)).toHaveProperty('fault')
})

test.each([
  ['01632 960001', '01632 960001', false],
  ['01632\u00a0960\u00a0001', '01632 960 001', false],
  ['01632–960004', '01632-960004', false],
  ['+44 (0)1632 960003 ext. 12', '+44 (0)1632 960003 ext. 12', false],
  ['01632 960001 (office)', '01632 960001', true],
  ['01632 960002 / 07700 900002', '01632 960002', true],
  ['01632 960005, option 2', '01632 960005', true],
  ['Tel: 01632 960001 extension 9', '01632 960001 ext 9', true],
  ['1632960001', '01632960001', true],
  ['1.63296E+09', '', true],
  ['call the office', '', true],
  ['N/A', '', false],
])('the telephone number %s is read, or left out and said', (cell, value, said) => {
  const read = readPhone(cell)
  expect([read.value, read.note !== undefined]).toEqual([value, said])
})

test.each([
  ['01/09/2026', '2026-09-01'],
  ['1.9.26', '2026-09-01'],
  ['1st September 2026', '2026-09-01'],
  ['Tues 1 Sept 2026', '2026-09-01'],
  ['Sep-26', '2026-09-01'],
  ['2026-09-01', '2026-09-01'],
  ['TBC', null],
  ['31/02/2026', undefined],
  ['soon', undefined],
])('the day %s is read', (cell, day) => {
  expect(readDay(cell)).toBe(day)
})

test('what says that nothing is known is told from what says something', () => {
  expect(['N/A', 'tbc', '-', '???', 'not known', '#N/A'].map(saysNothing)).toEqual([true, true, true, true, true, true])
  expect(['Nora', 'Noel Tate', 'Anna'].map(isNobody)).toEqual([false, false, false])
  expect(['Vacant', 'VACANCY', 'To be appointed', 'Post vacant'].map(isNobody)).toEqual([true, true, true, true])
})

test('headings are found under titles and instructions, and columns of several people are matched to their roles', () => {
  const rows = [
    ['Contacts of our schools, autumn', '', ''],
    ['', '', ''],
    [
      'School URN',
      'School name',
      'Name of Headteacher',
      'Head’s e-mail',
      'DSL',
      'DSL email address',
      'Deputy DSL 1',
      'Deputy DSL 2',
      'Chair of Governors',
      'Chair email',
      'Shoe size',
    ],
  ].map(cells => ({ cells }))
  const { at, layout } = findHeadings(rows, new Map())
  expect(at).toBe(2)
  expect(layout).toEqual({
    establishment: 0,
    people: [
      { roles: ['head'], at: { name: 2, email: 3 } },
      { roles: ['dsl'], at: { name: 4, email: 5 } },
      { roles: ['deputy_dsl'], at: { name: 6 } },
      { roles: ['deputy_dsl'], at: { name: 7 } },
      { roles: ['chair'], at: { name: 8, email: 9 } },
    ],
    unknown: [{ at: 10, heading: 'Shoe size' }],
    missing: [],
  })
})

test('a heading that was explained once is known', () => {
  const { layout } = findHeadings(
    [{ cells: ['URN', 'Safeguarding contact person', 'Their mail'] }],
    new Map([
      ['safeguarding contact person', 'dsl.name'],
      ['their mail', 'dsl.email'],
    ]),
  )
  expect(layout.people).toEqual([{ roles: ['dsl'], at: { name: 1, email: 2 } }])
})

test('rows that were left out come back with their reason, and nothing in them is a formula', () => {
  const lines = [
    { line: 3, cells: ['URN', 'Name', 'Phone'] },
    { line: 4, cells: ['900001', '=cmd|x', '+44 1632 960001'] },
    { line: 5, cells: ['900002', 'Good'] },
  ]
  expect(leftOutCsv(lines, 3, new Map([[4, 'Cell B4: wrong\nCell C4: "odd"']]))).toBe(
    '\uFEFFURN,Name,Phone,Why it was left out\r\n900001, =cmd|x,+44 1632 960001,"Cell B4: wrong. Cell C4: ""odd"""\r\n',
  )
})
