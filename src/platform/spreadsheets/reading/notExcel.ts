import { open } from 'node:fs/promises'
import { openZipParts, UnreadableZip } from '../../files/zipParts.ts'

/** Enough to meet the directory of an old file of Office, whose streams have their names in it. */
const LOOKED_AT = 4 * 1024 * 1024
const SAVE_AS = 'Open it in the program that made it, choose “Save as”, then “Excel workbook (.xlsx)”, and choose that file.'

/**
 * Why a file is no Excel workbook (.xlsx) without macros, in words for whoever sent it; undefined when nothing speaks against it.
 * It runs in the looker.
 */
export async function whyNotExcel(file: string): Promise<string | undefined> {
  const head = await headOf(file)
  if (head.length === 0) return 'This file is empty.'
  const begins = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    return head.includes(Buffer.from('EncryptedPackage', 'utf16le'))
      ? 'This workbook is protected with a password. Save it without one, and choose it again.'
      : `This is a workbook of an old kind (.xls). ${SAVE_AS}`
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'This is a PDF. Choose the workbook itself.'
  if (!begins(0x50, 0x4b))
    return head.subarray(0, 4096).includes(0)
      ? `This is not an Excel workbook (.xlsx). ${SAVE_AS}`
      : 'This is a text file or CSV, and it has lost the sheets of the workbook. Choose the Excel workbook (.xlsx) that you filled in.'
  return whyNotPackage(file)
}

const PACKAGES: readonly { has: RegExp; why: string }[] = [
  {
    has: /(^|\/)(vbaProject\.bin|vbaData\.xml)$|(^|\/)macrosheets\//i,
    why: 'This workbook holds macros, small programs that are not read here. Save it as “Excel workbook (.xlsx)”, without macros, and choose that file.',
  },
  { has: /^xl\/workbook\.bin$/i, why: `This is a binary Excel workbook (.xlsb). ${SAVE_AS}` },
  { has: /^content\.xml$/i, why: `This file is in LibreOffice’s or OpenOffice’s own format (.ods). ${SAVE_AS}` },
  { has: /^Index\/|\.iwa$/i, why: 'This is a spreadsheet of Apple Numbers. Export it to Excel (.xlsx), and choose that file.' },
  { has: /^word\//i, why: 'This is a Word document. Choose the workbook itself.' },
]

async function whyNotPackage(file: string): Promise<string | undefined> {
  const zip = await openZipParts(file, { entries: 2000, partBytes: 0, allBytes: 0 }).catch((error: unknown) => {
    if (error instanceof UnreadableZip) return undefined
    throw error
  })
  if (!zip) return undefined
  zip.close()
  return PACKAGES.find(({ has }) => zip.names.some(name => has.test(name)))?.why
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(Math.min(LOOKED_AT, (await file.stat()).size))
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return head.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
