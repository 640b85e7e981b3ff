import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import ExcelJS from 'exceljs'
import { row, rows, type Db } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { FIXTURES, fileOf, registerCsv, schools } from '../../support/registerFile.ts'
import { office, registerCommand, uploadRegister } from '../../support/registerOffice.ts'

const field = (name: string): Buffer => readFileSync(path.join(FIXTURES, 'field', `${name}.csv`))
const BEFORE = 'register-before'
const REORGANISED = 'F05a-reorganisation'
const WITH_OLD_ROWS = 'F05b-reorganisation-with-old-rows-closed'

/** Uploads a file and imports what its preview shows. @returns the text of the preview */
async function taken(
  browser: Browser,
  content: Buffer | string,
  form: Record<string, string | string[]> = {},
  name?: string,
): Promise<string> {
  const preview = await uploadRegister(browser, content, name)
  const text = pageText(await browser.get(preview))
  expect((await browser.post(`${preview}/apply`, form)).status).toBe(303)
  return text
}

const imported = async (world: TestWorld, code: string, file: string, ...more: string[]) => {
  const { printed, said } = await registerCommand(world, 'import', file, '--json', '--partnership', code, ...more)
  return { ...(JSON.parse(printed) as { new: number; changed: number; unchanged: number; unreadable: unknown[] }), said }
}

const authoritiesOf = async (db: Db, id: Id<'partnership'>) =>
  (await row<{ codes: number[] }>(db, 'select la_codes as codes from partnerships where id = ?', [id]))?.codes

const stored = (db: Db, id: Id<'partnership'>) =>
  rows<{ urn: string; name: string; telephone: string; status: number }>(
    db,
    'select identifier as urn, name, telephone, status_code as status from establishments where partnership_id = ? order by identifier',
    [id],
  )

test(
  'F05: an authority that became two is followed, its codes are taken over by a tick, and the next file asks nothing',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [971])
    await taken(browser, field(BEFORE))
    const preview = await uploadRegister(browser, field(REORGANISED))
    const page = pageText(await browser.get(preview))
    expect(page).toContain('0 establishments added, 12 changed, 0 closed, 0 converted.')
    expect(page).not.toContain('in the register, but not in the file')
    expect(page).toContain('Westmarsh (971) has become West Westmarsh (972) for 7 establishments and East Westmarsh (973) for 5.')
    expect(await authoritiesOf(world.db, partnershipId)).toEqual([971])
    expect((await browser.post(`${preview}/apply`, { take: ['972', '973', '999'] })).status).toBe(303)
    expect(await authoritiesOf(world.db, partnershipId)).toEqual([972, 973])

    const next = pageText(await browser.get(await uploadRegister(browser, field(WITH_OLD_ROWS))))
    expect(next).toContain('12 rows read, and 1 of other authorities left out.')
    expect(next).toContain('There is nothing to change.')
    expect(next).not.toContain('Are these now authorities of your partnership?')
    for (const number of ['971/2001', '972/2001']) {
      const found = pageText(await browser.get(`/register?q=${encodeURIComponent(number)}`))
      expect([number, found.includes('URN 900001'), found.includes('URN 900002')]).toEqual([number, true, false])
    }
  }),
)

test(
  'F05: the command does the same, and takes the codes over when it is asked to',
  inRollback(async world => {
    const { partnershipId, code } = await office(world, [971])
    await imported(world, code, fileOf(field(BEFORE)))
    const direct = await imported(world, code, fileOf(field(WITH_OLD_ROWS)), '--dry-run')
    expect(direct).toMatchObject({ new: 0, changed: 12, unreadable: [] })
    const first = await imported(world, code, fileOf(field(REORGANISED)))
    expect(first).toMatchObject({ rows: 12, new: 0, changed: 12, closed: 0, converted: 0, unchanged: 0 })
    expect(first.said).toContain('Westmarsh (971) has become West Westmarsh (972) for 7 establishments and East Westmarsh (973) for 5.')
    expect(first.said).toContain('--take-authorities')
    expect(await authoritiesOf(world.db, partnershipId)).toEqual([971])
    // Not taken over, they are followed all the same, and asked about again.
    const again = await imported(world, code, fileOf(field(WITH_OLD_ROWS)), '--take-authorities')
    expect(again).toMatchObject({ new: 0, changed: 0, unchanged: 12 })
    expect(again.said).toContain('7 establishments of your register are in West Westmarsh (972)')
    expect(await authoritiesOf(world.db, partnershipId)).toEqual([972, 973])
    expect((await imported(world, code, fileOf(field(WITH_OLD_ROWS)))).said).not.toContain('972')
    expect(
      await rows(
        world.db,
        `select details->'changes' as changes from events where partnership_id = ? and verb = 'partnership.settings_changed'`,
        [partnershipId],
      ),
    ).toEqual([{ changes: ['Local authorities: “972, 973”, was “971”'] }])
  }),
)

test(
  'F60: a partnership’s own authorities are the default of the command, and rows of others are counted',
  inRollback(async world => {
    const { code, browser } = await office(world, [971])
    await imported(world, code, fileOf(field(BEFORE)))
    const [header, first] = field(BEFORE).toString().split('\n')
    const others = [301, 302, 873].map((la, at) => first!.replace('900001,971,Westmarsh', `90010${at},${la},Elsewhere`))
    const text = [field(BEFORE).toString().trimEnd(), ...others, ''].join('\n')
    expect(header).toContain('URN')
    const tried = await imported(world, code, fileOf(text), '--dry-run')
    expect(tried).toMatchObject({ rows: 12, new: 0, unchanged: 12 })
    expect(tried.said).toContain('Rows of other authorities, left out: 3')
    expect(await imported(world, code, fileOf(text), '--dry-run', '--all')).toMatchObject({ rows: 15, new: 3 })
    expect(pageText(await browser.get(await uploadRegister(browser, text)))).toContain('12 rows read, and 3 of other authorities left out.')
  }),
)

test(
  'F08: telephone numbers that a spreadsheet took the first 0 from change nothing, and the page says so',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [971])
    await taken(browser, field(BEFORE))
    const before = await stored(world.db, partnershipId)
    const page = await taken(browser, field('F08a-saved-in-excel-telephones-without-0'))
    expect(page).toContain('There is nothing to change.')
    expect(page).toContain(
      '12 telephone numbers have lost the first 0 (the first on line 2): the file was saved in a spreadsheet. The 0 was put back.',
    )
    expect(await stored(world.db, partnershipId)).toEqual(before)
  }),
)

test(
  'F08: a code that contradicts its name is a fault of its row, with its cell, and closes nobody',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [971])
    await taken(browser, field(BEFORE))
    const page = await taken(browser, field('F08b-status-code-2-name-Open'))
    expect(page).toMatch(/URN 900001 2 J2 EstablishmentStatus \(code\) is “2” and EstablishmentStatus \(name\) is “Open”: they contradict/)
    expect((await stored(world.db, partnershipId)).map(({ status }) => status)).toEqual(Array(12).fill(1))
  }),
)

test(
  'rows that cannot be read come back as a file with the reason, and that file can be mended and chosen again',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [888])
    await taken(browser, registerCsv(schools(30)))
    const broken = registerCsv(
      schools(30, at =>
        at === 4
          ? { StatutoryLowAge: '04-Nov', EstablishmentName: 'Four' }
          : at === 7
            ? { OpenDate: '08/31/2019', EstablishmentName: 'Seven' }
            : at === 9
              ? { EstablishmentName: 'Nine' }
              : {},
      ),
    )
    const preview = await uploadRegister(browser, broken)
    const page = pageText(await browser.get(preview))
    expect(page).toContain('R6 StatutoryLowAge is “04-Nov”, which is not a number: a spreadsheet may have made a date of it')
    expect(page).toContain('N9 OpenDate is “08/31/2019”, which is not a date: day and month may be swapped')
    await browser.post(`${preview}/apply`)
    expect((await stored(world.db, partnershipId)).filter(({ name }) => ['Four', 'Seven', 'Nine'].includes(name))).toHaveLength(1)

    const given = await browser.get(`${preview}/left-out.csv`)
    expect(given.headers['content-disposition']).toContain('edubasealldata - left out.csv')
    const lines = given.text.trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^\ufeff?URN,LA \(code\).*,Why it was left out$/)
    expect(lines[1]).toContain('Cell R6: StatutoryLowAge')
    const mended = given.text.replaceAll('04-Nov', '4').replaceAll('08/31/2019', '31/08/2019')
    const last = await taken(browser, mended)
    expect(last).toContain('2 changed, 0 closed')
    expect(last).not.toContain('in the register, but not')
    expect((await stored(world.db, partnershipId)).filter(({ name }) => ['Four', 'Seven', 'Nine'].includes(name))).toHaveLength(3)
  }),
)

test.each<[string, (text: string) => Buffer]>([
  ['UTF-16 with tabs, as Excel saves “Unicode text”', text => Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')],
  ['UTF-16 the other way round', text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['semicolons, as Excel saves where commas are decimal points', text => Buffer.from(text.replaceAll(',', ';'))],
  ['a line that names the separator', text => Buffer.from(`sep=;\r\n${text.replaceAll(',', ';')}`)],
  [
    'an old Mac',
    text =>
      Buffer.concat(text.split('é').flatMap((part, at) => (at === 0 ? [] : [Buffer.from([0x8e])]).concat([Buffer.from(part, 'latin1')]))),
  ],
  ['Windows-1252', text => Buffer.from(text, 'latin1')],
  ['titles above the headings', text => Buffer.from(`Register of schools\r\n\r\n${text}`)],
  ['letters that were saved in the wrong encoding', text => Buffer.from(Buffer.from(text).toString('latin1'))],
])('a register file with %s is read', (_what, bytes) =>
  inRollback(async world => {
    const { code, partnershipId } = await office(world)
    const text = registerCsv([{ EstablishmentName: 'Café School' }, { URN: '100002', EstablishmentName: 'Ash' }])
      .replaceAll('"', '')
      .replace('Open, but', 'Open but')
    expect(await imported(world, code, fileOf(bytes(text)))).toMatchObject({ rows: 2, new: 2, unreadable: [] })
    expect((await stored(world.db, partnershipId)).map(({ name }) => name)).toEqual(['Café School', 'Ash'])
  })(),
)

test(
  'a register that was saved as a workbook is read, with its zeros and its days',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [971])
    const workbook = new ExcelJS.Workbook()
    workbook.addWorksheet('Notes').addRow(['From the office'])
    const sheet = workbook.addWorksheet('Results')
    sheet.addRow(['Schools of Westmarsh'])
    for (const [at, line] of field(BEFORE).toString().trim().split('\n').entries())
      sheet.addRow(line.split(',').map((cell, column) => (at > 0 && /^\d+$/.test(cell) && column !== 34 ? Number(cell) : cell)))
    sheet.getCell('J4').value = 'open'
    const page = await taken(browser, Buffer.from(await workbook.xlsx.writeBuffer()), {}, 'register.xlsx')
    expect(page).toContain('11 establishments added')
    expect(page).toContain('J4 EstablishmentStatus (code) is “open”, which is not a number')
    expect((await stored(world.db, partnershipId))[0]).toEqual({
      urn: '900001',
      name: 'Ash Tree Primary School',
      telephone: '01632960001',
      status: 1,
    })
  }),
)

test(
  'one byte that cannot be read costs its row and no other',
  inRollback(async world => {
    const { code } = await office(world)
    const bytes = Buffer.from(registerCsv(schools(5, at => ({ EstablishmentName: `Café ${at} ~` }))))
    bytes[bytes.indexOf('3 ~') + 2] = 0xe9
    expect(await imported(world, code, fileOf(bytes))).toMatchObject({
      new: 4,
      unreadable: [{ line: 5, reason: 'EstablishmentName is “Café 3 �”, which holds a letter that cannot be read' }],
    })
  }),
)
