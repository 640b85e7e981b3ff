import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { cleanName } from '../../../src/features/evidence/fileKinds.ts'
import { inspectFile } from '../../../src/features/evidence/inspect.ts'
import { docm, docx, exe, jpg, lockedPdf, odt, pdf, png, xlsx, zip } from '../../http/evidence/files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inspect-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function look(name: string, content: Buffer | string) {
  const file = path.join(folder, 'incoming')
  await writeFile(file, content)
  return inspectFile(file, name)
}

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
    ['policy.odt', () => odt({ 'Basic/Standard/Module1.xml': '<x/>' }), /macros/],
    ['policy.docx', () => xlsx(), /not a Word document/],
    ['policy.docx', () => pdf(), /not a Word document/],
    ['policy.docx', () => zip({ 'a.txt': 'a' }), /not a Word document/],
    ['policy.pdf', () => '<!doctype html><script>alert(1)</script>', /a web page, not a PDF/],
    ['policy.pdf', () => Buffer.from(`<html>${pdf().toString()}`), /web page|two kinds|not a PDF/],
    ['policy.pdf', () => Buffer.from(pdf().toString().replace('1 0 obj', '<script>alert(1)</script>')), /two kinds/],
    ['policy.pdf', async () => Buffer.concat([pdf(), await zip({ 'a.html': '<script>' })]), /two kinds/],
    ['board.png', async () => Buffer.concat([png(), await zip({ 'a.html': '<script>' })]), /two kinds/],
    ['board.jpg', () => png(), /not a JPG picture/],
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
  [`${'x'.repeat(400)}.pdf`, `${'x'.repeat(150)}.pdf`],
])('a file called %j is kept as %j', (given, kept) => {
  expect(cleanName(given)).toBe(kept)
})
