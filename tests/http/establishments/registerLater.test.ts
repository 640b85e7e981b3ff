import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { row, rows, type Db } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, type Browser } from '../../support/app.ts'
import { closed, converted, FIXTURES, fileOf, registerCsv, schools, type School } from '../../support/registerFile.ts'
import { office, registerCommand, uploadRegister } from '../../support/registerOffice.ts'

const field = (name: string): Buffer => readFileSync(path.join(FIXTURES, 'field', `${name}.csv`))

async function taken(browser: Browser, content: Buffer | string, form: Record<string, string | string[]> = {}): Promise<string> {
  const preview = await uploadRegister(browser, content)
  expect((await browser.post(`${preview}/apply`, form)).status).toBe(303)
  return preview
}

const everything = (db: Db, id: Id<'partnership'>) =>
  rows(
    db,
    `select to_jsonb(e) - 'updated_at' - 'import_id' - 'former_numbers' - 'search' as facts from establishments e where partnership_id = ? order by identifier`,
    [id],
  )

test(
  'F04: beside each change stands what the return in progress was issued as, and that it stays so',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [971])
    await taken(browser, field('register-before'))
    const round = await world.make.round({ partnership_id: partnershipId, status: 'open', name: 'Audit 2026' })
    for (const identifier of ['900006', '900008', '900011']) {
      const found = await row<{ id: Id<'establishment'> }>(
        world.db,
        'select id from establishments where partnership_id = ? and identifier = ?',
        [partnershipId, identifier],
      )
      await world.make.auditReturn({ partnership_id: partnershipId, round_id: round.id, establishment_id: found!.id, status: 'issued' })
    }
    const page = pageText(await browser.get(await uploadRegister(browser, field('F04-ages-type-sixth-form-changed'))))
    expect(page).toContain('3 changed')
    expect(page).toMatch(
      /Dale View School.*Community school → Community special school.*In “Audit 2026” it stays as it was issued: [^.]*Community school, Primary, ages 4 to 11, question set A\./,
    )
    expect(page).toMatch(/ages 4 to 7, question set A\./)
    expect(page).toMatch(/Secondary, ages 11 to 16, question set A\./)
  }),
)

const LINKS = [
  '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"',
  '100001,150001,"St Thomas","Successor",""',
  '999999,5,"x","Successor",""',
  '',
].join('\r\n')

test(
  'the file of links is brought in where the register is, and the next import tells a conversion from a closing',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [888])
    await taken(browser, registerCsv(schools(12)))
    const answer = await browser.postFiles('/register/imports', {}, 'file', [{ name: 'links_edubasealldata.csv', content: LINKS }])
    expect([answer.status, answer.headers.location]).toEqual([303, '/register/imports'])
    const said = (await browser.get('/register/imports')).text
    expect(said).toContain('2 links read. 1 is of establishments in your register, 1 of them new or changed.')
    expect(said).toContain('1 row could not be read. The first is line 3: LinkURN is “5”')
    const later = [...schools(12, at => (at === 0 ? closed : {})), { URN: '150001', EstablishmentNumber: '5999' }]
    expect(pageText(await browser.get(await uploadRegister(browser, registerCsv(later))))).toContain(
      '1 establishment added, 0 changed, 0 closed, 1 converted.',
    )
    expect(await row(world.db, 'select count(*) as n from establishments where partnership_id = ?', [partnershipId])).toEqual({ n: 12 })
  }),
)

/** Twelve schools of which one is renamed, one closed, one has become an academy. */
function later(): string {
  const given: School[] = schools(12, at =>
    at === 0 ? { EstablishmentName: 'Renamed', 'LA (name)': 'North Moor' } : at === 1 ? closed : at === 2 ? converted : {},
  )
  return registerCsv([
    ...given,
    {
      ...given[2],
      URN: '150001',
      'EstablishmentStatus (code)': '1',
      'EstablishmentStatus (name)': 'Open',
      OpenDate: '01-09-2026',
      CloseDate: '',
    },
  ])
}

test(
  'the last import can be undone, and everything is as it was',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [888])
    const first = await taken(browser, registerCsv(schools(12)))
    const before = await everything(world.db, partnershipId)
    const second = await taken(browser, later(), { confirmed: '1' })
    expect(await everything(world.db, partnershipId)).not.toEqual(before)
    expect((await browser.get(first)).text).not.toContain('Undo the import')
    const refused = await browser.post(`${first}/undo`)
    expect([refused.status, heading(refused)]).toEqual([409, 'This import can no longer be undone'])
    expect(pageText(await browser.get(second))).toContain('This removes 1 establishment and puts 3 back as before.')
    expect((await browser.post(`${second}/undo`)).status).toBe(303)
    const page = await browser.get(second)
    expect(page.text).toContain('The import was undone: 1 establishment was removed, 3 put back as before.')
    expect(heading(page)).toBe('What edubasealldata.csv had changed')
    expect(await everything(world.db, partnershipId)).toEqual(before)
    const again = await browser.post(`${second}/undo`)
    expect([again.status, heading(again)]).toEqual([409, 'This import has already been undone'])
    const applied = await browser.post(`${second}/apply`)
    expect([applied.status, heading(applied)]).toEqual([409, 'This import has already been undone'])
    expect(
      await rows(
        world.db,
        `select verb, count(*) as n from events where partnership_id = ? and verb like '%undone' group by verb order by verb`,
        [partnershipId],
      ),
    ).toEqual([
      { verb: 'establishment.closing_undone', n: 2 },
      { verb: 'register.import_undone', n: 1 },
    ])
    await browser.get('/history')
    await taken(browser, later(), { confirmed: '1' })
  }),
)

test(
  'an import is not undone once somebody has worked with what it added',
  inRollback(async world => {
    const { browser, partnershipId, code } = await office(world, [888])
    await taken(browser, registerCsv(schools(12)))
    const second = await taken(browser, later(), { confirmed: '1' })
    const academy = await row<{ id: Id<'establishment'> }>(
      world.db,
      `select id from establishments where partnership_id = ? and identifier = '150001'`,
      [partnershipId],
    )
    const contact = await world.make.contact({ partnership_id: partnershipId, establishment_id: academy!.id, name: 'Bea Fox' })
    const refused = await browser.post(`${second}/undo`)
    expect([refused.status, heading(refused)]).toEqual([409, 'Some of the establishments that this import added are in use'])
    await expect(registerCommand(world, 'undo', '--partnership', code)).rejects.toThrow(/are in use/)
    await world.db.raw('delete from contacts where id = ?', [contact.id])
    const tried = await registerCommand(world, 'undo', '--partnership', code, '--dry-run')
    expect(tried.printed).toContain('Would undo the import of edubasealldata.csv: 1 establishments removed, 3 put back as before.')
    expect(JSON.parse((await registerCommand(world, 'undo', '--partnership', code, '--json')).printed)).toEqual({
      file: 'edubasealldata.csv',
      removed: 1,
      restored: 3,
    })
  }),
)

test(
  'authorities that came with an import go with it',
  inRollback(async world => {
    const { partnershipId, code } = await office(world, [971])
    const codes = async () =>
      (await row<{ codes: number[] }>(world.db, 'select la_codes as codes from partnerships where id = ?', [partnershipId]))?.codes
    await registerCommand(world, 'import', fileOf(field('register-before')), '--partnership', code)
    await registerCommand(world, 'import', fileOf(field('F05a-reorganisation')), '--partnership', code, '--take-authorities')
    expect(await codes()).toEqual([972, 973])
    await registerCommand(world, 'undo', '--partnership', code)
    expect(await codes()).toEqual([971])
  }),
)
