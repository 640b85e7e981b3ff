import { ACCEPTED_FILES } from '../returns/index.ts'

/** A kind of file that may be attached as evidence. */
export type FileKind = {
  extensions: readonly string[]
  mediaType: string
  /** As people call it: "It is not a Word document." */
  called: string
  /** How its content is looked at. */
  content: 'pdf' | 'office' | 'opendocument' | 'picture' | 'text'
  /** What the content must turn out to be. */
  detected: readonly string[]
  note?: string
}

/** Everything that may be attached: documents and pictures that run nothing when they are opened. */
export const FILE_KINDS: readonly FileKind[] = [
  { extensions: ['pdf'], mediaType: 'application/pdf', called: 'a PDF', content: 'pdf', detected: ['pdf'] },
  {
    extensions: ['docx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    called: 'a Word document',
    content: 'office',
    detected: ['docx'],
  },
  {
    extensions: ['xlsx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    called: 'an Excel workbook',
    content: 'office',
    detected: ['xlsx'],
  },
  {
    extensions: ['pptx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    called: 'a PowerPoint presentation',
    content: 'office',
    detected: ['pptx'],
  },
  {
    extensions: ['odt'],
    mediaType: 'application/vnd.oasis.opendocument.text',
    called: 'an OpenDocument text',
    content: 'opendocument',
    detected: ['odt'],
  },
  {
    extensions: ['ods'],
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
    called: 'an OpenDocument spreadsheet',
    content: 'opendocument',
    detected: ['ods'],
  },
  {
    extensions: ['odp'],
    mediaType: 'application/vnd.oasis.opendocument.presentation',
    called: 'an OpenDocument presentation',
    content: 'opendocument',
    detected: ['odp'],
  },
  { extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg', called: 'a JPG picture', content: 'picture', detected: ['jpg'] },
  { extensions: ['png'], mediaType: 'image/png', called: 'a PNG picture', content: 'picture', detected: ['png'] },
  {
    extensions: ['heic', 'heif'],
    mediaType: 'image/heic',
    called: 'a HEIC picture',
    content: 'picture',
    detected: ['heic', 'heif'],
    note: 'A picture from a phone that some computers cannot open.',
  },
  { extensions: ['txt'], mediaType: 'text/plain', called: 'plain text', content: 'text', detected: [] },
  { extensions: ['csv'], mediaType: 'text/csv', called: 'a CSV file', content: 'text', detected: [] },
]

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

/** What a file's name ends with, in small letters; empty when there is nothing. */
export const extensionOf = (name: string): string => /\.([^.\s/\\]{1,10})$/.exec(name.trim())?.[1]?.toLowerCase() ?? ''

export const kindOfName = (name: string): FileKind | undefined => {
  const extension = extensionOf(name)
  return FILE_KINDS.find(({ extensions }) => extensions.includes(extension))
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
 */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g, '')
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
