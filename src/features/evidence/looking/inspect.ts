import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { readInPieces } from '../../../platform/files/pieces.ts'
import { readZip } from '../../../platform/files/zip.ts'
import { holdsMacros, holdsScripts } from '../activeContent.ts'
import { FILE_KINDS, type FileKind } from '../fileKinds.ts'
import { startsLikeMarkup } from '../markup.ts'

/** What a look at a file found: how it is kept, or why it is not, as the end of a sentence that begins with its name. */
export type Inspection = { ok: true; mediaType: string; note: string; sha256: string } | { ok: false; why: string }

const HEAD = 8 * 1024
const TAIL = 70 * 1024

/**
 * Looks at a file's content: it must say that it is the document or picture that the file's name says it is, which runs
 * nothing when it is opened. Never unpacks more than a zip's directory and its list of parts. It runs in the looker.
 *
 * @param path where the file lies
 * @param kind what its name says that it is
 * @param extension as in its name
 */
export async function inspectContent(path: string, kind: FileKind, extension: string): Promise<Inspection> {
  const judged = await judge(path, kind, extension)
  return 'why' in judged
    ? { ok: false, why: judged.why }
    : { ok: true, mediaType: judged.mediaType, note: judged.note, sha256: await hashOf(path) }
}

/** How a file is kept, or why it is not. */
type Judged = { mediaType: string; note: string } | { why: string }

async function judge(path: string, kind: FileKind, extension: string): Promise<Judged> {
  const { size, head, tail } = await endsOf(path)
  if (size === 0) return refused('it is empty')
  if (kind.content === 'text') return inspectText(kind, path, head)
  const detected = (await fileTypeFromFile(path).catch(() => undefined))?.ext
  const picture = pictureUnderAnotherName(kind, detected)
  if (picture)
    return looksLikeTwo(picture, head, tail)
      ? refused(TWO)
      : accepted(picture, `It is ${picture.called}, although its name ends in .${extension}.`)
  const wrong = whyNotThisContent(kind, extension, detected, head)
  if (wrong !== null) return refused(wrong)
  if (kind.content === 'office' || kind.content === 'opendocument') return inspectPackage(kind, path)
  return looksLikeTwo(kind, head, tail) ? refused(TWO) : inspectPlain(kind, tail)
}

const refused = (why: string): Judged => ({ why })
const TWO = 'it is two kinds of file in one: save it again as a new file'
const accepted = ({ mediaType, note = '' }: FileKind, warning = ''): Judged => ({
  mediaType,
  note: [note, warning].filter(part => part !== '').join(' '),
})

/** Phones and mail programs give pictures the endings of others: one is taken as the picture that it is. */
const pictureUnderAnotherName = ({ content, detected: expected }: FileKind, detected: string | undefined): FileKind | undefined =>
  content === 'picture' && detected !== undefined && !expected.includes(detected)
    ? FILE_KINDS.find(kind => kind.content === 'picture' && kind.detected.includes(detected))
    : undefined

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of readInPieces(path) as AsyncIterable<Buffer>) hash.update(part)
  return hash.digest('hex')
}

const PROGRAMS = ['exe', 'elf', 'macho', 'msi', 'deb', 'rpm', 'dmg', 'jar', 'apk', 'wasm', 'lnk', 'class']
const MACROS = ['docm', 'xlsm', 'pptm', 'dotm', 'xltm', 'potm', 'ppsm']

function whyNotThisContent(
  { called, detected: expected }: FileKind,
  extension: string,
  detected: string | undefined,
  head: Buffer,
): string | null {
  if (detected !== undefined && expected.includes(detected)) return null
  if (detected !== undefined && PROGRAMS.includes(detected)) return 'it is a program, not a document'
  if (detected !== undefined && MACROS.includes(detected)) return 'it holds macros: save it without them'
  if (detected === 'cfb' && expected.some(ext => ['docx', 'xlsx', 'pptx'].includes(ext)))
    return 'it is protected with a password, or an old kind of document under a new name: save it again without a password'
  const other = FILE_KINDS.find(kind => detected !== undefined && kind.detected.includes(detected))
  if (other)
    return `it is ${other.called} with a name that ends in .${extension}, not ${called}: give its name the ending .${other.extensions[0] ?? ''} and add it again`
  if (startsLikeMarkup(head.toString('latin1'))) return `it is a web page, not ${called}`
  return `it is not ${called}, or it is damaged`
}

/** Word, Excel, PowerPoint and OpenDocument files are zips: macros, passwords and bombs show in the directory. */
async function inspectPackage(kind: FileKind, path: string): Promise<Judged> {
  const zip = await readZip(path, '[Content_Types].xml')
  if (!zip) return refused(`it is not ${kind.called} that can be opened, or it is damaged`)
  const { names, encrypted } = zip.directory
  const runs = kind.content === 'office' ? holdsMacros(names, zip.text ?? '') : holdsScripts(names)
  if (runs) return refused('it holds macros or active content: save it without them, or as a PDF')
  if (encrypted) return refused('it is protected with a password: save it again without one')
  const hasDocument = kind.content === 'office' ? zip.text !== null : names.includes('content.xml')
  return hasDocument ? accepted(kind) : refused(`it is not ${kind.called}, or it is damaged`)
}

function inspectPlain(kind: FileKind, tail: Buffer): Judged {
  if (kind.content !== 'pdf') return accepted(kind)
  const end = tail.toString('latin1')
  if (!end.includes('%%EOF')) return accepted(kind, 'It may be damaged: its end is missing.')
  // The trailer of a file that asks for a password names how it is encrypted.
  return /\/Encrypt\s+\d+\s+\d+\s+R/.test(end) || /\/Encrypt\s*<</.test(end)
    ? accepted(kind, 'It may ask for a password: someone who reviews it may not be able to open it.')
    : accepted(kind)
}

/**
 * A file that reads as a picture or PDF from its head and as a web page or an archive from elsewhere. A picture's own mark
 * stands where a browser would look for a page, so what a camera or a program wrote into it later makes it no page.
 */
function looksLikeTwo(kind: FileKind, head: Buffer, tail: Buffer): boolean {
  const start = head.toString('latin1')
  if (kind.content === 'pdf' && !start.startsWith('%PDF-')) return true
  if (kind.content === 'pdf' && /<(?:!doctype\s+html|html|script|iframe|svg|body)[\s>/]/i.test(start.slice(0, 1024))) return true
  const archive = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  return archive !== -1 && archive > tail.lastIndexOf(Buffer.from('%%EOF', 'latin1'))
}

/** Plain text has no signature: it is what can be read to its end as text and does not start like a page or a script. */
async function inspectText(kind: FileKind, path: string, head: Buffer): Promise<Judged> {
  if (!(await isText(path))) return refused(`it is not ${kind.called}`)
  const start = head.toString('utf8').replace(/^\uFEFF/, '')
  if (startsLikeMarkup(start) || /^\s*(#!|<\?php|@echo)/i.test(start)) return refused('it is a web page or a script, not a document')
  return accepted(kind)
}

/** Without control characters other than those of text; UTF-16 with its mark is text as well. */
async function isText(path: string): Promise<boolean> {
  let wide: boolean | undefined
  for await (const piece of readInPieces(path) as AsyncIterable<Buffer>) {
    wide ??= (piece[0] === 0xff && piece[1] === 0xfe) || (piece[0] === 0xfe && piece[1] === 0xff)
    if (!wide && hasControls(piece)) return false
  }
  return true
}

/** Counted and not asked of each byte by a function, which takes ten times as long. */
function hasControls(piece: Buffer): boolean {
  for (let at = 0; at < piece.length; at += 1) if (CONTROLS[piece[at] ?? 0] === 1) return true
  return false
}

const CONTROLS = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127))

async function endsOf(path: string): Promise<{ size: number; head: Buffer; tail: Buffer }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    return { size, head: await part(file, 0, Math.min(HEAD, size)), tail: await part(file, Math.max(0, size - TAIL), Math.min(TAIL, size)) }
  } finally {
    await file.close()
  }
}

async function part(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, from)
  return buffer.subarray(0, bytesRead)
}
