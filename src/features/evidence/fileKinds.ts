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
  /** How it is read to be shown on a page of ours; what has none can only be downloaded. */
  shownAs?: 'pdf' | 'jpeg' | 'png' | 'text'
}

/** Everything that may be attached: documents and pictures that run nothing when they are opened. */
export const FILE_KINDS: readonly FileKind[] = [
  { extensions: ['pdf'], mediaType: 'application/pdf', called: 'a PDF', content: 'pdf', detected: ['pdf'], shownAs: 'pdf' },
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
  { extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg', called: 'a JPG picture', content: 'picture', detected: ['jpg'], shownAs: 'jpeg' },
  { extensions: ['png'], mediaType: 'image/png', called: 'a PNG picture', content: 'picture', detected: ['png'], shownAs: 'png' },
  {
    extensions: ['heic', 'heif'],
    mediaType: 'image/heic',
    called: 'a HEIC picture',
    content: 'picture',
    detected: ['heic', 'heif'],
    note: 'A picture from a phone that some computers cannot open.',
  },
  { extensions: ['txt'], mediaType: 'text/plain', called: 'plain text', content: 'text', detected: [], shownAs: 'text' },
  { extensions: ['csv'], mediaType: 'text/csv', called: 'a CSV file', content: 'text', detected: [], shownAs: 'text' },
]

/** What a file's name ends with, in small letters; empty when there is nothing. */
export const extensionOf = (name: string): string => /\.([^.\s/\\]{1,10})$/.exec(name.trim())?.[1]?.toLowerCase() ?? ''

export const kindOfName = (name: string): FileKind | undefined => {
  const extension = extensionOf(name)
  return FILE_KINDS.find(({ extensions }) => extensions.includes(extension))
}

/** The kind that a file was found to be. */
export const kindOfType = (mediaType: string): FileKind | undefined => FILE_KINDS.find(kind => kind.mediaType === mediaType)
