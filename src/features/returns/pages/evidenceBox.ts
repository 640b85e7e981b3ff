import { sayShortDay } from '../../../platform/london.ts'
import { mayChangeFile } from '../actions.ts'
import type { EvidenceFile, OpenReturn } from '../auditReturn.ts'

/** What became of files that were sent with a section. */
export type UploadReport = { added: number; refused: readonly { questionKey: string; name: string; why: string }[] }

/** The files of one question: those attached, those that could be, and the place to add more. */
export type EvidenceBox = {
  key: string
  id: string
  name: string
  heading: string
  limits: string
  warning: string
  files: FileLine[]
  attachable: { name: string; items: { id: string; value: string; text: string }[] } | null
  errors: string[]
}
export type FileLine = { name: string; href: string; facts: string; changeHref: string | null; note: string | null }

/** At most this many files with one form. */
export const FILES_AT_ONCE = 10
/** The words for what may be attached; evidence judges the files themselves. */
export const ACCEPTED_FILES = 'PDF, Word, Excel, PowerPoint, OpenDocument, pictures (JPG, PNG, HEIC), plain text and CSV'

/** The partnership must not hold what this warns of. */
export const NO_CHILDREN =
  'Do not attach the single central record, or anything in which a child could be recognised. Take names out first.'
/** The same to those who answer, who can do without the file. */
export const NO_CHILDREN_OR_WORDS = `${NO_CHILDREN} If you cannot, say in your answer where the document is kept.`

export function evidenceBox(
  questionKey: string,
  state: { open: Pick<OpenReturn, 'auditReturn'>; files: readonly EvidenceFile[]; megabytes: number; uploads?: UploadReport | undefined },
): EvidenceBox {
  const attached = state.files.filter(file => file.questionKeys.includes(questionKey))
  const others = state.files.filter(file => !file.questionKeys.includes(questionKey) && mayChangeFile(state.open.auditReturn, file))
  return {
    key: questionKey,
    id: `files-${questionKey}`,
    name: `files.${questionKey}`,
    heading: attached.length === 0 ? 'No files attached yet' : `${attached.length} ${attached.length === 1 ? 'file' : 'files'} attached`,
    limits: `${ACCEPTED_FILES}. Up to ${state.megabytes} MB each, ${FILES_AT_ONCE} at a time.`,
    warning: NO_CHILDREN_OR_WORDS,
    files: attached.map(file => ({
      ...fileLine(file),
      changeHref: mayChangeFile(state.open.auditReturn, file) ? `/return/evidence/${file.id}/change` : null,
    })),
    attachable:
      others.length === 0
        ? null
        : {
            name: `attach.${questionKey}`,
            items: others.map(({ id, name }) => ({ id: `attach-${questionKey}-${id}`, value: String(id), text: name })),
          },
    errors: (state.uploads?.refused ?? []).filter(refused => refused.questionKey === questionKey).map(({ name, why }) => `${name}: ${why}`),
  }
}

/** One file of a list. */
export function fileLine(file: EvidenceFile): FileLine {
  return {
    name: file.name,
    href: `/return/evidence/${file.id}`,
    facts: `${sayBytes(file.bytes)}, added by ${file.byName} on ${sayShortDay(file.at)}`,
    changeHref: null,
    note: file.note === '' ? null : file.note,
  }
}

/** "740 KB", "1.2 MB". */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, '')} MB`
}
