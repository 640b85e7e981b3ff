import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { cleanName } from '../../../src/features/evidence/fileNames.ts'
import { inspectFile } from '../../../src/features/evidence/looking/inspectFile.ts'
import { CouldNotLook, type Looking, type WhyNot } from '../../../src/platform/looking/look.ts'
import { sharedLooking } from '../../support/looking.ts'
import { docm, docx, exe, jpg, lockedPdf, odt, pdf, png, xlsx, zip } from '../../http/evidence/files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(process.env.SA_TEST_FOLDER ?? tmpdir(), 'inspect-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function look(name: string, content: Buffer | string) {
  const file = path.join(folder, 'incoming')
  await writeFile(file, content)
  return inspectFile(sharedLooking(), file, name)
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const declares = (more: string) => `<Types><Override PartName="/word/document.xml" ContentType="${WORD}.main+xml"/>${more}</Types>`
const jpgWithWords = (words: string) => Buffer.concat([jpg().subarray(0, 20), Buffer.from(words), jpg().subarray(20)])
/** What an iPhone writes first, and field F41: such a picture that was sent under a name that ends in .jpg. */
const heic = () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(300)])
const calledJpg = () => readFileSync(path.join(import.meta.dirname, '../../fixtures/evidence/heic-called.jpg'))

describe('documents and pictures may be attached', () => {
  test.each([
    ['policy.pdf', () => pdf(), 'application/pdf'],
    ['Policy 2026.PDF', () => pdf(), 'application/pdf'],
    ['minutes.docx', () => docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['log.xlsx', () => xlsx(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['report.odt', () => odt(), 'application/vnd.oasis.opendocument.text'],
    ['board.png', () => png(), 'image/png'],
    ['board.jpeg', () => jpg(), 'image/jpeg'],
    ['note.txt', () => 'MZ is how this note begins. Café at 82°.', 'text/plain'],
    ['log.csv', () => Buffer.from('name,date\r\nCaf\xe9,1 May\r\n', 'latin1'), 'text/csv'],
    ['photo.jpg', () => jpgWithWords('<script>a note that a program left in the picture</script>'), 'image/jpeg'],
    [
      'cleaned.docx',
      () => docx({ '[Content_Types].xml': declares('<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>') }),
      WORD,
    ],
    ['comment.txt', () => '<!-- minutes --> of the governors', 'text/plain'],
    ['wide.txt', () => Buffer.from('\uFEFFnotes', 'utf16le'), 'text/plain'],
  ])('%s', async (name, make, mediaType) => {
    expect(await look(name, await make())).toMatchObject({ ok: true, mediaType })
  })
})

describe('what is refused, and why', () => {
  test.each([
    ['policy.pdf', () => '', /empty/],
    ['policy.exe', () => exe(), /\.exe files are not accepted/],
    ['policy.pdf', () => exe(), /a program, not a document/],
    ['policy', () => pdf(), /name does not say what it is/],
    ['policy.docx', () => docm(), /macros/],
    ['policy.docm', () => docm(), /macros/],
    ['policy.docx', () => docx({ 'word/vbaProject.bin': 'x' }), /macros/],
    ['policy.docx', () => docx({ 'word/activeX/activeX1.xml': '<x/>' }), /macros or active content/],
    [
      'policy.docx',
      () =>
        docx({
          '[Content_Types].xml': declares('<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
          'word/a.bin': 'x',
        }),
      /macros/,
    ],
    [
      'policy.docx',
      () =>
        docx({
          '[Content_Types].xml': declares("<x:Override ContentType = 'application/vnd.ms-office.vbaProject' PartName='/word/A.dat'/>"),
          'word/a.dat': 'x',
        }),
      /macros/,
    ],
    ['policy.odt', () => odt({ 'Basic/Standard/Module1.xml': '<x/>' }), /macros/],
    ['policy.docx', () => xlsx(), /not a Word document/],
    ['policy.docx', () => pdf(), /not a Word document/],
    ['policy.docx', () => zip({ 'a.txt': 'a' }), /not a Word document/],
    ['policy.pdf', () => '<!doctype html><script>alert(1)</script>', /a web page, not a PDF/],
    ['policy.pdf', () => Buffer.from(`<html>${pdf().toString()}`), /web page|two kinds|not a PDF/],
    ['policy.pdf', () => Buffer.from(pdf().toString().replace('1 0 obj', '<script>alert(1)</script>')), /two kinds/],
    ['policy.pdf', async () => Buffer.concat([pdf(), await zip({ 'a.html': '<script>' })]), /two kinds/],
    ['board.png', async () => Buffer.concat([png(), await zip({ 'a.html': '<script>' })]), /two kinds/],
    ['plan.xlsx', () => docx(), /^it is a Word document with a name that ends in \.xlsx/],
    ['comment.txt', () => `<!-- ${'-->'.repeat(50)} <!-- --> <html>`, /web page or a script/],
    ['drawing.svg', () => '<svg onload="alert(1)"/>', /save it as PNG or PDF/],
    ['drawing.txt', () => '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', /web page or a script/],
    ['page.html', () => '<p>', /save the page as a PDF/],
    ['note.txt', () => Buffer.from([0, 1, 2, 3]), /not plain text/],
    ['run.txt', () => '#!/bin/sh\nrm -rf /', /script/],
    ['mail.msg', () => 'x', /save the email as a PDF/],
    ['photos.zip', () => zip({ 'a.png': png() }), /documents themselves/],
    ['old.doc', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), /save it as \.docx or PDF/],
    ['secret.docx', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(3000)]), /password/],
  ] as [string, () => Buffer | string | Promise<Buffer>, RegExp][])('%s', async (name, make, why) => {
    const found = await look(name, await make())
    expect(found).toMatchObject({ ok: false, why: expect.stringMatching(why) })
  })

  test.each([
    [
      'board.jpg',
      () => heic(),
      'image/heic',
      'A picture from a phone that some computers cannot open. It is a HEIC picture, although its name ends in .jpg.',
    ],
    [
      'IMG_0412.jpg',
      () => calledJpg(),
      'image/heic',
      'A picture from a phone that some computers cannot open. It is a HEIC picture, although its name ends in .jpg.',
    ],
    ['board.jpg', () => png(), 'image/png', 'It is a PNG picture, although its name ends in .jpg.'],
  ] as const)('but %s is taken as the picture that it is', async (name, make, mediaType, note) => {
    expect(await look(name, make())).toMatchObject({ ok: true, mediaType, note })
  })

  test('a zip that claims to unpack into more than a disk holds', async () => {
    const bomb = await docx({ 'word/media/image1.png': Buffer.alloc(1000) })
    // The directory's entry of the picture: its unpacked size, made four gigabytes.
    const at = bomb.lastIndexOf(Buffer.from('word/media/image1.png')) - 46
    bomb.writeUInt32LE(0xfffffffe, at + 24)
    expect(await look('policy.docx', bomb)).toMatchObject({ ok: false })
  })

  test('a zip whose names lead out of it', async () => {
    const good = await docx({ 'word/aaaaaaaa.txt': 'x' })
    const bad = Buffer.from(good.toString('latin1').replaceAll('word/aaaaaaaa.txt', '../../../aaaa.txt'), 'latin1')
    expect(await look('policy.docx', bad)).toMatchObject({ ok: false })
  })
})

test.each([
  ['minutes.txt', `${'<!---->'.repeat(60)}x`, { ok: true }],
  ['minutes.pdf', `${'<!---->'.repeat(1200)}x`, { ok: false, why: expect.not.stringContaining('too long') }],
])('comments that begin no page are passed over once, however many there are (%s)', async (name, content, found) => {
  expect(await look(name, content)).toMatchObject(found)
})

test('a file that takes too long or too much to look into, or comes when it cannot be, is refused in words', async () => {
  const why = async (reason: WhyNot) => {
    const looking: Looking = { look: () => Promise.reject(new CouldNotLook(reason, 'x')), close: () => Promise.resolve() }
    const found = await inspectFile(looking, '/nowhere', 'policy.pdf')
    return found.ok ? '' : found.why
  }
  expect(await why('too_long')).toBe('it took too long to look into: save it again as a PDF')
  expect(await why('too_much')).toBe('it is too complicated to look into: save it again as a PDF')
  for (const reason of ['busy', 'failed', 'stopping'] as const) expect(await why(reason)).toMatch(/^it could not be looked into just now/)
})

test('a file that may ask for a password, or lacks its end, is kept with a word about it', async () => {
  expect(await look('policy.pdf', lockedPdf())).toMatchObject({ ok: true, note: expect.stringContaining('password') })
  expect(await look('policy.pdf', pdf().subarray(0, 60))).toMatchObject({ ok: true, note: expect.stringContaining('damaged') })
})

test.each([
  ['policy.pdf', 'policy.pdf'],
  ['../../etc/passwd.pdf', 'passwd.pdf'],
  ['C:\\Users\\Sam\\policy.pdf', 'policy.pdf'],
  ['St Thomas à Becket’s “North Star 82°”.docx', 'St Thomas à Becket’s “North Star 82°”.docx'],
  ['policy\u202Efdp.exe', 'policyfdp.exe'],
  ['a\u0000b\r\n.pdf', 'ab.pdf'],
  ['...hidden.pdf', 'hidden.pdf'],
  ['', 'file'],
  ['سياسة.pdf', 'سياسة.pdf'],
  ['Team 👩🏽\u200D🏫, فارسی\u200Cها.pdf', 'Team 👩🏽\u200D🏫, فارسی\u200Cها.pdf'],
  ['\u200Dpolicy\u200C.pdf\u200D', 'policy.pdf'],
  [`${'x'.repeat(400)}.pdf`, `${'x'.repeat(150)}.pdf`],
])('a file called %j is kept as %j', (given, kept) => {
  expect(cleanName(given)).toBe(kept)
})
