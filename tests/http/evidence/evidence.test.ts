import { createHash } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { addFiles } from '../../../src/features/evidence/index.ts'
import { receiveOfflineReturn } from '../../../src/features/handling/actions.ts'
import type { SentFile } from '../../../src/features/answering/pages/sendFile.ts'
import { findReturn } from '../../../src/features/returns/index.ts'
import type { Looking } from '../../../src/platform/looking/look.ts'
import { inTransaction, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import type { QuestionnaireDocument } from '../../../src/features/questionnaires/index.ts'
import { everyKind } from '../../unit/questions/everyKind.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { linksThatLose } from '../../support/walk.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering, fieldsOf, type Row } from '../answering/answering.ts'
import { today } from '../handling/oneReturn.ts'
import { docm, docx, exe, lockedPdf, pdf, png, zip } from './files.ts'

const SECTION = '/return/sections/training'
const UPLOAD = `${SECTION}/evidence`
const FIELD = 'files.training_evidence'

/** Two sections that each ask for evidence. */
const TWO_PLACES: QuestionnaireDocument = {
  ...everyKind,
  sections: ['training', 'policies'].map(key => ({
    key,
    title: key === 'training' ? 'Training' : 'Policies',
    questions: [{ kind: 'evidence', key: `${key}_evidence`, label: `Evidence for ${key}` }],
  })),
}

/** Draws the return into a sample and asks for its evidence of training. */
const sampleOf = ({ make }: TestWorld, { auditReturn }: { auditReturn: Parameters<TestWorld['make']['askedForEvidence']>[0] }) =>
  make.askedForEvidence(auditReturn, {
    areas: [{ key: 'training', title: 'Safeguarding training' }],
    dueAt: new Date('2027-02-26T17:00:00Z'),
  })

const filesOf = ({ db }: TestWorld, returnId: Id<'return'>) =>
  rows<Row>(db, 'select * from evidence where return_id = ? order by id', [returnId])

test(
  'files are added with a section, and its answers are saved with them',
  inRollback(async world => {
    const { dsl, now, answers, events, auditReturn } = await answering(world)
    const fields = { ...fieldsOf(await dsl.get(SECTION)), 'a.priority': 'Online safety', intent: 'upload:training_evidence' }
    const sent = await dsl.postFiles(UPLOAD, fields, FIELD, [
      { name: 'Training log 2026.pdf', content: pdf() },
      { name: 'Certificates.docx', content: await docx() },
    ])
    expect(sent.status).toBe(303)
    expect(sent.headers.location).toBe('/return/sections/training?saved=training&files=2#files-training_evidence')
    const page = pageText(await dsl.get(sent.headers.location!.replace(/#.*/, '')))
    expect(page).toContain('“Training” is saved, with 2 files.')
    expect(page).toContain('2 files attached')
    expect(page).toContain('Training log 2026.pdf')
    expect((await answers()).get('priority')).toMatchObject({ answer: 'Online safety' })
    expect(await now()).toMatchObject({ files: 2, status: 'in_progress' })
    const [log] = await filesOf(world, auditReturn.id)
    expect(log).toMatchObject({
      original_name: 'Training log 2026.pdf',
      media_type: 'application/pdf',
      sha256: createHash('sha256').update(pdf()).digest('hex'),
      bytes: pdf().length,
      received_via: 'online',
      by_name: 'Sam Okafor',
    })
    expect((await events('evidence.added'))[0]).toMatchObject({ details: { files: 2, ties: 2, via: 'online' } })
    expect(JSON.stringify(await events('evidence.added'))).not.toContain('Certificates')
  }),
)

test(
  'one bad file keeps neither the good ones nor a word of the form out, and the page says why',
  inRollback(
    async world => {
      const { dsl, answers, auditReturn } = await answering(world)
      const fields = { ...fieldsOf(await dsl.get(SECTION)), 'a.priority': 'An hour of typing', 'a.read_part_one': 'most' }
      const sent = await dsl.postFiles(UPLOAD, fields, FIELD, [
        { name: 'log.pdf', content: pdf() },
        { name: 'huge.pdf', content: Buffer.concat([pdf(), Buffer.alloc(1024 * 1024)]) },
        { name: 'macro.docx', content: await docm() },
        { name: 'empty.pdf', content: '' },
        { name: 'policy.pdf', content: exe() },
      ])
      expect(sent.status).toBe(422)
      const page = pageText(sent)
      expect(page).toContain('1 file was added. 4 files were not added')
      expect(page).toContain('huge.pdf: it is larger than 1 MB')
      expect(page).toContain('macro.docx: it holds macros')
      expect(page).toContain('empty.pdf: it is empty')
      expect(page).toContain('policy.pdf: it is a program, not a document')
      expect(fieldsOf(sent)).toMatchObject({ 'a.priority': 'An hour of typing', 'a.read_part_one': 'most' })
      expect((await answers()).get('priority')).toMatchObject({ answer: 'An hour of typing' })
      expect((await filesOf(world, auditReturn.id)).map(file => file.original_name)).toEqual(['log.pdf'])
    },
    { UPLOAD_LIMIT_MB: '1' },
  ),
)

test(
  'the eleventh file is told so, and ten are added',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    const many = Array.from({ length: 12 }, (_, at) => ({ name: `page ${at}.pdf`, content: pdf(`page ${at}`) }))
    const sent = await dsl.postFiles(UPLOAD, fieldsOf(await dsl.get(SECTION)), FIELD, many)
    expect(sent.status).toBe(422)
    expect(pageText(sent)).toContain('page 11.pdf: only 10 files can be added at a time')
    expect(await filesOf(world, auditReturn.id)).toHaveLength(10)
  }),
)

test(
  'a file that is attached already, and a button pressed with no file chosen, are not told as files that were added',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    const log = { name: 'log.pdf', content: pdf() }
    const fields = { ...fieldsOf(await dsl.get(SECTION)), intent: 'upload:training_evidence' }
    expect((await dsl.postFiles(UPLOAD, fields, FIELD, [log])).status).toBe(303)
    for (const place of [UPLOAD, '/return/evidence']) {
      const again = await dsl.postFiles(place, fields, FIELD, [log])
      expect([again.status, pageText(again)]).toEqual([422, expect.stringContaining('log.pdf: this file is attached here already')])
      const none = await dsl.postFiles(place, fields, FIELD, [])
      expect([none.status, pageText(none)]).toEqual([422, expect.stringContaining('Choose a file to add')])
      expect(pageText(none)).not.toContain('not added')
      expect(none.text).toContain('href="#files-training_evidence-input"')
    }
    expect(await filesOf(world, auditReturn.id)).toHaveLength(1)
    // The other buttons of the section ask for no file.
    expect((await dsl.postFiles(UPLOAD, { ...fields, intent: 'later' }, FIELD, [])).status).toBe(303)
  }),
)

test(
  'a script sends each file by itself, and is told what became of it in the words of the form, and how the boxes of the page look now',
  inRollback(
    async world => {
      const { dsl, auditReturn, now, events } = await answering(world, {}, {}, TWO_PLACES)
      const send = async (name: string, content: Buffer | string, field = FIELD) => {
        const sent = await dsl.postFiles('/return/evidence/files', {}, field, [{ name, content }])
        return { status: sent.status, ...(sent.body as Partial<SentFile> & { title?: string }) }
      }
      const log = await send('log.pdf', pdf())
      expect(log).toMatchObject({ status: 200, isAdded: true, said: 'It was added.' })
      expect(log.boxes!.training_evidence!.attached).toContain('1 file attached')
      expect(log.boxes!.training_evidence!.attachable).toBe('')
      expect(log.boxes!.policies_evidence!.attachable).toContain('log.pdf')
      expect(await now()).toMatchObject({ files: 1 })
      expect((await events('evidence.added'))[0]).toMatchObject({ details: { files: 1, ties: 1, via: 'online' } })

      const refused: [string, Buffer | string, string][] = [
        ['log again.pdf', pdf(), 'this file is attached here already'],
        ['scan.pdf', Buffer.concat([pdf(), Buffer.alloc(1024 * 1024)]), 'it is larger than 1 MB'],
        ['minutes.pages', 'x', 'it opens on Apple computers only: export it as PDF'],
        ['note.msg', 'x', 'save the email as a PDF'],
        ['all.zip', 'x', 'add the documents themselves'],
        ['empty.pdf', '', 'it is empty'],
        [`${'n'.repeat(300)}.exe`, 'x', '.exe files are not accepted'],
      ]
      for (const [name, content, why] of refused)
        expect([name, await send(name, content)]).toEqual([
          name,
          expect.objectContaining({ status: 200, isAdded: false, said: expect.stringContaining(why) as unknown }),
        ])
      expect(await filesOf(world, auditReturn.id)).toHaveLength(1)
      // A question that is not asked, and a page that is too old, are problems, as for every script.
      expect(await send('log.pdf', pdf(), 'files.never_asked')).toMatchObject({ status: 400, title: 'The file did not arrive' })
      const stale = await dsl.postFiles('/return/evidence/files', { _csrf: 'old' }, FIELD, [{ name: 'a.pdf', content: pdf('a') }])
      expect([stale.status, stale.type, (stale.body as { type: string }).type]).toEqual([
        403,
        'application/problem+json',
        'urn:safeguarding-audit:problem:stale_form',
      ])
    },
    { UPLOAD_LIMIT_MB: '1' },
  ),
)

test(
  'the same file for two questions is stored once and counts for both',
  inRollback(async world => {
    const { dsl, auditReturn, now } = await answering(world)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy.pdf', content: pdf() }])
    const stored = async () =>
      (await readdir(world.deps.config.UPLOADS_DIR, { recursive: true })).filter(name => /[0-9a-f]{40}$/.test(name)).length
    const before = await stored()
    const version = (await now()).version
    const again = await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy (1).pdf', content: pdf() }])
    expect([again.status, pageText(again)]).toEqual([422, expect.stringContaining('policy (1).pdf: this file is attached here already')])
    expect(await filesOf(world, auditReturn.id)).toHaveLength(1)
    expect(await stored()).toBe(before)
    expect((await now()).version).toBe(version)
  }),
)

test(
  'a file that is in the return already is ticked for another question instead of being sent again',
  inRollback(async world => {
    const { dsl, auditReturn, now, partnership } = await answering(world, {}, {}, TWO_PLACES)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy.pdf', content: pdf() }])
    const [file] = await filesOf(world, auditReturn.id)
    const page = await dsl.get('/return/sections/policies')
    expect(pageText(page)).toContain('Use a file that is already in this return')
    const sent = await dsl.postFiles(
      '/return/sections/policies/evidence',
      { 'attach.policies_evidence': String(file!.id) },
      'files.policies_evidence',
      [],
    )
    expect(sent.status).toBe(303)
    expect(pageText(await dsl.get('/return/sections/policies'))).toContain('1 file attached policy.pdf')
    expect(await now()).toMatchObject({ files: 1, missing: 0 })

    // It is one file for whoever counts files, and stands with each of its questions.
    const staff = await world.staff((await world.make.staffActor(partnership.id)).accountId)
    expect(pageText(await staff.get(`/returns/${auditReturn.id}`))).toContain('Documents 1 document')
    expect(pageText(await staff.get(`/returns/${auditReturn.id}/evidence`))).toContain('Evidence for policies; Evidence for training')
    expect(pageText(await dsl.get('/return/evidence')).match(/1 file attached policy\.pdf/g)).toHaveLength(2)

    // Taken off one question it still counts for the other.
    await dsl.post(`/return/evidence/${file!.id as number}/remove`, { question: 'policies_evidence' })
    expect(await now()).toMatchObject({ files: 1, missing: 1 })
    expect((await dsl.get(`/return/evidence/${file!.id as number}`)).status).toBe(200)
  }),
)

test(
  'a replacement and what staff add are sent by a script one by one, and are told what became of each in the words of the form',
  inRollback(async world => {
    const { dsl, auditReturn, partnership } = await answering(world)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy.pdf', content: pdf() }])
    const [file] = await filesOf(world, auditReturn.id)
    const at = `/return/evidence/${file!.id as number}`
    expect((await dsl.get(`${at}/change`)).text).toContain(`data-send-each="${at}/replacement/file"`)
    const bad = await dsl.postFiles(`${at}/replacement/file`, {}, 'files', [{ name: 'new.pdf', content: exe() }])
    expect(bad.body).toMatchObject({ isAdded: false, said: expect.stringMatching(/^new\.pdf: it is a program.*still here\.$/) })
    expect((await filesOf(world, auditReturn.id)).map(({ removed_at }) => removed_at)).toEqual([null])
    const good = await dsl.postFiles(`${at}/replacement/file`, {}, 'files', [{ name: 'new.pdf', content: pdf('new') }])
    expect(good.body).toMatchObject({ isAdded: true, href: '/return/evidence' })
    expect(pageText(await dsl.get('/return/evidence'))).toContain('“policy.pdf” is replaced.')

    const staff = await world.staff((await world.make.staffActor(partnership.id)).accountId)
    const base = `/returns/${auditReturn.id}/evidence`
    expect((await staff.get(`${base}/new`)).text).toContain(`data-send-each="${base}/files"`)
    const form = { ...today('received'), note: 'By post' }
    const send = (fields: Record<string, string>, content: Buffer) =>
      staff.postFiles(`${base}/files`, fields, 'files', [{ name: 'minutes.pdf', content }])
    expect((await send({ ...form, 'received-day': '31', 'received-month': '2' }, pdf('m'))).body).toMatchObject({
      isAdded: false,
      isFormWrong: true,
    })
    expect((await send(form, exe())).body).toMatchObject({ isAdded: false, said: expect.stringContaining('it is a program') })
    expect((await send(form, pdf('minutes'))).body).toMatchObject({ isAdded: true, href: base })
    const kept = (await filesOf(world, auditReturn.id)).filter(({ removed_at }) => removed_at === null)
    expect(kept.map(({ original_name, received_via, note }) => [original_name, received_via, note])).toEqual([
      ['new.pdf', 'online', ''],
      ['minutes.pdf', 'email', 'By post'],
    ])
  }),
)

test(
  'where the evidence is kept is evidence given: nothing is missing, and staff are told beside the documents',
  inRollback(async world => {
    const { dsl, auditReturn, now, partnership } = await answering(world, {}, {}, TWO_PLACES)
    const form = { ...fieldsOf(await dsl.get(SECTION)), 'a.training_evidence': 'Staffroom log: ask Sam Okafor' }
    expect((await dsl.post(SECTION, form)).status).toBe(303)
    await dsl.postFiles('/return/sections/policies/evidence', {}, 'files.policies_evidence', [{ name: 'policy.pdf', content: pdf() }])
    expect(await now()).toMatchObject({ files: 1, missing: 0 })
    expect(pageText(await dsl.get('/return'))).not.toContain('Not started')
    const staff = await world.staff((await world.make.staffActor(partnership.id)).accountId)
    expect(pageText(await staff.get(`/returns/${auditReturn.id}`))).toContain(
      'Documents 1 document 1 question answered by saying where the evidence is kept',
    )
    // A file beside it is evidence enough: the question counts once.
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'log.pdf', content: pdf('log') }])
    expect(pageText(await staff.get(`/returns/${auditReturn.id}`))).not.toContain('where the evidence is kept')
  }),
)

test(
  'what people often have is refused in their words beside the box, or taken; what was typed stays',
  inRollback(async world => {
    const { dsl, answers, auditReturn } = await answering(world)
    const long = 'n'.repeat(296)
    const files: Record<string, [Buffer | string | Promise<Buffer>, string]> = {
      'minutes.pages': [zip({ 'Index/Document.iwa': 'x' }), 'it opens on Apple computers only: export it as PDF'],
      'mail.msg': [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'save the email as a PDF'],
      'all.zip': [zip({ 'a.pdf': pdf() }), 'add the documents themselves, not a zip of them'],
      'nothing.pdf': ['', 'it is empty'],
      'photo.heic': [Buffer.from('0000001866747970686569630000000068656963', 'hex'), ''],
      'locked.pdf': [lockedPdf(), ''],
      [`${long}.pdf`]: [pdf('long'), ''],
    }
    const sent = []
    for (const [name, [content]] of Object.entries(files)) sent.push({ name, content: await content })
    const fields = { ...fieldsOf(await dsl.get(SECTION)), 'a.priority': 'An hour of typing' }
    const page = await dsl.postFiles(UPLOAD, fields, FIELD, sent)
    expect(page.status).toBe(422)
    const refused = Object.entries(files).flatMap(([name, [, why]]) => (why === '' ? [] : [`${name}: ${why}`]))
    for (const words of refused) {
      const [, id = ''] = page.text.match(new RegExp(`id="(files-training_evidence-error-\\d+)">[^]*?${words.replace('.', '\\.')}`)) ?? []
      expect([words, page.text.includes(`aria-describedby="files-training_evidence-hint`), id !== '']).toEqual([words, true, true])
    }
    expect((await answers()).get('priority')).toMatchObject({ answer: 'An hour of typing' })
    const kept = await filesOf(world, auditReturn.id)
    expect(kept.map(file => file.original_name)).toEqual(['photo.heic', 'locked.pdf', `${'n'.repeat(150)}.pdf`])
    expect(kept[1]!.note).toContain('password')
  }),
)

test(
  'a file is downloaded as an attachment that runs nothing, under a name that says its school, question and date',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'St Thomas à Becket “log”; x=.pdf', content: pdf() }])
    const [file] = await filesOf(world, auditReturn.id)
    const got = await dsl.get(`/return/evidence/${file!.id as number}`).buffer(true)
    expect(got.status).toBe(200)
    expect(got.headers['content-disposition']).toMatch(
      /^attachment; filename="[^"]+ - Evidence for safeguarding training - added \d{4}-\d\d-\d\d - St Thomas a Becket [^"]*\.pdf"; filename\*=UTF-8''.*St%20Thomas%20%C3%A0%20Becket/,
    )
    expect(got.headers['content-security-policy']).toBe("default-src 'none'; sandbox")
    expect(got.headers['x-content-type-options']).toBe('nosniff')
    expect(got.headers['content-type']).toBe('application/pdf')
    expect(Buffer.from(got.body as Buffer).toString()).toBe(pdf().toString())
  }),
)

test(
  'another establishment’s file is not there, whatever is asked of it',
  inRollback(async world => {
    const ours = await answering(world)
    const theirs = await answering(world)
    await theirs.dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'theirs.pdf', content: pdf() }])
    const [file] = await filesOf(world, theirs.auditReturn.id)
    const address = `/return/evidence/${file!.id as number}`
    expect((await ours.dsl.get(address)).status).toBe(404)
    expect((await ours.dsl.get(`${address}/change`)).status).toBe(404)
    expect((await ours.dsl.post(`${address}/remove`)).status).toBe(404)
    expect((await ours.dsl.post(`${address}/restore`)).status).toBe(404)
    expect((await ours.dsl.post(`${address}/change`, { note: 'ours now' })).status).toBe(404)
    expect((await world.visitor().get(address)).status).toBe(403)
    await ours.dsl.postFiles(UPLOAD, { 'attach.training_evidence': String(file!.id) }, FIELD, [])
    expect(await rows(world.db, 'select 1 from evidence_questions where return_id = ?', [ours.auditReturn.id])).toHaveLength(0)
    expect((await ours.dsl.get('/return/evidence/9999999999999999999')).status).toBe(404)
    expect((await ours.dsl.get('/return/evidence/..%2f..%2fsecret')).status).toBe(404)
  }),
)

test(
  'a removed file is gone from the page, and can be brought back',
  inRollback(async world => {
    const { dsl, auditReturn, now } = await answering(world)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy.pdf', content: pdf() }])
    const [file] = await filesOf(world, auditReturn.id)
    const address = `/return/evidence/${file!.id as number}`
    const missing = (await now()).missing as number
    await dsl.post(`${address}/remove`)
    expect(await now()).toMatchObject({ files: 0, missing: missing + 1 })
    const list = await dsl.get('/return/evidence')
    expect(pageText(list)).toContain('“policy.pdf” is removed. Undo')
    expect((await dsl.get(address)).status).toBe(404)
    expect(heading(await dsl.get(`${address}/restore`))).toBe('Bring this file back?')
    await dsl.post(`${address}/restore`)
    expect(await now()).toMatchObject({ files: 1, missing })
    expect((await dsl.get(address)).status).toBe(200)
  }),
)

test(
  'somebody can say what a file shows and of which day or month it is',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy.pdf', content: pdf() }])
    const [file] = await filesOf(world, auditReturn.id)
    const address = `/return/evidence/${file!.id as number}/change`
    const section = await dsl.get(SECTION)
    expect(linksThatLose(section)).toEqual([])
    const leads = await dsl.postFiles(
      UPLOAD,
      { ...fieldsOf(section), 'a.priority': 'Typed', intent: `change:${file!.id as number}` },
      FIELD,
      [],
    )
    expect(leads.headers.location).toBe(`${address}?saved=training`)
    expect(pageText(await dsl.get(address))).toContain('“Training” is saved.')
    const wrong = await dsl.post(address, { note: 'Approved by governors', day: '31', month: '2', year: '2026' })
    expect(wrong.status).toBe(422)
    expect(pageText(wrong)).toContain('The date of the document must be a real date')
    expect(wrong.text).toContain('Approved by governors')
    expect((await dsl.post(address, { note: 'Approved by governors', day: '14', month: '9', year: '2025' })).status).toBe(303)
    expect((await filesOf(world, auditReturn.id))[0]).toMatchObject({ note: 'Approved by governors', dated_on: '2025-09-14' })
    expect((await dsl.post(address, { note: '', day: '', month: 'Sept', year: '2025' })).status).toBe(303)
    expect((await filesOf(world, auditReturn.id))[0]).toMatchObject({ dated_on: '2025-09' })
    expect(pageText(await dsl.get('/return/evidence'))).toContain(', dated September 2025')
    expect((await dsl.get(address)).text).toMatch(/name="day"[^>]*value=""[^]*name="month"[^>]*value="9"[^]*name="year"[^>]*value="2025"/)
  }),
)

test(
  'hostile names and hostile bodies reach neither the disk nor the page',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world)
    const sent = await dsl.postFiles(UPLOAD, {}, FIELD, [
      { name: '../../x/<img src=x onerror=alert(1)>.pdf', content: pdf('1') },
      { name: 'policy\u202Efdp.exe', content: exe() },
      { name: 'page.pdf', content: `<!doctype html><script>alert(1)</script>${pdf().toString()}` },
      { name: 'both.png', content: Buffer.concat([png(), await zip({ 'a.html': '<script>' })]) },
    ])
    expect(sent.status).toBe(422)
    expect(sent.text).not.toContain('<img src=x')
    expect(sent.text).not.toContain('\u202E')
    const [file] = await filesOf(world, auditReturn.id)
    expect(file!.original_name).not.toContain('/')
    expect(file!.storage_key).toMatch(/^[0-9a-f]{40}$/)
    expect(await filesOf(world, auditReturn.id)).toHaveLength(1)
  }),
)

test(
  'a form that broke off, or is none, is told so and changes nothing',
  inRollback(async world => {
    const { dsl, now } = await answering(world)
    const broken = await dsl
      .post(UPLOAD)
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nno end')
    expect(broken.status).toBe(400)
    expect((await dsl.post(UPLOAD, { 'a.priority': 'x' })).status).toBe(400)
    expect(await now()).toMatchObject({ version: 1 })
  }),
)

test(
  'after submission files are as they were sent; an establishment that was sampled can add more',
  inRollback(async world => {
    const { dsl, join, auditReturn, now } = await answering(world)
    await answerEverything(dsl)
    await dsl.postFiles('/return/evidence', {}, FIELD, [{ name: 'sent.pdf', content: pdf('sent') }])
    const head = await join('head', 'Ruth Ainsworth')
    await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
    const [sent] = await filesOf(world, auditReturn.id)
    const address = `/return/evidence/${sent!.id as number}`
    expect((await dsl.post(`${address}/remove`)).status).toBe(409)
    expect((await dsl.post(`${address}/change`, { note: 'Approved in May' })).status).toBe(409)
    expect((await dsl.postFiles('/return/evidence', {}, FIELD, [{ name: 'more.pdf', content: pdf('more') }])).status).toBe(409)
    expect((await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'more.pdf', content: pdf('more') }])).status).toBe(409)

    await sampleOf(world, { auditReturn })
    expect(pageText(await dsl.get('/return'))).toContain('Please add the documents by 5pm on Friday 26 February 2027.')
    expect(pageText(await dsl.get('/return/evidence'))).toContain('Evidence for safeguarding training Asked for')
    const added = await dsl.postFiles('/return/evidence', {}, FIELD, [{ name: 'more.pdf', content: pdf('more') }])
    expect(added.status).toBe(303)
    expect(await now()).toMatchObject({ files: 2, status: 'awaiting_sign_off' })

    // Being asked for more opens what was sent no more than before; what was added since is still the establishment's.
    expect((await dsl.post(`${address}/change`, { note: 'Approved in May' })).status).toBe(409)
    expect((await dsl.post(`${address}/remove`)).status).toBe(409)
    const page = await dsl.get(`${address}/change`)
    expect(pageText(page)).toContain('It stays as it was sent.')
    expect(page.text).not.toContain('<textarea')
    const [, more] = await filesOf(world, auditReturn.id)
    const itsAddress = `/return/evidence/${more!.id as number}`
    expect((await dsl.post(`${itsAddress}/change`, { note: 'The log of June' })).status).toBe(303)
    expect((await dsl.post(`${itsAddress}/remove`)).status).toBe(303)
    expect((await filesOf(world, auditReturn.id)).map(({ note, removed_at }) => [note, removed_at !== null])).toEqual([
      ['', false],
      ['The log of June', true],
    ])
  }),
)

test(
  'what was sent is used for no other question afterwards; the same document can be added there, and removed again',
  inRollback(async world => {
    const { dsl, auditReturn } = await answering(world, {}, {}, TWO_PLACES)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy.pdf', content: pdf() }])
    await world.db.raw(
      `update returns set status = 'submitted', submitted_via = 'online', submitted_at = now(), recorded_at = clock_timestamp() where id = ?`,
      [auditReturn.id],
    )
    await sampleOf(world, { auditReturn })
    const [sent] = await filesOf(world, auditReturn.id)
    const ties = async () =>
      (
        await rows<{ tie: string }>(
          world.db,
          `select evidence_id || question_key as tie from evidence_questions where return_id = ? order by evidence_id`,
          [auditReturn.id],
        )
      ).map(({ tie }) => tie)
    expect((await dsl.get('/return/evidence')).text).not.toContain('name="attach.')
    const ticked = await dsl.postFiles('/return/evidence', { 'attach.policies_evidence': String(sent!.id) }, FIELD, [])
    expect(ticked.status).toBe(422)
    expect(pageText(ticked)).toContain('policy.pdf: it stays as it is. To use it here too, add the document here again')
    expect(await ties()).toEqual([`${sent!.id as number}training_evidence`])

    const policies = 'files.policies_evidence'
    for (const status of [303, 422])
      expect((await dsl.postFiles('/return/evidence', {}, policies, [{ name: 'policy.pdf', content: pdf() }])).status).toBe(status)
    const [, again, ...more] = await filesOf(world, auditReturn.id)
    expect(more).toEqual([])
    expect(await ties()).toEqual([`${sent!.id as number}training_evidence`, `${again!.id as number}policies_evidence`])
    expect((await dsl.post(`/return/evidence/${again!.id as number}/remove`)).status).toBe(303)
    expect((await dsl.get(`/return/evidence/${sent!.id as number}`)).status).toBe(200)
  }),
)

test(
  'what the partnership took in with an offline return is not the establishment’s to change, though it was received long before',
  inRollback(async world => {
    const { dsl, auditReturn, partnership } = await answering(world)
    const priya = await world.make.staffActor(partnership.id)
    const path = `${world.deps.config.DATA_DIR}/incoming/offline`
    await writeFile(path, pdf('offline'))
    const receivedAt = new Date(Date.now() - 10 * 86_400_000)
    const offline = { receivedAt, byName: 'Sam Okafor, DSL', note: '', key: undefined, seen: 'opened ' }
    const auditReturnNow = await findReturn(world.db, partnership.id, auditReturn.id)
    const files = [{ path, originalName: 'return.pdf', questionKeys: ['training_evidence'], refused: null }]
    await receiveOfflineReturn(world.deps, priya, { auditReturn: auditReturnNow!, ...offline, files, megabytes: 50 })
    await sampleOf(world, { auditReturn })
    const [taken] = await filesOf(world, auditReturn.id)
    const address = `/return/evidence/${taken!.id as number}`
    expect((await dsl.post(`${address}/remove`)).status).toBe(409)
    expect((await dsl.post(`${address}/change`, { note: 'Ours' })).status).toBe(409)
    expect(pageText(await dsl.get(`${address}/change`))).toContain('Received by email on')
    // The paper itself stays also while the return is with the establishment again.
    await world.db.raw(`update returns set status = 'returned' where id = ?`, [auditReturn.id])
    expect((await dsl.post(`${address}/remove`)).status).toBe(409)
    expect((await dsl.post(`${address}/change`, { note: 'Ours' })).status).toBe(409)
    expect((await filesOf(world, auditReturn.id))[0]).toMatchObject({ removed_at: null, note: taken!.note })
    expect(pageText(await dsl.get(SECTION))).not.toContain('Change or remove')
    await world.db.raw(`update returns set status = 'submitted' where id = ?`, [auditReturn.id])
    // A file of the establishment's own from before the return was taken in was part of it, too.
    await world.db.raw(`update evidence set received_via = 'online', created_at = now() - interval '1 day' where return_id = ?`, [
      auditReturn.id,
    ])
    expect((await dsl.post(`${address}/remove`)).status).toBe(409)
  }),
)

test(
  'the history keeps what was said about a file before somebody said otherwise',
  inRollback(async world => {
    const { dsl, auditReturn, partnership } = await answering(world)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy.pdf', content: pdf() }])
    const [file] = await filesOf(world, auditReturn.id)
    const address = `/return/evidence/${file!.id as number}/change`
    await dsl.post(address, { note: 'A draft', day: '', month: '9', year: '2025' })
    await dsl.post(address, { note: 'Approved by governors', day: '14', month: '9', year: '2026' })
    const staff = await world.staff((await world.make.staffActor(partnership.id)).accountId)
    const history = pageText(await staff.get(`/returns/${auditReturn.id}/history`))
    expect(history).toContain('Its description was: A draft')
    expect(history).toContain('It was dated September 2025')
  }),
)

test(
  'staff take in documents that came by e-mail, also after submission',
  inRollback(async world => {
    const { auditReturn, partnership, now, events } = await answering(world, {
      status: 'submitted',
      submitted_at: new Date(),
      submitted_via: 'online',
    })
    const priya = await world.make.staffActor(partnership.id)
    const path = `${world.deps.config.DATA_DIR}/incoming/by-mail`
    await writeFile(path, pdf())
    const outcome = await addFiles(world.deps, priya, {
      returnId: auditReturn.id,
      files: [{ path, originalName: 'policy.pdf', questionKeys: ['training_evidence'], refused: null }],
      via: 'email',
      receivedOn: '2026-11-20',
      note: 'Came with the head’s mail.',
      limits: { megabytes: 50, filesAtOnce: 10 },
    })
    expect(outcome).toEqual({ added: 1, refused: [] })
    expect((await filesOf(world, auditReturn.id))[0]).toMatchObject({
      received_via: 'email',
      received_on: '2026-11-20',
      note: 'Came with the head’s mail.',
    })
    expect(await now()).toMatchObject({ status: 'submitted', files: 1 })
    expect(await events('evidence.added')).toHaveLength(1)
  }),
)

test(
  'before anything is attached the page says what not to send, and how large a file may be',
  inRollback(async world => {
    const { dsl } = await answering(world)
    const text = pageText(await dsl.get(SECTION))
    expect(text).toContain('Up to 50 MB each, 10 at a time.')
    expect(text).toContain('Do not attach the single central record')
  }),
)

test(
  'files stay in the store when the connection breaks at the commit, since rows may speak of them',
  inRollback(async world => {
    const { auditReturn, partnership } = await answering(world)
    const priya = await world.make.staffActor(partnership.id)
    const path = `${world.deps.config.DATA_DIR}/incoming/cut-off`
    await writeFile(path, pdf())
    const cutOff = async (work: Parameters<typeof inTransaction>[1]) => {
      await inTransaction(world.db, work)
      throw new Error('Connection terminated unexpectedly')
    }
    const db = new Proxy(world.db, { get: (of, name): unknown => (name === 'transaction' ? cutOff : Reflect.get(of, name)) })
    const adding = addFiles({ ...world.deps, db }, priya, {
      returnId: auditReturn.id,
      files: [{ path, originalName: 'policy.pdf', questionKeys: ['training_evidence'], refused: null }],
      via: 'email',
      receivedOn: '2026-11-20',
      limits: { megabytes: 50, filesAtOnce: 10 },
    })
    await expect(adding).rejects.toThrow('Connection terminated')
    const [file] = await filesOf(world, auditReturn.id)
    expect(await world.deps.files.has(file!.storage_key as string)).toBe(true)
  }),
)

test(
  'what is stored is what was looked into: a file that changed in between is not kept',
  inRollback(async world => {
    const { auditReturn, partnership } = await answering(world)
    const priya = await world.make.staffActor(partnership.id)
    const path = `${world.deps.config.DATA_DIR}/incoming/changed`
    await writeFile(path, pdf())
    const stored = async () =>
      (await readdir(world.deps.config.UPLOADS_DIR, { recursive: true }).catch(() => [])).filter(name => name.length > 40)
    const before = await stored()
    const looking: Looking = {
      ...world.deps.looking,
      async look(...asked) {
        const found = await world.deps.looking.look(...asked)
        await writeFile(path, exe())
        return found
      },
    }
    const adding = {
      returnId: auditReturn.id,
      files: [{ path, originalName: 'policy.pdf', questionKeys: [], refused: null }],
      receivedOn: '2026-11-20',
    }
    const outcome = await addFiles({ ...world.deps, looking }, priya, {
      ...adding,
      via: 'email',
      limits: { megabytes: 50, filesAtOnce: 10 },
    })
    expect(outcome).toMatchObject({ added: 0, refused: [{ name: 'policy.pdf', why: expect.stringContaining('could not be stored') }] })
    expect(await filesOf(world, auditReturn.id)).toEqual([])
    expect(await stored()).toEqual(before)
  }),
)

test(
  'a removed file cannot be brought back into a return that is full by now',
  inRollback(async world => {
    const { dsl, auditReturn, now } = await answering(world)
    await dsl.postFiles(UPLOAD, {}, FIELD, [{ name: 'policy.pdf', content: pdf() }])
    const [file] = await filesOf(world, auditReturn.id)
    const address = `/return/evidence/${file!.id as number}`
    await dsl.post(`${address}/remove`)
    await world.db.raw(
      `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name)
       select partnership_id, return_id, 'log.pdf', media_type, bytes, sha256, 'key' || n, 'online', received_on, by_name
       from evidence, generate_series(1, 300) n where return_id = ?`,
      [auditReturn.id],
    )
    const refused = await dsl.post(`${address}/restore`)
    expect([refused.status, heading(refused)]).toEqual([409, 'A return can hold 300 files'])
    expect(await now()).toMatchObject({ files: 0 })
  }),
)
