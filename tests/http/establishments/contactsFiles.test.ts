import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { expect, test } from '@jest/globals'
import ExcelJS from 'exceljs'
import { registerCommands } from '../../../src/features/establishments/index.ts'
import { rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { linksOf } from '../../support/forms.ts'
import { fileOf } from '../../support/registerFile.ts'

const NAMES = ['Ash Tree', 'Beck', 'Coppice', 'St Mary’s', 'St Mary’s Infant', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth', 'Eleventh']

/** An office with the eleven schools 900001 to 900011. */
async function office(world: TestWorld): Promise<{ browser: Browser; partnershipId: Id<'partnership'>; code: string }> {
  const { id, code } = await world.make.partnership()
  for (const [at, name] of NAMES.entries()) await world.make.establishment({ partnership_id: id, identifier: String(900001 + at), name })
  const { accountId } = await world.make.staffActor(id)
  return { browser: await world.staff(accountId), partnershipId: id, code }
}

async function upload(browser: Browser, content: string | Buffer, name = 'contacts.csv'): Promise<string> {
  const answer = await browser.postFiles('/register/contacts/upload', {}, 'file', [{ name, content }])
  expect([answer.status, answer.status === 303 ? '' : pageText(answer)]).toEqual([303, ''])
  return answer.headers.location as string
}

async function takenIn(browser: Browser, content: string | Buffer, name?: string): Promise<string> {
  const preview = await upload(browser, content, name)
  expect((await browser.post(`${preview}/apply`)).status).toBe(303)
  return preview
}

const stored = ({ db }: TestWorld, partnershipId: Id<'partnership'>) =>
  rows<{ urn: string; role: string; name: string; email: string; phone: string; from: string | null; main: boolean }>(
    db,
    `select e.identifier as urn, c.role, c.name, c.email, c.phone, c.from_on as from, c.main from contacts c join establishments e on e.id = c.establishment_id
     where c.partnership_id = ? and c.to_on is null order by e.identifier, c.id`,
    [partnershipId],
  )

const file = (...lines: string[]) => ['URN,Role,Name,Email,From,To,Phone', ...lines, ''].join('\r\n')
const BEA = '900001,DSL,Bea Fox,bea.fox@ashtree.example,,,'

/** Runs `register contacts` of the command line. */
async function command(
  world: TestWorld,
  code: string,
  content: string | Buffer,
  name: string,
  ...more: string[]
): Promise<Record<string, unknown>> {
  const program = new Command().exitOverride()
  registerCommands(program, () => Promise.resolve(world.deps))
  const printed: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0
  try {
    await program.parseAsync(['node', 'cli', 'register', 'contacts', fileOf(content, name), '--json', '--partnership', code, ...more])
  } finally {
    process.stdout.write = write
  }
  return JSON.parse(printed.join('')) as Record<string, unknown>
}

test(
  'addresses as mail programs copy them are read, with a note, and two in one cell are refused until somebody chooses',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const preview = await takenIn(
      browser,
      file(
        '900001,DSL,Bea Fox,Bea Fox <bea.fox@ashtree.example>,,,',
        '900002,DSL,Cal Gray,mailto:cal.gray@beck.example,,,',
        '900003,DSL,Dee Hill,dee.hill@coppice.example;,,,',
        '900004,DSL,Eva Ives,eva.ives@stmarys.example.,,,',
      ),
    )
    expect((await stored(world, partnershipId)).map(({ email }) => email)).toEqual([
      'bea.fox@ashtree.example',
      'cal.gray@beck.example',
      'dee.hill@coppice.example',
      'eva.ives@stmarys.example',
    ])
    expect(pageText(await browser.get(`${preview}?show=notes`))).toContain(
      'Cell D3: “mailto:cal.gray@beck.example” was read as cal.gray@beck.example',
    )

    const two = await upload(browser, file('900001,head,Ann Ely,ann.ely@ashtree.example; office@ashtree.example,,,'))
    const page = pageText(await browser.get(two))
    expect(page).toContain('Cell D2 Two addresses in one cell: ann.ely@ashtree.example and office@ashtree.example')
    expect(page).toContain('Keep the first address of each cell')
    expect((await browser.post(`${two}/words`, { several: 'first' })).status).toBe(303)
    expect(pageText(await browser.get(two))).toContain('1 contact added, 0 brought up to date.')
    await browser.post(`${two}/apply`)
    expect((await stored(world, partnershipId)).find(({ role }) => role === 'head')?.email).toBe('ann.ely@ashtree.example')
  }),
)

test(
  'a cell that says that nothing is known is a blank, a vacant post is nobody, and an instruction is no person',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const preview = await takenIn(
      browser,
      file(
        'Required: 6 digits,Required: see list,Required: free text,Required: one address,Optional: DD/MM/YYYY,Optional,Optional',
        BEA,
        '900002,DSL,Cal Gray,N/A,,,',
        '900003,DSL,Vacant,TBC,,,',
        '900004,DSL,Eva Ives,Not needed - already has account,,,',
      ),
    )
    expect((await stored(world, partnershipId)).map(({ name, email }) => [name, email])).toEqual([
      ['Bea Fox', 'bea.fox@ashtree.example'],
      ['Cal Gray', ''],
      ['Eva Ives', ''],
    ])
    const skipped = pageText(await browser.get(`${preview}?show=skipped`))
    expect(skipped).toContain('2 not a person: no URN (“Required: 6 digits”)')
    expect(skipped).toContain('5 nobody: “Vacant”')
  }),
)

test(
  'a workbook is read: the text of its links, a title above its headings, cells that are merged downwards, days as days',
  inRollback(async world => {
    const { browser, partnershipId, code } = await office(world)
    const link = readFileSync(path.join(import.meta.dirname, '../../fixtures/contacts/mailto-links.xlsx'))
    expect(await command(world, code, link, 'contacts.xlsx', '--dry-run')).toMatchObject({ rows: 1, new: 1, unreadable: [] })
    await takenIn(browser, link, 'contacts.xlsx')
    expect(await stored(world, partnershipId)).toMatchObject([
      { urn: '900001', role: 'dsl', name: 'Bea Fox', email: 'bea.fox@ashtree.example' },
    ])

    const workbook = new ExcelJS.Workbook()
    workbook.addWorksheet('Read me').addRow(['How to fill in this list', 'and when'])
    const sheet = workbook.addWorksheet('Contacts')
    sheet.addRow(['Contacts of our schools'])
    sheet.mergeCells('A1:E1')
    sheet.addRow([])
    sheet.addRow(['URN', 'Role', 'Name', 'E-mail', 'Start date', 'Tel'])
    sheet.addRow([
      900002,
      'Headteacher',
      'Ann Ely',
      { text: 'Write to Ann', hyperlink: 'mailto:ann.ely@beck.example' },
      new Date('2026-09-01'),
      1632960002,
    ])
    sheet.addRow([null, 'DSL', { richText: [{ text: 'Cal ' }, { text: 'Gray', font: { bold: true } }] }, 'cal.gray@beck.example'])
    sheet.mergeCells('A4:A5')
    const preview = await takenIn(browser, Buffer.from(await workbook.xlsx.writeBuffer()), 'list.xlsx')
    expect(await stored(world, partnershipId)).toMatchObject([
      { urn: '900001' },
      { urn: '900002', role: 'head', name: 'Ann Ely', email: 'ann.ely@beck.example', from: '2026-09-01', phone: '01632960002' },
      { urn: '900002', role: 'dsl', name: 'Cal Gray', email: 'cal.gray@beck.example', from: null },
    ])
    expect(pageText(await browser.get(preview))).toContain('The sheet “Contacts” was read, and not: “Read me”.')
  }),
)

test.each<[string, Buffer | string, string, RegExp]>([
  ['a file that is only the mark of UTF-8', '\uFEFF', 'contacts.csv', /This file is empty/],
  ['headings alone', file(), 'contacts.csv', /names its columns but holds no contact/],
  ['no headings', '900001,DSL,Bea Fox,bea.fox@ashtree.example\r\n', 'contacts.csv', /must name its columns in a row of its own/],
  [
    'half a workbook',
    readFileSync(path.join(import.meta.dirname, '../../fixtures/contacts/mailto-links.xlsx')).subarray(0, 3000),
    'c.xlsx',
    /damaged or incomplete/,
  ],
])('%s is refused in words', async (_what, content, name, words) => {
  await inRollback(async world => {
    const { browser } = await office(world)
    const answer = await browser.postFiles('/register/contacts/upload', {}, 'file', [{ name, content }])
    expect([answer.status, pageText(answer)]).toEqual([422, expect.stringMatching(words)])
  })()
})

test(
  'F20: what a file leaves blank stays as it is',
  inRollback(async world => {
    const { browser, partnershipId, code } = await office(world)
    await takenIn(browser, file(`${BEA}01632 960001`))
    expect(await command(world, code, file('900001,DSL,Bea Fox,,,,'), 'blank.csv')).toMatchObject({ new: 0, changed: 0, unchanged: 1 })
    expect(await stored(world, partnershipId)).toMatchObject([{ email: 'bea.fox@ashtree.example', phone: '01632 960001' }])
  }),
)

test(
  'a row that stands in the file twice is said and taken once, in capitals as well',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const preview = await takenIn(
      browser,
      file(BEA, '900002,DSL,Cal Gray,cal.gray@beck.example,,,', BEA, '900002,dsl,CAL GRAY,Cal.Gray@BECK.example,,,'),
    )
    expect(await stored(world, partnershipId)).toHaveLength(2)
    const skipped = pageText(await browser.get(`${preview}?show=skipped`))
    expect(skipped).toContain('4 Bea Fox: the same as line 2')
    expect(skipped).toContain('5 CAL GRAY: the same as line 3')
  }),
)

test(
  'a telephone number that cannot be read stops nobody, and the line says what is kept',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const preview = await takenIn(
      browser,
      file(
        `${BEA}01632 960001 (office)`,
        '900002,DSL,Cal Gray,cal.gray@beck.example,,,01632 960002 / 07700 900002',
        '900003,DSL,Dee Hill,dee.hill@coppice.example,,,+44 (0)1632 960003 ext. 12',
        '900004,DSL,Eva Ives,eva.ives@stmarys.example,,,01632-960004',
        '900005,DSL,Flo Jay,flo.jay@stmarys2.example,,,"01632 960005, option 2"',
        '900006,DSL,Gus Kerr,gus.kerr@sixth.example,,,ask the office',
      ),
    )
    expect((await stored(world, partnershipId)).map(({ phone }) => phone)).toEqual([
      '01632 960001',
      '01632 960002',
      '+44 (0)1632 960003 ext. 12',
      '01632-960004',
      '01632 960005',
      '',
    ])
    const notes = pageText(await browser.get(`${preview}?show=notes`))
    expect(notes).toContain('3 Cell G3: only 01632 960002 is kept of “01632 960002 / 07700 900002”')
    expect(notes).toContain('7 Cell G7: the telephone number “ask the office” cannot be read and is left out')
  }),
)

test(
  'one row for each school with several people in columns is several people',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const preview = await upload(
      browser,
      [
        'URN,School,Headteacher,Headteacher email,DSL,DSL email,Deputy DSL,Deputy DSL email,Chair of Governors,Chair email',
        '900001,Ash Tree Primary School,Ann Ely,head@ashtree.example,Bea Fox,bea.fox@ashtree.example,Ola Pym,ola.pym@ashtree.example,Roy Tate,roy.tate@ashtree.example',
        '900002,Beck,,,Cal Gray,not an address@,,,,',
      ].join('\r\n') + '\r\n',
    )
    expect(pageText(await browser.get(preview))).toContain('2 rows read.')
    await browser.post(`${preview}/apply`)
    expect((await stored(world, partnershipId)).map(({ role, name, email }) => [role, name, email])).toEqual([
      ['head', 'Ann Ely', 'head@ashtree.example'],
      ['dsl', 'Bea Fox', 'bea.fox@ashtree.example'],
      ['deputy_dsl', 'Ola Pym', 'ola.pym@ashtree.example'],
      ['chair', 'Roy Tate', 'roy.tate@ashtree.example'],
    ])
    expect(pageText(await browser.get(preview))).toContain('Cell F3 “not an address@” is not an email address')
  }),
)

test(
  'roles are taken as people write them, and two DSLs of one school are both taken, one of them the main one',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const written = [
      ...[
        'Acting Headteacher',
        'Executive Headteacher',
        'Head of School',
        'Designated Safeguarding Lead (DSL)',
        'Safeguarding Lead',
        'Lead DSL',
      ],
      ...['DSL (maternity cover)', 'Chair of Governing Body', 'Deputy Headteacher', 'Headteacher and DSL', 'SENCO'],
    ]
    await takenIn(browser, file(...written.map((role, at) => `${900001 + at},${role},Person ${at},p${at}@school${at}.example,,,`)))
    expect((await stored(world, partnershipId)).map(({ role }) => role)).toEqual([
      ...['head', 'head', 'head', 'dsl', 'dsl', 'dsl', 'dsl', 'chair', 'other', 'head', 'dsl', 'other'],
    ])
    const preview = await takenIn(browser, file(BEA, '900001,DSL,Gus Kerr,gus.kerr@ashtree.example,,,'))
    const leads = (await stored(world, partnershipId)).filter(({ urn, role }) => urn === '900001' && role === 'dsl')
    expect(leads.map(({ name, main }) => [name, main])).toEqual([
      ['Bea Fox', true],
      ['Gus Kerr', false],
    ])
    expect(pageText(await browser.get(`${preview}?show=notes`))).toContain(
      'Gus Kerr shares the role of Designated Safeguarding Lead with Bea Fox',
    )
    expect(pageText(await browser.get(await upload(browser, file(BEA, '900001,DSL,Gus Kerr,gus.kerr@ashtree.example,,,'))))).toContain(
      'Everything is as the file says',
    )
  }),
)

test(
  'good rows are added, and the others come back as a file that can be mended and chosen again',
  inRollback(async world => {
    const { browser, partnershipId, code } = await office(world)
    const mixed = file(
      BEA,
      '999999,DSL,Nia Opal,nia@gone.example,,,',
      '900002,DSL,,cal.gray@beck.example,31/02/2026,,"01632 960001, option 1"',
    )
    expect(await command(world, code, mixed, 'mixed.csv', '--dry-run')).toMatchObject({
      rows: 3,
      new: 1,
      unreadable: [
        { line: 3, reason: 'Cell A3: No establishment in the register has the number “999999”' },
        { line: 4, reason: 'Cell C4: The name is blank. Cell E4: “31/02/2026” is not a date, such as 01/09/2026' },
      ],
    })
    expect(await stored(world, partnershipId)).toEqual([])
    const preview = await upload(browser, mixed, 'Leads.csv')
    const page = await browser.get(preview)
    expect(pageText(page)).toContain('1 contact added, 0 brought up to date.')
    expect(pageText(page)).toContain('2 entries that cannot be read are left out.')
    expect((await browser.post(`${preview}/apply`)).status).toBe(303)
    expect((await stored(world, partnershipId)).map(({ name }) => name)).toEqual(['Bea Fox'])
    const link = linksOf(await browser.get(preview), `${preview}/left-out.csv`)
    expect(link).toHaveLength(1)
    const given = await browser.get(link[0]!)
    expect(given.headers['content-disposition']).toContain('Leads - left out.csv')
    expect(given.text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFURN,Role,Name,Email,From,To,Phone,Why it was left out',
      '999999,DSL,Nia Opal,nia@gone.example,,,,Cell A3: No establishment in the register has the number “999999”',
    ])
    const mended = given.text.replace('999999', '900003').replace('DSL,,cal', 'DSL,Cal Gray,cal').replace('31/02/2026', '')
    const again = await takenIn(browser, mended)
    expect((await stored(world, partnershipId)).map(({ name }) => name)).toEqual(['Bea Fox', 'Cal Gray', 'Nia Opal'])
    expect((await browser.get(`${again}/left-out.csv`)).status).toBe(404)
  }),
)

test(
  'a word for a role that is not known is asked about once, and known from then on, to this partnership alone',
  inRollback(async world => {
    const { browser, partnershipId, code } = await office(world)
    const odd = file(
      '900001,Safeguarding Champion,Bea Fox,bea.fox@ashtree.example,,,',
      '900002,Caretaker,Cal Gray,,,,',
      '900003,safeguarding champion,Dee Hill,,,,',
    )
    const preview = await upload(browser, odd)
    const asked = pageText(await browser.get(preview))
    expect(asked).toContain('What do these words mean? “Safeguarding Champion” (2 rows)')
    expect(asked).toContain('“Caretaker” (1 row)')
    const answers = { 'role-word-0': 'Safeguarding Champion', 'role-0': 'dsl', 'role-word-1': 'Caretaker', 'role-1': 'out' }
    const seen = /name="_seen" value="(\d+)"/.exec((await browser.get(preview)).text)?.[1] ?? '1'
    expect((await browser.post(`${preview}/words`, answers)).status).toBe(303)
    const answered = pageText(await browser.get(preview))
    expect(answered).toContain('2 contacts added, 0 brought up to date.')
    expect(answered).not.toContain('What do these words mean?')
    const stale = await browser.post(`${preview}/apply`, { _seen: seen })
    expect([stale.status, heading(stale)]).toEqual([409, 'This preview has changed since you opened it'])
    expect((await browser.post(`${preview}/apply`)).status).toBe(303)
    expect((await stored(world, partnershipId)).map(({ role, name }) => [role, name])).toEqual([
      ['dsl', 'Bea Fox'],
      ['dsl', 'Dee Hill'],
    ])
    expect(await command(world, code, odd, 'again.csv', '--dry-run')).toMatchObject({ new: 0, unchanged: 2, unreadable: [] })
    const other = await office(world)
    expect(await command(world, other.code, odd, 'again.csv', '--dry-run')).toMatchObject({
      new: 0,
      unreadable: [{ line: 2 }, { line: 3 }, { line: 4 }],
    })
    expect((await other.browser.post(`${preview}/words`, answers)).status).toBe(404)
  }),
)

test(
  'headings in words of one’s own are matched on the page, and known from then on',
  inRollback(async world => {
    const { browser, partnershipId, code } = await office(world)
    const odd = 'Our ref,Safeguarding person,Where to write,Shoe size\r\n900001,Bea Fox,bea.fox@ashtree.example,5\r\n'
    const preview = await upload(browser, odd)
    expect(pageText(await browser.get(preview))).toContain('No column was found for: URN, Role, Name.')
    expect((await browser.post(`${preview}/words`, { 'heading-word-0': 'Our ref', 'heading-0': 'root' })).status).toBe(303)
    await browser.post(`${preview}/words`, {
      ...{ 'heading-word-0': 'Our ref', 'heading-0': 'establishment', 'heading-word-1': 'Safeguarding person', 'heading-1': 'dsl.name' },
      ...{ 'heading-word-2': 'Where to write', 'heading-2': 'dsl.email', 'heading-word-3': 'Shoe size', 'heading-3': 'unused' },
    })
    expect(pageText(await browser.get(preview))).toContain('1 contact added')
    await browser.post(`${preview}/apply`)
    expect(await stored(world, partnershipId)).toMatchObject([{ role: 'dsl', name: 'Bea Fox', email: 'bea.fox@ashtree.example' }])
    expect(await command(world, code, odd, 'again.csv')).toMatchObject({ unchanged: 1 })
  }),
)

test(
  'a head whose first day is unknown is no new head',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    await takenIn(browser, file('900001,head,Ann Ely,ann@ashtree.example,,,', '900002,head,Ben Low,ben@beck.example,01/09/2026,,'))
    expect((await stored(world, partnershipId)).map(({ from }) => from)).toEqual([null, '2026-09-01'])
    const again = await upload(browser, file('900001,head,Ann Ely,ann.ely@ashtree.example,,,'))
    expect(pageText(await browser.get(again))).toContain('Email: ann@ashtree.example → ann.ely@ashtree.example')
  }),
)
