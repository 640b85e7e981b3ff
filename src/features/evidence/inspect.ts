import { open, type FileHandle } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { readZip } from '../../platform/files/zip.ts'
import { kindOfName, whyNotThisName, type FileKind } from './fileKinds.ts'

/** What a look at a file found: how it is kept, or why it is not, as the end of a sentence that begins with its name. */
export type Inspection = { ok: true; mediaType: string; note: string } | { ok: false; why: string }

const HEAD = 8 * 1024
const TAIL = 70 * 1024

/**
 * Looks at a file's name and at its content: both must say that it is a document or picture which runs nothing when it is
 * opened. Never unpacks more than a zip's directory.
 *
 * @param path where the file lies
 * @param name as its sender called it
 */
export async function inspectFile(path: string, name: string): Promise<Inspection> {
  const kind = kindOfName(name)
  if (!kind) return refused(whyNotThisName(name))
  const { size, head, tail } = await endsOf(path)
  if (size === 0) return refused('it is empty')
  if (kind.content === 'text') return inspectText(kind, path, head)
  const detected = (await fileTypeFromFile(path).catch(() => undefined))?.ext
  const wrong = whyNotThisContent(kind, detected, head)
  if (wrong !== null) return refused(wrong)
  if (kind.content === 'office' || kind.content === 'opendocument') return inspectPackage(kind, path)
  return looksLikeTwo(kind, head, tail) ? refused('it is two kinds of file in one: save it again as a new file') : inspectPlain(kind, tail)
}

const refused = (why: string): Inspection => ({ ok: false, why })
const accepted = ({ mediaType, note = '' }: FileKind, warning = ''): Inspection => ({
  ok: true,
  mediaType,
  note: [note, warning].filter(part => part !== '').join(' '),
})

const PROGRAMS = ['exe', 'elf', 'macho', 'msi', 'deb', 'rpm', 'dmg', 'jar', 'apk', 'wasm', 'lnk', 'class']
const MACROS = ['docm', 'xlsm', 'pptm', 'dotm', 'xltm', 'potm', 'ppsm']

function whyNotThisContent({ called, detected: expected }: FileKind, detected: string | undefined, head: Buffer): string | null {
  if (detected !== undefined && expected.includes(detected)) return null
  if (detected !== undefined && PROGRAMS.includes(detected)) return 'it is a program, not a document'
  if (detected !== undefined && MACROS.includes(detected)) return 'it holds macros: save it without them'
  if (detected === 'cfb' && expected.some(ext => ['docx', 'xlsx', 'pptx'].includes(ext)))
    return 'it is protected with a password, or an old kind of document under a new name: save it again without a password'
  if (startsLikeMarkup(head.toString('latin1'))) return `it is a web page, not ${called}`
  return `it is not ${called}, or it is damaged`
}

/** Word, Excel, PowerPoint and OpenDocument files are zips: macros, passwords and bombs show in the directory. */
async function inspectPackage(kind: FileKind, path: string): Promise<Inspection> {
  const zip = await readZip(path, '[Content_Types].xml')
  if (!zip) return refused(`it is not ${kind.called} that can be opened, or it is damaged`)
  const { names, encrypted } = zip.directory
  const holdsMacros = names.some(entry =>
    kind.content === 'office'
      ? /(^|\/)(vbaProject\.bin|vbaData\.xml)$|(^|\/)(macrosheets|activeX)\//i.test(entry)
      : /^(Basic|Scripts)\/./i.test(entry),
  )
  if (holdsMacros || /macroEnabled|vbaProject/i.test(zip.text ?? ''))
    return refused('it holds macros or active content: save it without them, or as a PDF')
  if (encrypted) return refused('it is protected with a password: save it again without one')
  const hasDocument = kind.content === 'office' ? zip.text !== null : names.includes('content.xml')
  return hasDocument ? accepted(kind) : refused(`it is not ${kind.called}, or it is damaged`)
}

function inspectPlain(kind: FileKind, tail: Buffer): Inspection {
  if (kind.content !== 'pdf') return accepted(kind)
  const end = tail.toString('latin1')
  if (!end.includes('%%EOF')) return accepted(kind, 'It may be damaged: its end is missing.')
  // The trailer of a file that asks for a password names how it is encrypted.
  return /\/Encrypt\s+\d+\s+\d+\s+R/.test(end) || /\/Encrypt\s*<</.test(end)
    ? accepted(kind, 'It may ask for a password: somebody who reviews it may not be able to open it.')
    : accepted(kind)
}

/** A file that reads as a picture or PDF from its head and as a web page or an archive from elsewhere. */
function looksLikeTwo(kind: FileKind, head: Buffer, tail: Buffer): boolean {
  const start = head.toString('latin1')
  if (kind.content === 'pdf' && !start.startsWith('%PDF-')) return true
  if (/<(?:!doctype\s+html|html|script|iframe|svg|body)[\s>/]/i.test(start.slice(0, 1024))) return true
  const archive = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  return archive !== -1 && archive > tail.lastIndexOf(Buffer.from('%%EOF', 'latin1'))
}

/** Plain text has no signature: it is what can be read to its end as text and does not start like a page or a script. */
async function inspectText(kind: FileKind, path: string, head: Buffer): Promise<Inspection> {
  if (!(await isText(path))) return refused(`it is not ${kind.called}`)
  const start = head.toString('utf8').replace(/^\uFEFF/, '')
  if (startsLikeMarkup(start) || /^\s*(#!|<\?php|@echo)/i.test(start)) return refused('it is a web page or a script, not a document')
  return accepted(kind)
}

const startsLikeMarkup = (start: string): boolean =>
  /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype|html|head|body|script|svg|iframe|\?xml|x?html:)/i.test(start)

/** Without control characters other than those of text; UTF-16 with its mark is text as well. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(64 * 1024)
    let wide: boolean | undefined
    for (let read = await file.read(buffer, 0, buffer.length); read.bytesRead > 0; read = await file.read(buffer, 0, buffer.length)) {
      const chunk = buffer.subarray(0, read.bytesRead)
      wide ??= (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)
      if (!wide && chunk.some(byte => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127)) return false
    }
    return true
  } finally {
    await file.close()
  }
}

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
