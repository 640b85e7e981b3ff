import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { row, rows, type Db } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { closed, converted, fileOf, ODD, REAL, registerCsv, schools, type School } from '../../support/registerFile.ts'
import { office, registerCommand, uploadRegister } from '../../support/registerOffice.ts'

const cli = async (world: TestWorld, ...words: string[]) => (await registerCommand(world, ...words)).printed

const imported = async (world: TestWorld, code: string, file: string, ...more: string[]) =>
  JSON.parse(await cli(world, 'import', file, '--json', '--partnership', code, ...more)) as object

const counts = (
  given: Partial<Record<'rows' | 'new' | 'changed' | 'closed' | 'converted' | 'unchanged', number>>,
  unreadable: object[] = [],
) => ({
  rows: 0,
  new: 0,
  changed: 0,
  closed: 0,
  converted: 0,
  unchanged: 0,
  ...given,
  unreadable,
})

const stored = (db: Db, partnershipId: Id<'partnership'>) =>
  rows<{ identifier: string; name: string; status_code: number; set_override: string | null }>(
    db,
    'select identifier, name, status_code, set_override from establishments where partnership_id = ? order by identifier',
    [partnershipId],
  )

test(
  'the register of three real authorities comes in once, and changes nothing the second time',
  inRollback(async world => {
    const { code } = await office(world)
    expect(await imported(world, code, REAL, '--dry-run')).toEqual(counts({ rows: 264, new: 264 }))
    expect(await row(world.db, 'select (select count(*) from establishments) + (select count(*) from register_imports) as n')).toEqual({
      n: 0,
    })
    expect(await imported(world, code, REAL)).toEqual(counts({ rows: 264, new: 264 }))
    expect(await imported(world, code, REAL)).toEqual(counts({ rows: 264, unchanged: 264 }))
    expect(await imported(world, code, ODD)).toEqual(counts({ rows: 4, new: 4 }))
  }),
)

test(
  'what changed, closed and converted is told apart, and rows that cannot be read are named',
  inRollback(async world => {
    const { code, partnershipId } = await office(world)
    await imported(world, code, fileOf(registerCsv(schools(40))))
    const later: School[] = schools(40, at =>
      at === 0 ? { EstablishmentName: 'Renamed' } : at === 1 ? closed : at === 2 ? converted : at === 3 ? { OpenDate: '31-02-2020' } : {},
    )
    const academy = {
      ...later[2],
      URN: '150001',
      'EstablishmentStatus (code)': '1',
      'EstablishmentStatus (name)': 'Open',
      OpenDate: '01-09-2026',
      'ReasonEstablishmentClosed (code)': '',
    }
    const after = await imported(world, code, fileOf(registerCsv([...later, academy])))
    expect(after).toEqual(
      counts({ rows: 41, new: 1, changed: 1, closed: 1, converted: 1, unchanged: 36 }, [
        { line: 5, reason: 'OpenDate is “31-02-2020”, which is not a date' },
      ]),
    )
    expect((await stored(world.db, partnershipId)).slice(0, 4).map(({ name, status_code }) => [name, status_code])).toEqual([
      ['Renamed', 1],
      ['School 2', 2],
      ['School 3', 2],
      ['School 4', 1],
    ])
    expect(
      await rows(
        world.db,
        `select e.identifier, l.link_identifier, l.link_type from establishment_links l join establishments e on e.id = l.establishment_id
         where l.partnership_id = ? order by 1`,
        [partnershipId],
      ),
    ).toEqual([
      { identifier: '100003', link_identifier: '150001', link_type: 'Successor' },
      { identifier: '150001', link_identifier: '100003', link_type: 'Predecessor' },
    ])
  }),
)

test(
  'a column that the file does not have leaves what is stored',
  inRollback(async world => {
    const { code, partnershipId } = await office(world)
    await imported(world, code, fileOf(registerCsv(schools(12))))
    const without = registerCsv(
      schools(12, at => (at === 0 ? { EstablishmentName: 'Renamed' } : {})),
      ['Postcode', 'NumberOfPupils'],
    )
    expect(await imported(world, code, fileOf(without))).toEqual(counts({ rows: 12, changed: 1, unchanged: 11 }))
    expect(
      await row(world.db, `select name, postcode, pupils from establishments where partnership_id = ? and identifier = '100001'`, [
        partnershipId,
      ]),
    ).toEqual({ name: 'Renamed', postcode: 'NM1 2AB', pupils: 201 })
  }),
)

test(
  'a file that would close or leave out more than a tenth is stopped, unless the operator says how many',
  inRollback(async world => {
    const { code, partnershipId } = await office(world)
    await imported(world, code, fileOf(registerCsv(schools(40))))
    const closing = fileOf(registerCsv(schools(40, at => (at < 5 ? closed : {}))))
    const cut = fileOf(registerCsv(schools(30)))
    await expect(imported(world, code, closing)).rejects.toThrow(/close 5 establishments, of 40 that are open: more than a tenth/)
    await expect(imported(world, code, closing, '--dry-run')).rejects.toThrow(/--allow-closures 5/)
    await expect(imported(world, code, cut)).rejects.toThrow(/leave out 10 that are open in the register/)
    await expect(imported(world, code, closing, '--allow-closures', '4')).rejects.toThrow(/more than a tenth/)
    expect((await stored(world.db, partnershipId)).filter(({ status_code }) => status_code === 2)).toEqual([])
    expect(await imported(world, code, fileOf(registerCsv(schools(40, at => (at < 4 ? closed : {})))))).toEqual(
      counts({ rows: 40, closed: 4, unchanged: 36 }),
    )
    expect(await imported(world, code, closing, '--allow-closures', '5')).toEqual(counts({ rows: 40, closed: 1, unchanged: 39 }))
  }),
)

test(
  'a file that is no register is refused by the command line, and nothing is written',
  inRollback(async world => {
    const { code } = await office(world)
    await expect(imported(world, code, fileOf('<html>'))).rejects.toThrow(/web page.*\nNothing was changed/s)
    await expect(imported(world, code, fileOf(registerCsv([])))).rejects.toThrow(/holds no establishment/)
    await expect(imported(world, code, fileOf(registerCsv([{ URN: 'x' }])))).rejects.toThrow(/None of the 1 rows.*line 2/)
    await expect(imported(world, 'nowhere', REAL)).rejects.toThrow(/no partnership with the code "nowhere"/)
    await office(world)
    await expect(cli(world, 'import', REAL)).rejects.toThrow(/There are several partnerships: say which with --partnership CODE/)
    await expect(imported(world, code, REAL, '--la', '201')).rejects.toThrow(/no establishment of the authorities/)
    expect(await row(world.db, 'select count(*) as n from register_imports')).toEqual({ n: 0 })
  }),
)

test(
  'only the authorities that are asked for come in',
  inRollback(async world => {
    const { code } = await office(world)
    expect(await imported(world, code, REAL, '--la', '202', '908')).toEqual(counts({ rows: 105, new: 105 }))
  }),
)

test(
  'the command takes the authorities of the partnership, as the page does; all of a file are taken only when that is asked for',
  inRollback(async world => {
    const { code, partnershipId } = await office(world)
    await world.db.raw(`update partnerships set la_codes = '{888}' where id = ?`, [partnershipId])
    const others = [301, 302, 873].map((la, at) => ({ URN: String(200_001 + at), 'LA (code)': String(la), 'LA (name)': `Other ${la}` }))
    const file = fileOf(registerCsv([...schools(12), ...others]))
    expect(await imported(world, code, file, '--dry-run')).toEqual(counts({ rows: 12, new: 12 }))
    expect(await imported(world, code, file, '--dry-run', '--all')).toEqual(counts({ rows: 15, new: 15 }))
    expect(await imported(world, code, file)).toEqual(counts({ rows: 12, new: 12 }))
    expect(await imported(world, code, file, '--dry-run')).toEqual(counts({ rows: 12, unchanged: 12 }))
  }),
)

test(
  'a code that contradicts the name beside it closes nobody: the row is named, and the others come in',
  inRollback(async world => {
    const { code, partnershipId } = await office(world)
    await imported(world, code, fileOf(registerCsv(schools(12))))
    const contradicting = schools(12, at =>
      at === 0 ? { 'EstablishmentStatus (code)': '2' } : at === 1 ? { EstablishmentName: 'New name' } : {},
    )
    expect(await imported(world, code, fileOf(registerCsv(contradicting)))).toEqual(
      counts({ rows: 12, changed: 1, unchanged: 10 }, [
        {
          line: 2,
          reason:
            'EstablishmentStatus (code) is “2” and EstablishmentStatus (name) is “Open”: they contradict each other. Put right the one that is wrong',
        },
      ]),
    )
    expect((await stored(world.db, partnershipId)).map(({ status_code }) => status_code)).toEqual(Array(12).fill(1))
  }),
)

test(
  'a school whose authority becomes another is found by its old DfE number and by its new one',
  inRollback(async world => {
    const { code, browser } = await office(world)
    await imported(world, code, fileOf(registerCsv(schools(12))))
    const moved = schools(12, () => ({ 'LA (code)': '889', 'LA (name)': 'West Northmoor' }))
    expect(await imported(world, code, fileOf(registerCsv(moved)))).toEqual(counts({ rows: 12, changed: 12 }))
    for (const number of ['888/2001', '8882001', '889/2001', '8892001']) {
      const page = pageText(await browser.get(`/register?q=${encodeURIComponent(number)}`))
      expect(page).toContain('URN 100001')
      expect(page).not.toContain('URN 100002')
    }
  }),
)

test(
  'an import touches neither contacts nor the question set that staff chose',
  inRollback(async world => {
    const { code, partnershipId } = await office(world)
    await imported(world, code, fileOf(registerCsv(schools(12))))
    const first = await row<{ id: Id<'establishment'> }>(
      world.db,
      `select id from establishments where partnership_id = ? and identifier = '100001'`,
      [partnershipId],
    )
    await world.db.raw(`update establishments set set_override = 'D' where id = ?`, [first!.id])
    await world.make.contact({ partnership_id: partnershipId, establishment_id: first!.id, name: 'Sam Okafor' })
    const before = await rows(world.db, 'select * from contacts where partnership_id = ?', [partnershipId])
    await imported(
      world,
      code,
      fileOf(registerCsv(schools(12, at => (at === 0 ? { ...closed, HeadLastName: 'Somebody Else' } : {})))),
      '--allow-closures',
      '1',
    )
    expect(await rows(world.db, 'select * from contacts where partnership_id = ?', [partnershipId])).toEqual(before)
    expect((await stored(world.db, partnershipId))[0]).toMatchObject({ set_override: 'D', status_code: 2 })
  }),
)

test(
  'the file of links shows who followed whom, and helps to tell a conversion',
  inRollback(async world => {
    const { code, partnershipId } = await office(world)
    await imported(world, code, fileOf(registerCsv(schools(12))))
    const links = fileOf(
      '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\r\n100001,150001,"St Thomas","Successor",""\r\n999999,5,"x","Successor",""\r\n100002,1,"x","",""',
      'links_edubasealldata.csv',
    )
    expect(JSON.parse(await cli(world, 'links', links, '--json', '--partnership', code))).toEqual({
      rows: 3,
      known: 1,
      added: 1,
      unreadable: [
        { line: 3, reason: 'LinkURN is “5”, which is not a number of 6 digits' },
        { line: 4, reason: 'LinkURN is “1”, which is not a number of 6 digits' },
      ],
    })
    const later = [...schools(12, at => (at === 0 ? closed : {})), { URN: '150001', EstablishmentNumber: '5999' }]
    expect(await imported(world, code, fileOf(registerCsv(later)))).toMatchObject({ new: 1, closed: 0, converted: 1 })
    expect(await stored(world.db, partnershipId)).toHaveLength(13)
  }),
)

test(
  'staff see what a file would change before anything is kept, and take it in once',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [202])
    const preview = await uploadRegister(browser, readFileSync(REAL))
    expect(await stored(world.db, partnershipId)).toHaveLength(0)
    const page = await browser.get(preview)
    expect(heading(page)).toBe('What edubasealldata.csv would change')
    expect(pageText(page)).toContain('26 rows read, and 238 of other authorities left out. Nothing has been changed yet.')
    expect(pageText(page)).toContain('26 establishments added, 0 changed, 0 closed, 0 converted.')
    expect(pageText(await browser.get(`${preview}?show=new`))).toContain('Thomas Coram Centre URN 100005 2 Local authority nursery school')

    const key = '6f9619ff-8b86-4d01-b42d-00c04fc964ff'
    const applied = await browser.post(`${preview}/apply`, { _key: key })
    expect(applied.headers.location).toBe(preview)
    expect((await browser.post(`${preview}/apply`, { _key: key })).status).toBe(303)
    const again = await browser.post(`${preview}/apply`, {})
    expect([again.status, heading(again)]).toEqual([409, 'This file has already been imported'])
    expect(await stored(world.db, partnershipId)).toHaveLength(26)
    expect(
      await row(world.db, `select count(*) as n from events where partnership_id = ? and verb = 'register.imported'`, [partnershipId]),
    ).toEqual({ n: 1 })
    expect(heading(await browser.get(preview))).toBe('What edubasealldata.csv changed')
  }),
)

test(
  'a partnership that has not named its authorities is asked whose establishments it wants',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world)
    const chosen = await uploadRegister(browser, readFileSync(REAL))
    const page = await browser.get(chosen)
    expect(heading(page)).toBe('Whose establishments do you want?')
    expect(pageText(page)).toContain('Camden (202): 26')
    const none = await browser.post(`${chosen}/authorities`, {})
    expect([none.status, pageText(none)]).toEqual([422, expect.stringContaining('Choose at least one authority')])
    expect((await browser.post(`${chosen}/authorities`, { authority: ['202', '999'] })).status).toBe(303)
    expect(pageText(await browser.get(chosen))).toContain('26 establishments added')
    expect((await browser.post(`${chosen}/authorities`, { authority: ['202', '908'] })).status).toBe(303)
    expect(pageText(await browser.get(chosen))).toContain('105 establishments added')
    await browser.post(`${chosen}/apply`)
    expect(await stored(world.db, partnershipId)).toHaveLength(105)
  }),
)

test(
  'a preview that is out of date is refused, and one that is discarded is gone',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [888])
    const first = await uploadRegister(browser, registerCsv(schools(12)))
    const second = await uploadRegister(browser, registerCsv(schools(13)))
    const third = await uploadRegister(browser, registerCsv(schools(14)))
    expect((await browser.post(`${third}/discard`)).status).toBe(303)
    expect((await browser.post(`${third}/discard`)).status).toBe(303)
    expect((await browser.post(`${third}/apply`)).status).toBe(404)
    expect((await browser.post(`${second}/apply`)).status).toBe(303)
    const late = await browser.post(`${first}/apply`)
    expect([late.status, heading(late)]).toEqual([409, 'The register has changed since this preview was made'])
    expect(await stored(world.db, partnershipId)).toHaveLength(13)
  }),
)

test(
  'the establishments that a file leaves out are listed, and nothing happens to them',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [888])
    await browser.post(`${await uploadRegister(browser, registerCsv(schools(40)))}/apply`)
    const before = await stored(world.db, partnershipId)
    const preview = await uploadRegister(browser, registerCsv(schools(39)))
    expect(pageText(await browser.get(`${preview}?show=missing`))).toContain('School 40 URN 100040 Northmoor')
    await browser.post(`${preview}/apply`)
    expect(await stored(world.db, partnershipId)).toEqual(before)
  }),
)

test(
  'a file that would close too much is taken in only by somebody who types how many',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [888])
    await browser.post(`${await uploadRegister(browser, registerCsv(schools(40)))}/apply`)
    const preview = await uploadRegister(browser, registerCsv(schools(40, at => (at < 20 ? closed : {}))))
    expect(pageText(await browser.get(preview))).toContain('would close 20 establishments, of 40 that are open: more than a tenth')
    for (const typed of ['', 'yes', '19', '21']) {
      const refused = await browser.post(`${preview}/apply`, { confirmed: typed })
      expect(refused.status).toBe(422)
      expect(pageText(refused)).toContain('The number must be 20')
    }
    expect((await stored(world.db, partnershipId)).every(({ status_code }) => status_code === 1)).toBe(true)
    expect((await browser.post(`${preview}/apply`, { confirmed: ' 20 ' })).status).toBe(303)
    expect((await stored(world.db, partnershipId)).filter(({ status_code }) => status_code === 2)).toHaveLength(20)
  }),
)

test.each<[string, Buffer | string, RegExp]>([
  ['nothing', '', /empty/],
  ['a web page', '<!doctype html><p>Please sign in', /This is a web page/],
  ['half a file', registerCsv(schools(3)).slice(0, -40), /breaks off in the middle of a row, on line 4/],
  [
    'another authority',
    registerCsv([{ 'LA (code)': '886', 'LA (name)': 'Kent' }]),
    /no establishment of the authorities that you want. It is about Kent \(886\)/,
  ],
])('%s is refused at the field, and leaves nothing behind', async (_what, content, words) => {
  await inRollback(async world => {
    const { browser, partnershipId } = await office(world, [888])
    const response = await browser.postFiles('/register/imports', {}, 'file', [{ name: 'x.csv', content }])
    expect(response.status).toBe(422)
    expect(heading(response)).toBe('Bring the register up to date')
    expect(pageText(response)).toMatch(words)
    expect(await row(world.db, 'select count(*) as n from register_imports where partnership_id = ?', [partnershipId])).toEqual({ n: 0 })
  })()
})

test(
  'what a file says is shown as text, never as markup',
  inRollback(async world => {
    const { browser } = await office(world, [888])
    const preview = await uploadRegister(
      browser,
      registerCsv([{ EstablishmentName: '<script>alert(1)</script>' }, { URN: '<b>', EstablishmentName: 'x' }]),
    )
    for (const show of ['new', 'unreadable']) {
      const { text } = await browser.get(`${preview}?show=${show}`)
      expect(text).not.toContain('<script>alert')
      expect(text).not.toContain('“<b>”')
    }
  }),
)

test(
  'another partnership sees nothing of an import, and somebody who only looks cannot take it in',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [888])
    const preview = await uploadRegister(browser, registerCsv(schools(3)))
    const { browser: stranger } = await office(world, [888])
    expect((await stranger.get(preview)).status).toBe(404)
    expect((await stranger.post(`${preview}/apply`)).status).toBe(404)
    expect((await stranger.post(`${preview}/discard`)).status).toBe(404)
    const viewer = await world.staff((await world.make.staffActor(partnershipId, 'viewer')).accountId)
    expect((await viewer.get(preview)).status).toBe(403)
    expect((await viewer.post(`${preview}/apply`)).status).toBe(403)
    expect((await viewer.get('/register/imports')).status).toBe(403)
  }),
)

test(
  'a preview that nobody imported for a week is discarded, with its rows and its file',
  inRollback(async world => {
    const { browser, partnershipId } = await office(world, [202])
    await uploadRegister(browser, readFileSync(REAL))
    const kept = await row<{ id: number; file_key: string }>(
      world.db,
      'select id, file_key from register_imports where partnership_id = ?',
      [partnershipId],
    )
    expect(await world.deps.files.has(kept!.file_key)).toBe(true)
    await world.db.raw(`update register_imports set created_at = now() - interval '8 days' where id = ?`, [kept!.id])
    await uploadRegister(browser, readFileSync(REAL))
    expect(await row(world.db, 'select status from register_imports where id = ?', [kept!.id])).toEqual({ status: 'discarded' })
    expect(await row(world.db, 'select count(*) as n from register_import_rows where import_id = ?', [kept!.id])).toEqual({ n: 0 })
    expect(await world.deps.files.has(kept!.file_key)).toBe(false)
  }),
)
