import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { checkLeftJob, checkFileJob } from '../../../src/features/evidence/checkJobs.ts'
import { textLook } from '../../../src/features/evidence/looking/textLook.ts'
import { kindOfName } from '../../../src/features/evidence/fileKinds.ts'
import { CouldNotLook } from '../../../src/platform/looking/look.ts'
import { changed, row, rows } from '../../../src/platform/db.ts'
import { routes } from '../../../src/routes.ts'
import { heading, inRollback, pageText, type Browser, type TestWorld } from '../../support/app.ts'
import { filesAreRead } from '../../support/filesAreRead.ts'
import { sharedLooking } from '../../support/looking.ts'
import { answering, fieldsOf } from '../answering/answering.ts'
import { today } from '../handling/oneReturn.ts'
import { upn } from '../../unit/documentText/identifiers.ts'
import { docx, zip } from './files.ts'
import { passwordPdf, pdfSaying, policy, scannedPdf } from './pages.ts'

const SECTION = '/return/sections/training'
const SECRET = upn('801200001001')
const REGISTER = `Surname,Forename,DOB,UPN\nBrown,Amelia,12/03/2014,${SECRET}\nStone,Oliver,1/4/2015,${upn('801200001002')}\n`
const POLICY = `Our policy says what everybody does to keep children safe and whom they tell. ${'It is read by all. '.repeat(10)}`

type File = { name: string; content: Buffer | string }
const register: File = { name: 'Register.csv', content: REGISTER }

/** A school, a coordinator and a reviewer of its partnership, the return drawn in a sample. */
async function office(world: TestWorld, files: readonly File[]) {
  const school = await answering(world)
  const { auditReturn, dsl, round } = school
  const member = await world.make.askedForEvidence(auditReturn, { areas: [{ key: 'training', title: 'Safeguarding training' }] })
  const sample = await row<{ sample_id: number }>(world.db, `select sample_id from dip_sample_members where id = ?`, [member.id])
  const [coordinator, reviewer] = [
    await world.staff((await world.make.staffActor(school.partnership.id, 'coordinator')).accountId),
    await world.staff((await world.make.staffActor(school.partnership.id, 'reviewer')).accountId),
  ]
  const send = async (more: readonly File[]) => {
    const sent = await dsl.postFiles(`${SECTION}/evidence`, fieldsOf(await dsl.get(SECTION)), 'files.training_evidence', [...more])
    expect([sent.status, sent.status === 303 || pageText(sent)]).toEqual([303, true])
  }
  await send(files)
  const stored = () =>
    rows<{ id: number; name: string; state: string; tries: number; storage_key: string }>(
      world.db,
      `select id, original_name as name, check_state as state, check_tries as tries, storage_key from evidence where return_id = ? order by id`,
      [auditReturn.id],
    )
  const review = `/rounds/${round.id}/samples/${sample!.sample_id}/members/${member.id}`
  return { ...school, coordinator, reviewer, send, stored, base: `/returns/${auditReturn.id}`, review }
}

/** Every address by which staff get at one file, from the routes themselves. */
const waysTo = (returnId: number, evidenceId: number): string[] =>
  routes
    .filter(({ method, path }) => method === 'get' && path.includes(':evidenceId'))
    .map(({ path }) => path.replace(':returnId', String(returnId)).replace(':evidenceId', String(evidenceId)).replace(':page', '1'))

/** Pages of staff that list the files of a return. */
const listsOf = ({ base, review }: { base: string; review: string }) => [
  base,
  `${base}/answers?section=all`,
  `${base}/evidence`,
  `${base}/history`,
  review,
  `${review}/areas/training`,
]

async function nothingOf(browser: Browser, addresses: readonly string[], file: string) {
  for (const address of addresses) {
    const answer = await browser.get(address).buffer(true)
    const said = `${answer.text ?? ''}${String(answer.body)}`
    expect([address, said.includes(SECRET), said.includes('Amelia')]).toEqual([address, false, false])
    if (answer.text)
      expect([
        address,
        [...answer.text.matchAll(/(?:href|src)="([^"]*)"/g)]
          .map(([, href]) => href)
          .filter(href => href === file || href?.startsWith(`${file}/view`)),
      ]).toEqual([address, []])
  }
}

test(
  'a file in which children could be recognised is kept from staff and reviewers on every way, until it is explained',
  inRollback(async world => {
    const at = await office(world, [register])
    const { dsl, coordinator, reviewer, base } = at
    const [file] = await at.stored()
    const own = `${base}/evidence/${file!.id}`
    const ways = waysTo(at.auditReturn.id, file!.id)
    expect(ways.length).toBeGreaterThanOrEqual(5)
    for (const state of ['waiting', 'found']) {
      expect((await at.stored())[0]!.state).toBe(state)
      for (const browser of [coordinator, reviewer]) {
        await nothingOf(browser, [...ways, ...listsOf(at)], own)
        for (const way of [own, `${own}/view`, `${own}/view?frame=1`, `${own}/pages/1`])
          expect([way, [404, 409].includes((await browser.get(way)).status)]).toEqual([way, true])
      }
      await filesAreRead(world)
    }
    expect(heading(await coordinator.get(own))).toBe('This file is held back')
    for (const page of [`${base}/evidence`, `${at.review}/areas/training`])
      expect(pageText(await reviewer.get(page))).toContain('Held back: it seems to hold children’s details')
    // The school is told what and where, on each of its pages, and sees its own file.
    const list = await dsl.get('/return')
    expect(pageText(list)).toContain('A file of this return is held back')
    expect(pageText(list)).toContain('1 held back')
    for (const page of [SECTION, '/return/evidence', `/return/evidence/${file!.id}/change`]) {
      const said = pageText(await dsl.get(page))
      expect(said).toContain(`2 unique pupil numbers (${SECRET[0]}…01, `)
      expect(said).toContain('lines 2 to 3')
      expect(said).not.toContain(SECRET)
    }
    expect((await dsl.get(`/return/evidence/${file!.id}`)).status).toBe(200)
    expect(await at.events('evidence.held_back')).toHaveLength(1)
    // Explained: kept with name and time, shown, and open.
    const empty = await dsl.post(`/return/evidence/${file!.id}/explanation`, { explanation: ' ' })
    expect([empty.status, pageText(empty)]).toEqual([422, expect.stringContaining('Say why these are not children’s details')])
    const why = 'These are not children’s details: they are made up for training.'
    for (let press = 0; press < 2; press += 1)
      expect((await dsl.post(`/return/evidence/${file!.id}/explanation`, { explanation: why })).status).toBe(303)
    expect(await at.events('evidence.explained')).toHaveLength(1)
    expect((await coordinator.get(own)).text).toContain(SECRET)
    for (const page of [`${base}/evidence`, `${base}/answers?section=all`, `${at.review}/areas/training`]) {
      const said = pageText(await reviewer.get(page))
      expect([page, said]).toEqual([page, expect.stringContaining(why)])
      expect(said).toContain('Sam Okafor said on')
    }
    expect(pageText(await dsl.get('/return'))).not.toContain('held back')
    // A second person is told that it is explained, and changes nothing.
    const other = await at.join('deputy_dsl', 'Lee Marsh')
    const late = await other.post(`/return/evidence/${file!.id}/explanation`, { explanation: 'Something else' })
    expect([late.status, pageText(late)]).toEqual([409, expect.stringContaining('Sam Okafor has explained it already')])
  }),
)

test(
  'replacing a file that is held back keeps it until the new one is safe, and then leaves nothing of it',
  inRollback(async world => {
    const at = await office(world, [register])
    await filesAreRead(world)
    const [file] = await at.stored()
    const place = `/return/evidence/${file!.id}`
    const bad = await at.dsl.postFiles(`${place}/replacement`, {}, 'files', [{ name: 'new.exe', content: Buffer.from('MZ') }])
    expect([bad.status, pageText(bad)]).toEqual([422, expect.stringContaining('The file that was here is still here')])
    const none = await at.dsl.postFiles(`${place}/replacement`, {}, 'files', [])
    expect([none.status, pageText(none)]).toEqual([422, expect.stringContaining('Choose the file that is to take its place')])
    expect((await at.stored()).map(({ name }) => name)).toEqual(['Register.csv'])
    const sent = await at.dsl.postFiles(`${place}/replacement`, {}, 'files', [{ name: 'Log.txt', content: POLICY }])
    expect(sent.status).toBe(303)
    await filesAreRead(world)
    const now = await at.stored()
    expect(now.map(({ name, state }) => [name, state])).toEqual([['Log.txt', 'clear']])
    expect(await rows(world.db, `select question_key from evidence_questions where evidence_id = ?`, [now[0]!.id])).toEqual([
      { question_key: 'training_evidence' },
    ])
    await expect(world.deps.files.get(file!.storage_key)).rejects.toThrow()
    for (const [browser, way] of [
      [at.dsl, place],
      [at.coordinator, `${at.base}/evidence/${file!.id}`],
    ] as const)
      expect((await browser.get(way)).status).toBe(404)
    expect((await at.coordinator.get(`${at.base}/evidence/${now[0]!.id}`)).status).toBe(200)
    expect(pageText(await at.dsl.get('/return/evidence'))).toContain('Checked: no children’s details found.')
  }),
)

test(
  'an establishment can remove what is held back for good at any time, after it was sent too; one that is not held back stays',
  inRollback(async world => {
    const at = await office(world, [register, { name: 'Policy.txt', content: POLICY }])
    await filesAreRead(world)
    await changed(
      world.db,
      `update returns set status = 'submitted', submitted_at = clock_timestamp(), submitted_via = 'online', recorded_at = clock_timestamp(), reference = 'NR-1' where id = ?`,
      [at.auditReturn.id],
    )
    const [held, clear] = await at.stored()
    expect((await at.dsl.get(`/return/evidence/${held!.id}/change`)).text).toContain('Remove this file for good')
    expect((await at.dsl.post(`/return/evidence/${clear!.id}/remove`)).status).toBe(409)
    expect((await at.dsl.post(`/return/evidence/${held!.id}/remove`)).status).toBe(303)
    expect((await at.stored()).map(({ name }) => name)).toEqual(['Policy.txt'])
    await expect(world.deps.files.get(held!.storage_key)).rejects.toThrow()
    expect(await at.events('evidence.purged')).toMatchObject([{ actor_name: 'Sam Okafor', details: { reason: 'child' } }])
  }),
)

test(
  'another establishment’s file can be neither explained nor replaced',
  inRollback(async world => {
    const at = await office(world, [register])
    await filesAreRead(world)
    const [file] = await at.stored()
    const other = await answering(world)
    expect((await other.dsl.post(`/return/evidence/${file!.id}/explanation`, { explanation: 'Mine' })).status).toBe(404)
    expect(
      (await other.dsl.postFiles(`/return/evidence/${file!.id}/replacement`, {}, 'files', [{ name: 'a.txt', content: 'a' }])).status,
    ).toBe(404)
    const elsewhere = await world.staff((await world.make.staffActor(undefined, 'administrator')).accountId)
    for (const way of waysTo(at.auditReturn.id, file!.id)) expect((await elsewhere.get(way)).status).toBe(404)
  }),
)

test(
  'what came by email is held back as well: the partnership removes it, or says why it may be opened',
  inRollback(async world => {
    const at = await office(world, [])
    const sent = await at.coordinator.postFiles(`${at.base}/evidence`, today('received'), 'files', [register])
    expect(sent.status).toBe(303)
    await filesAreRead(world)
    const [file] = await at.stored()
    const own = `${at.base}/evidence/${file!.id}`
    expect((await at.coordinator.get(own)).status).toBe(409)
    const page = await at.coordinator.get(`${own}/held`)
    expect(pageText(page)).toContain('2 unique pupil numbers')
    expect(page.text).not.toContain(SECRET)
    expect((await at.reviewer.post(`${own}/held`, { explanation: 'No' })).status).toBe(403)
    expect((await at.dsl.post(`/return/evidence/${file!.id}/explanation`, { explanation: 'Not mine' })).status).toBe(404)
    expect((await at.coordinator.post(`${own}/held`, { explanation: '' })).status).toBe(422)
    expect((await at.coordinator.post(`${own}/held`, { explanation: 'Invented for a course.' })).status).toBe(303)
    expect((await at.coordinator.get(own)).status).toBe(200)
    expect((await at.coordinator.get(`${own}/held`)).status).toBe(404)
  }),
)

test(
  'while what reads files does not answer, a file is kept closed and said so; afterwards it is read',
  inRollback(async world => {
    const at = await office(world, [{ name: 'Policy.txt', content: POLICY }])
    const { looking } = world.deps
    world.deps.looking = { ...looking, look: () => Promise.reject(new CouldNotLook('failed', 'down')) }
    await expect(filesAreRead(world)).rejects.toThrow('could not be read')
    const [file] = await at.stored()
    expect(file).toMatchObject({ state: 'waiting', tries: 1 })
    expect(pageText(await at.dsl.get('/return/evidence'))).toContain('what reads files does not answer just now')
    expect((await at.coordinator.get(`${at.base}/evidence/${file!.id}`)).status).toBe(409)
    world.deps.looking = looking
    await checkLeftJob.run(world.deps, {})
    expect((await at.stored())[0]).toMatchObject({ state: 'waiting' })
    world.deps.now = () => new Date(Date.now() + 20 * 60_000)
    await checkLeftJob.run(world.deps, {})
    expect((await at.stored())[0]).toMatchObject({ state: 'clear' })
    expect((await at.coordinator.get(`${at.base}/evidence/${file!.id}`)).status).toBe(200)
  }),
)

test(
  'a file that ends what reads files is told as one that could not be read, and is open; a second run reads nothing twice',
  inRollback(async world => {
    const at = await office(world, [{ name: 'Policy.txt', content: POLICY }])
    const { looking } = world.deps
    world.deps.looking = { ...looking, look: () => Promise.reject(new CouldNotLook('too_much', 'the looker ended')) }
    await filesAreRead(world)
    const [file] = await at.stored()
    expect(file).toMatchObject({ state: 'unreadable' })
    expect(pageText(await at.dsl.get(SECTION))).toContain(
      'Could not be read, so it was not checked for children’s details: it is too complicated. Check it yourself.',
    )
    expect((await at.coordinator.get(`${at.base}/evidence/${file!.id}`)).status).toBe(200)
    world.deps.looking = looking
    const { partnershipId } = at.dsl.actor
    await checkFileJob.run(world.deps, { partnershipId, evidenceId: file!.id as never })
    expect((await at.stored())[0]).toMatchObject({ state: 'unreadable' })
  }),
)

test(
  'a scan and a locked PDF say that they could not be read',
  inRollback(async world => {
    const at = await office(world, [
      { name: 'Scan.pdf', content: scannedPdf() },
      { name: 'Locked.pdf', content: passwordPdf() },
    ])
    await filesAreRead(world)
    const page = pageText(await at.dsl.get('/return/evidence'))
    expect(page).toContain('it holds no text, as a scan or a picture does. Check it yourself.')
    expect(page).toContain('it is locked with a password. Check it yourself.')
    expect((await at.stored()).map(({ state }) => state)).toEqual(['unreadable', 'unreadable'])
  }),
)

test(
  'what was added before files were read says so, is open, and is read later',
  inRollback(async world => {
    const at = await office(world, [register])
    await changed(world.db, `update evidence set check_state = 'not_checked' where return_id = ?`, [at.auditReturn.id])
    const [file] = await at.stored()
    expect(pageText(await at.coordinator.get(`${at.base}/evidence`))).toContain('it was added before files were checked')
    expect((await at.coordinator.get(`${at.base}/evidence/${file!.id}`)).status).toBe(200)
    await checkLeftJob.run(world.deps, {})
    expect((await at.stored())[0]).toMatchObject({ state: 'found' })
    expect((await at.coordinator.get(`${at.base}/evidence/${file!.id}`)).status).toBe(409)
  }),
)

test(
  'what is blank or out of date is said to the school and to reviewers, and holds nothing back',
  inRollback(async world => {
    const old = `${POLICY} Review date: September 2023. KCSIE 2021. [insert school name]`
    const at = await office(world, [
      { name: 'Policy.txt', content: old },
      { name: 'Blank.txt', content: 'Policy' },
    ])
    const other = await world.make.auditReturn({ partnership_id: at.partnership.id, round_id: at.round.id })
    const sameAs = (returnId: number) =>
      changed(
        world.db,
        `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name)
         select partnership_id, :returnId, 'Theirs.txt', media_type, bytes, sha256, storage_key || :returnId, received_via, received_on, by_name
         from evidence where return_id = :from order by id limit 1`,
        { returnId, from: at.auditReturn.id },
      )
    await sameAs(other.id)
    const theirs = await row<{ name: string }>(world.db, `select establishment_name as name from returns where id = ?`, [other.id])
    await filesAreRead(world)
    const [file] = await at.stored()
    for (const [browser, page] of [
      [at.dsl, SECTION],
      [at.dsl, `/return/evidence/${file!.id}/change`],
      [at.reviewer, `${at.review}/areas/training`],
      [at.coordinator, `${at.base}/evidence`],
    ] as const) {
      const said = pageText(await browser.get(page))
      for (const words of [
        'It says that its review was due by Saturday 30 September 2023.',
        'Keeping children safe in education 2021',
        'such as “[insert school name]”',
        'Another establishment sent the same file.',
      ])
        expect([page, said]).toEqual([page, expect.stringContaining(words)])
      expect(said).not.toContain(theirs!.name)
    }
    expect(pageText(await at.dsl.get(SECTION))).toContain('It holds almost no text.')
    expect((await at.coordinator.get(`${at.base}/evidence/${file!.id}`)).status).toBe(200)
  }),
)

test(
  'before a file is chosen the page says what must not be in it, and that each is read',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const page = pageText(await dsl.get(SECTION))
    expect(page).toContain('Check before you choose: what must not be in a file')
    expect(page).toContain('unique pupil numbers, NHS numbers or case numbers')
    expect(page).toContain('Each file is read for such details before your partnership can open it.')
  }),
)

test('bombs, thousands of pages and megabytes are read as far as they go, and the next file still is', async () => {
  const folder = await mkdtemp(path.join(process.env.SA_TEST_FOLDER ?? '', 'attack-'))
  const read = async (name: string, content: Buffer | string) => {
    const file = path.join(folder, name)
    await writeFile(file, content)
    return sharedLooking().look(textLook, file, { mediaType: kindOfName(name)?.mediaType ?? '', today: '2026-11-30' })
  }
  const word = (body: string) => docx({ 'word/document.xml': body })
  try {
    const bomb = await zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': Buffer.alloc(200_000_000, 'a') })
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await read('bomb.docx', bomb)).toEqual({ ok: false, why: 'too_large' })
    expect(await read('broken.docx', await word('<w:p><w:t>never closed'))).toMatchObject({ ok: false })
    expect(await read('entities.docx', await word('<!DOCTYPE x [<!ENTITY a "b">]><w:p/>'))).toEqual({ ok: false, why: 'damaged' })
    const nested = `${'<w:tbl><w:tr><w:tc>'.repeat(50_000)}<w:p><w:t>${SECRET}</w:t></w:p>${'</w:tc></w:tr></w:tbl>'.repeat(50_000)}`
    expect(await read('nested.docx', await word(nested))).toMatchObject({ ok: true, children: [{ kind: 'upn' }] })
    expect(await read('long.pdf', policy(2000))).toMatchObject({ ok: true, children: [] })
    expect(await read('last.pdf', pdfSaying([...Array.from({ length: 300 }, () => ['A page']), [`About ${SECRET}`]]))).toMatchObject({
      ok: true,
      children: [{ kind: 'upn', count: 1, places: ['page 301'] }],
    })
    const large = await read('large.csv', REGISTER + 'Brown,Amelia,12/03/2014,none\n'.repeat(1_400_000))
    expect(large).toMatchObject({ ok: true, isPart: true, children: [{ kind: 'upn', count: 2 }, { kind: 'birth' }, { kind: 'name' }] })
    expect(await read('commas.csv', ','.repeat(15_000_000))).toMatchObject({ ok: true, isPart: true, children: [] })
    expect(
      await read(
        'deleted.docx',
        await word(`<w:document><w:body><w:p><w:del><w:r><w:delText>${SECRET}</w:delText></w:r></w:del></w:p></w:body></w:document>`),
      ),
    ).toMatchObject({
      children: [{ kind: 'upn', places: ['paragraph 1'] }],
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}, 120_000)
