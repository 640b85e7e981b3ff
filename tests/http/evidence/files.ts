import yazl from 'yazl'

/** A zip with these entries. */
export function zip(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const file = new yazl.ZipFile()
  for (const [name, content] of Object.entries(entries)) file.addBuffer(Buffer.from(content), name)
  file.end()
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    file.outputStream.on('data', (part: Buffer) => parts.push(part))
    file.outputStream.on('error', reject)
    file.outputStream.on('end', () => resolve(Buffer.concat(parts)))
  })
}

const contentTypes = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const WORD_WITH_MACROS = 'application/vnd.ms-word.document.macroEnabled.main+xml'

/** What makes a zip a Word document. */
export const DOCX_PARTS = { '[Content_Types].xml': contentTypes(WORD), 'word/document.xml': '<document/>', '_rels/.rels': '<r/>' }
export const docx = (extra: Record<string, string | Buffer> = {}) => zip({ ...DOCX_PARTS, ...extra })

/** As Word saves a document with macros, whatever it is called afterwards. */
export const docm = () =>
  zip({
    '[Content_Types].xml': contentTypes(WORD_WITH_MACROS),
    'word/document.xml': '<document/>',
    'word/vbaProject.bin': 'macro',
    '_rels/.rels': '<r/>',
  })

export const xlsx = () =>
  zip({
    '[Content_Types].xml': contentTypes('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml').replace(
      'word/document',
      'xl/workbook',
    ),
    'xl/workbook.xml': '<workbook/>',
    '_rels/.rels': '<r/>',
  })

export const odt = (extra: Record<string, string> = {}) =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<office/>', ...extra })

export const pdf = (body = 'A policy.') =>
  Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n% ${body}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n`)

export const lockedPdf = () => Buffer.from(pdf().toString().replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 7 0 R'))

/** The smallest picture that says what it is. */
export const png = () =>
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export const jpg = () =>
  Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(200), Buffer.from('ffd9', 'hex')])

export const exe = () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])
