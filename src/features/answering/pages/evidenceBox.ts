import { idsIn } from '../../../platform/forms/fields.ts'
import type { Id } from '../../../platform/id.ts'
import { sayShortDay } from '../../../platform/london.ts'
import { accepted, checkWords, documentDate, held, mayChangeFile } from '../../evidence/index.ts'
import type { FileAgain } from '../../lastYear/index.ts'
import type { EvidenceFile } from '../../returnPages/index.ts'
import type { Question } from '../../questions/index.ts'
import type { OpenReturn } from '../../returns/index.ts'
import { sayBytes, sayCount } from '../../../platform/say.ts'

/** What became of files that were sent with a section. */
export type UploadReport = { added: number; refused: readonly NotAdded[] }
/** Nothing was chosen where the name is blank. */
type NotAdded = { questionKey: string; name: string; why: string }

/** A button that adds files was pressed with none. @param intent of the form; undefined when it was another button */
export function noneChosen(intent: string, keys: readonly string[]): UploadReport | undefined {
  const key = keys.find(one => intent === `upload:${one}`)
  return key === undefined ? undefined : { added: 0, refused: [{ questionKey: key, name: '', why: 'Choose a file to add' }] }
}

/** Why a file was not added, as pages say it. */
export const sayNotAdded = ({ name, why }: NotAdded): string => (name === '' ? why : `${name}: ${why}`)

/** The files of one question: those attached, those that could be, and the place to add more. */
export type EvidenceBox = {
  key: string
  id: string
  name: string
  /** Which question, for those who hear one of several boxes. */
  about: string
  heading: string
  limits: string
  warning: string
  /** What must not be in a file, and what becomes of one that was added. */
  checklist: { items: readonly string[]; text: string }
  files: FileLine[]
  attachable: { name: string; items: { id: string; value: string; text: string }[] } | null
  /** Files of last year with this question. */
  lastYear: { heading: string; items: { text: string; value: string; name: string }[] } | null
  errors: string[]
  describedBy: string
}
export type FileLine = {
  id: Id<'evidence'>
  name: string
  href: string
  facts: string
  changeHref: string | null
  note: string | null
  /** How far it was checked for what could say who a child is. */
  check: string
  /** What was found, where it is held back, and where to do something about it. */
  held: { found: string[]; href: string } | null
  remarks: string[]
}

type BoxState = { open: Pick<OpenReturn, 'auditReturn'>; files: readonly EvidenceFile[] }

export function evidenceBox(
  { key: questionKey, shortLabel, label }: Question,
  state: BoxState & { megabytes: number; uploads?: UploadReport | undefined; lastFiles?: LastFiles | undefined },
): EvidenceBox {
  const attached = state.files.filter(file => file.questionKeys.includes(questionKey))
  const others = state.files.filter(file => !file.questionKeys.includes(questionKey) && mayChangeFile(state.open.auditReturn, file))
  const id = `files-${questionKey}`
  const errors = (state.uploads?.refused ?? []).filter(refused => refused.questionKey === questionKey)
  return {
    key: questionKey,
    id,
    name: `files.${questionKey}`,
    about: shortLabel ?? label,
    heading: headingOf(attached),
    limits: accepted.sayLimits(state.megabytes),
    warning: accepted.NO_CHILDREN_OR_WORDS,
    checklist: { items: checkWords.NOT_IN_A_FILE, text: checkWords.IS_READ },
    files: attached.map(file => ownLine(file, state.open)),
    attachable:
      others.length === 0
        ? null
        : {
            name: `attach.${questionKey}`,
            items: others.map(({ id, name }) => ({ id: `attach-${questionKey}-${id}`, value: String(id), text: name })),
          },
    lastYear: lastYearFiles(questionKey, state.lastFiles),
    errors: errors.map(sayNotAdded),
    describedBy: [`${id}-hint`, ...errors.map((_error, at) => `${id}-error-${at + 1}`), `${id}-warning`].join(' '),
  }
}

/** The files of a question that asks for none: what is added to it is added on a page of its own. */
export type AttachedFiles = Pick<EvidenceBox, 'id' | 'heading' | 'files'>

/** @returns null where it has none */
export function attachedFiles({ key }: Question, { open, files }: BoxState): AttachedFiles | null {
  const attached = files.filter(({ questionKeys }) => questionKeys.includes(key))
  return attached.length === 0
    ? null
    : { id: `files-${key}`, heading: headingOf(attached), files: attached.map(file => ownLine(file, open)) }
}

const headingOf = ({ length }: readonly EvidenceFile[]): string =>
  length === 0 ? 'No files attached yet' : `${sayCount(length, 'file')} attached`

/** A file of somebody's own return, with the way to its page where it can be changed. */
export const ownLine = (file: EvidenceFile, { auditReturn }: BoxState['open']): FileLine => ({
  ...fileLine(file),
  changeHref: mayChangeFile(auditReturn, file) ? `/return/evidence/${file.id}/change` : null,
})

/** The files of the last return that this one does not have yet. */
export type LastFiles = { roundName: string; files: readonly FileAgain[] }

const lastYearFiles = (questionKey: string, last: LastFiles | undefined): EvidenceBox['lastYear'] => {
  const lines = linesOf(questionKey, last)
  return last && lines.length > 0 ? { heading: lastHeading(last), items: lines } : null
}

/** The same of several questions, each line with its question; null where there is none. */
export function lastFileLines(questions: readonly Question[], last: LastFiles | undefined) {
  const items = questions.flatMap(({ key, shortLabel, label }) =>
    linesOf(key, last).map(line => ({ ...line, question: shortLabel ?? label })),
  )
  return last && items.length > 0 ? { heading: lastHeading(last), items } : null
}

const lastHeading = ({ roundName }: LastFiles): string => `Files from last time (${roundName})`

const linesOf = (questionKey: string, last: LastFiles | undefined) =>
  (last?.files ?? [])
    .filter(({ questionKeys }) => questionKeys.includes(questionKey))
    .map(({ id, name, bytes, at, datedOn }) => ({
      name,
      text: `${name}: ${sayBytes(bytes)}, added on ${sayShortDay(at)}${documentDate.alsoDated(datedOn)}`,
      value: fileAgainIntent(questionKey, id),
    }))

/** What the button beside a file of last year sends, and what of it was pressed. */
const fileAgainIntent = (questionKey: string, id: Id<'evidence'>): string => `again-file:${questionKey}.${id}`
export function fileAgainOf(intent: string): { questionKey: string; evidenceId: Id<'evidence'> } | undefined {
  const [, questionKey, id] = /^again-file:([a-z][a-z0-9_]*)\.(\d{1,18})$/.exec(intent) ?? []
  const [evidenceId] = id === undefined ? [] : idsIn<'evidence'>([id])
  return questionKey === undefined || evidenceId === undefined ? undefined : { questionKey, evidenceId }
}

/** What the script needs that sends files as they are chosen (assets/sendFiles.ts): its words are those of the form. */
export const sendingFiles = (megabytes: number) => ({
  href: '/return/evidence/files',
  mostBytes: megabytes * 1024 * 1024,
  tooLarge: accepted.whyTooLarge(megabytes),
})

/** One file of a list. */
export function fileLine(file: EvidenceFile): FileLine {
  return {
    id: file.id,
    name: file.name,
    href: `/return/evidence/${file.id}`,
    facts: `${sayBytes(file.bytes)}, added by ${file.byName} on ${sayShortDay(file.at)}${documentDate.alsoDated(file.datedOn)}`,
    changeHref: null,
    note: file.note === '' ? null : file.note,
    check: checkWords.sayCheck(file, 'establishment'),
    held: held.isHeld(file) ? { found: file.children.map(checkWords.sayFound), href: `/return/evidence/${file.id}/change` } : null,
    remarks: checkWords.sayRemarks(file),
  }
}
