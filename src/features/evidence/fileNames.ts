import { ACCEPTED_FILES } from './accepted.ts'
import { extensionOf } from './fileKinds.ts'

/** What to do instead, for what people often have. */
const INSTEAD: Record<string, string> = {
  doc: 'it is an old Word document: save it as .docx or PDF',
  xls: 'it is an old Excel workbook: save it as .xlsx or PDF',
  ppt: 'it is an old PowerPoint presentation: save it as .pptx or PDF',
  docm: 'it holds macros: save it as .docx or PDF',
  xlsm: 'it holds macros: save it as .xlsx or PDF',
  pptm: 'it holds macros: save it as .pptx or PDF',
  rtf: 'save it as .docx or PDF',
  pages: 'it opens on Apple computers only: export it as PDF',
  numbers: 'it opens on Apple computers only: export it as PDF or .xlsx',
  key: 'it opens on Apple computers only: export it as PDF or .pptx',
  zip: 'add the documents themselves, not a zip of them',
  '7z': 'add the documents themselves, not an archive of them',
  rar: 'add the documents themselves, not an archive of them',
  msg: 'save the email as a PDF (Print, then Save as PDF)',
  eml: 'save the email as a PDF (Print, then Save as PDF)',
  gif: 'save it as JPG, PNG or PDF',
  webp: 'save it as JPG, PNG or PDF',
  tif: 'save it as JPG, PNG or PDF',
  tiff: 'save it as JPG, PNG or PDF',
  bmp: 'save it as JPG, PNG or PDF',
  svg: 'save it as PNG or PDF',
  htm: 'save the page as a PDF',
  html: 'save the page as a PDF',
}

/** Why a name is not of a kind that may be attached. */
export function whyNotThisName(name: string): string {
  const extension = extensionOf(name)
  const instead = INSTEAD[extension]
  if (instead !== undefined) return instead
  return extension === ''
    ? `its name does not say what it is; we accept ${ACCEPTED_FILES}`
    : `.${extension} files are not accepted; we accept ${ACCEPTED_FILES}`
}

/**
 * A file's name as it is kept and shown: without folders, control characters or marks that turn the direction of writing
 * (which can make `exe.pdf` of `fdp.exe`), and not longer than a name may be.
 * What joins letters, or keeps them apart, stays where it does: some writings and emoji are made by it.
 */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g, '')
    .replace(
      /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{Extended_Pictographic}])/gu,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
  if (clean === '') return 'file'
  const extension = extensionOf(clean)
  const most = 150
  const stem = extension === '' ? clean : clean.slice(0, -extension.length - 1)
  const kept = Array.from(stem).slice(0, most).join('').trim()
  return extension === '' ? kept : `${kept || 'file'}.${extension}`
}
