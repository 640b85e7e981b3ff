import { sayMoment } from '../../../platform/london.ts'
import type { ErrorSummaryItem, ViewModel } from '../../../platform/http/page.ts'
import { AS_IT_IS, type Put } from '../../../platform/http/skeleton.ts'
import { sayCount } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import {
  drawField,
  firstBoxId,
  holdsFiles,
  NO_RESPONSE,
  takesAnswer,
  toRawResponse,
  type Question,
  type Response,
} from '../../questions/index.ts'
import { type Section } from '../../questionnaires/index.ts'
import { type SignOff, type StoredResponse, stands, merge, type sections } from '../../returns/index.ts'
import { responseLines, type EvidenceFile } from '../../returnPages/index.ts'
import { evidenceBox, type EvidenceBox, type UploadReport, sayNotAdded } from './evidenceBox.ts'
import { returnedReasonFor } from '../reach.ts'
import type { SectionDesk } from './sectionDesk.ts'
import { CHOICE, choiceName, SIGNATURES, type PostedSection } from './sectionForm.ts'

/** What a section's page is made of. */
export type SectionState = {
  open: sections.OpenSection
  /** The section with the questions that are asked. */
  section: Section
  position: { number: number; of: number }
  files: readonly EvidenceFile[]
  now: Date
  desk: SectionDesk
  megabytes: number
  /** The form that was just posted, when the page is its answer. */
  posted?: PostedSection | undefined
  uploads?: UploadReport | undefined
  /** Blank rows to offer under a table, after "Add another". */
  spareRows?: ReadonlyMap<string, number>
  /** What the page before says: which section was saved, which questions are new. */
  saved?: string | null
  newQuestions?: readonly string[]
  /** What the register offers to questions that nobody has answered yet. */
  offers?: ReadonlyMap<string, Response> | undefined
}

type QuestionView = {
  /** As it is drawn. */
  field: string
  conflict: ConflictView | null
  evidence: EvidenceBox | null
  documents: { attached: string; link: { text: string; href: string } } | null
  isNew: boolean
  offered: string | null
}
type ConflictView = { id: string; name: string; heading: string; lines: string[]; choices: { id: string; value: string; text: string }[] }

/**
 * Whether the page says little more than the questions and what is stored, as it does whenever somebody comes to it: such a page is drawn
 * from what was kept of the one before.
 */
export const isAsStored = ({ desk, posted, uploads, files, newQuestions = [] }: SectionState): boolean =>
  desk.isOwn && !posted && !uploads && files.length === 0 && newQuestions.length === 0

/** The model of views/answering/section.ejs. @param put how texts come to it that differ from one return to the next */
export function sectionView(state: SectionState, put: Put = AS_IT_IS): ViewModel {
  const { open, section, position, posted, uploads, desk, newQuestions = [] } = state
  const hasUploads = desk.isOwn && section.questions.some(holdsFiles)
  const base = desk.section(section.key)
  return {
    ...desk.frame(section.title),
    title: newQuestions.length === 0 ? section.title : `More to answer: ${section.title}`,
    errors: errorsOf(state),
    heading: section.title,
    caption: `Section ${position.number} of ${position.of}`,
    contents: contentsOf(section),
    mark: desk.mark,
    draft: put.text(desk.draft),
    isUnsaved: posted !== undefined,
    // Where saving would cancel a signature, nothing is saved that nobody asked for.
    typingHref: desk.isOwn && open.signOffs.length === 0 ? `${base}/typed` : null,
    intro: section.intro ?? null,
    action: hasUploads ? `${base}/evidence` : base,
    hasUploads,
    saved: put.text(state.saved ?? ''),
    outcome: posted || uploads ? outcomeLine(state) : null,
    lastSaved: put.text(lastSavedLine(state) ?? ''),
    newQuestions: newQuestions.length === 0 ? null : newQuestionsView(section, newQuestions),
    questions: section.questions.map(question => questionView(question, state, put)),
    signatures: {
      name: SIGNATURES,
      value: put.text(merge.signaturesShown(open.signOffs)),
      warning: put.text(signaturesWarning(open.signOffs, state.now)),
    },
    returnedReason: put.text((stands('sent_back', open.auditReturn.status) ? returnedReasonFor(open) : null) ?? ''),
  }
}

/** The questions of a section in a list, to go to one of them; a short section needs none. */
const contentsOf = ({ questions }: Section) => {
  const asked = questions.filter(takesAnswer)
  if (asked.length < 4) return null
  return {
    summary: `The ${asked.length} questions of this section`,
    items: asked.map(question => ({ text: nameOf(question), href: `#question-${question.key}` })),
  }
}

function questionView(question: Question, state: SectionState, put: Put): QuestionView {
  const { open, posted, desk, newQuestions = [] } = state
  const stored = open.responses.get(question.key) ?? null
  const errors = (posted?.form.errors ?? []).filter(error => error.questionKey === question.key)
  const conflict = posted?.conflicts.find(({ key }) => key === question.key)
  const isUnsaved = errors.length > 0 || (posted?.wouldCancel ?? []).length > 0
  const spareRows = state.spareRows?.get(question.key)
  const offer = stored === null ? state.offers?.get(question.key) : undefined
  const field = drawField(question, {
    response: stored,
    // What was not saved goes on from what it was rendered with, so that what somebody else saved since still shows as a conflict.
    base:
      isUnsaved || conflict ? (posted?.bases.get(question.key) ?? '') : merge.baseOf(stored ?? undefined, stored ?? offer ?? NO_RESPONSE),
    raw: isUnsaved || conflict ? posted?.form.raw.get(question.key) : offer && toRawResponse(question, offer),
    errors,
    ...(spareRows === undefined ? {} : { spareRows }),
  })
  return {
    field: put.drawn(field),
    conflict: conflict ? conflictView(question, conflict.theirs, state) : null,
    evidence: holdsFiles(question) && desk.isOwn ? evidenceBox(question, state) : null,
    documents: holdsFiles(question) && !desk.isOwn ? documentsView(question.key, state) : null,
    isNew: newQuestions.includes(question.key),
    offered:
      offer && errors.length === 0 ? 'Filled in from the register. Correct it if it is wrong. It becomes your answer when you save.' : null,
  }
}

/** Files that came with a return are attached to its questions among its documents. */
function documentsView(questionKey: string, { files, desk }: SectionState) {
  const attached = files.filter(({ questionKeys }) => questionKeys.includes(questionKey)).length
  return {
    attached:
      attached === 0
        ? 'No files are attached to this question.'
        : `${sayCount(attached, 'file is', 'files are')} attached to this question.`,
    link: desk.documents,
  }
}

function conflictView(question: Question, theirs: StoredResponse, state: SectionState): ConflictView {
  const isSelf = state.desk.isSelf(theirs)
  const who = isSelf ? 'You' : theirs.byName
  const id = `conflict-${question.key}`
  return {
    id,
    name: choiceName(question.key),
    heading: `${endedOf(nameOf(question))} ${who} changed this answer at ${sayMoment(theirs.at, state.now)}${isSelf ? ', in another window' : ', while you were writing'}`,
    lines: responseLines(question, theirs),
    choices: [
      { id: `${id}-1`, value: CHOICE.theirs, text: isSelf ? 'Use this answer' : `Use ${theirs.byName}’s answer` },
      { id: `${id}-2`, value: CHOICE.mine(merge.baseOf(theirs, theirs)), text: 'Use the answer below, as it is when I save' },
    ],
  }
}

const nameOf = ({ shortLabel, label }: Question): string => shortLabel ?? label

/** A name that goes on: a question ends itself. */
const endedOf = (name: string): string => (/[?!.]$/.test(name) ? name : `${name}:`)

function errorsOf({ section, posted, uploads }: SectionState): ErrorSummaryItem[] {
  if (!posted && !uploads) return []
  const labels = new Map(section.questions.map(question => [question.key, nameOf(question)]))
  return [
    ...((posted?.wouldCancel ?? []).length === 0
      ? []
      : [{ text: 'The return was signed while you were writing. Nothing is saved yet: read what saving does', href: '#signatures' }]),
    ...(posted?.conflicts ?? []).map(({ key }) => ({
      text: `Choose which answer to “${labels.get(key) ?? key}” to use`,
      href: `#conflict-${key}-1`,
    })),
    ...(posted?.form.errors ?? []).map(({ message, fieldId }) => ({ text: message, href: `#${fieldId}` })),
    ...(uploads?.refused ?? []).map(refused => ({ text: sayNotAdded(refused), href: `#files-${refused.questionKey}-input` })),
  ]
}

/** What was saved and what was not: the truth first, so that nobody types again what is safe. */
function outcomeLine({ posted, uploads }: SectionState): string {
  const unsaved = new Set([
    ...(posted?.form.errors ?? []).map(error => error.questionKey),
    ...(posted?.conflicts ?? []).map(({ key }) => key),
  ]).size
  const parts: string[] = []
  if (uploads && uploads.added > 0) parts.push(`${sayCount(uploads.added, 'file was', 'files were')} added.`)
  const notAdded = (uploads?.refused ?? []).filter(({ name }) => name !== '').length
  if (notAdded > 0) parts.push(`${sayCount(notAdded, 'file was', 'files were')} not added: see above for why.`)
  if (posted && posted.wouldCancel.length > 0) parts.push('Nothing is saved yet. Everything that you typed is below.')
  else if (posted && unsaved > 0)
    parts.push(
      `${sayCount(unsaved, 'answer is', 'answers are')} not saved yet. ${unsaved === 1 ? 'It is' : 'They are'} marked below, with what you typed. Everything else on this page is saved.`,
    )
  else if (posted) parts.push('Your answers on this page are saved.')
  return parts.join(' ')
}

/** What changing an answer does to the signatures that are there. */
const signaturesWarning = (signOffs: readonly SignOff[], now: Date): string =>
  signOffs.length === 0
    ? ''
    : `${signOffs.map(({ name, role, at }) => `${name} signed as ${CONTACT_ROLE_WORDS[role].toLowerCase()} at ${sayMoment(at, now)}.`).join(' ')} If you change an answer, ${signOffs.length === 1 ? 'this signature is cancelled and they' : 'these signatures are cancelled and they'} will need to sign again.`

function lastSavedLine({ open, section, now, desk }: SectionState): string | null {
  let latest: StoredResponse | undefined
  for (const { key } of section.questions) {
    const stored = open.responses.get(key)
    if (stored && (latest === undefined || stored.at > latest.at)) latest = stored
  }
  if (!latest) return null
  const by = desk.isSelf(latest) ? 'you' : latest.byName
  return `This section was last saved at ${sayMoment(latest.at, now)} by ${by}.`
}

function newQuestionsView(section: Section, keys: readonly string[]) {
  const asked = section.questions.filter(({ key }) => keys.includes(key))
  return {
    heading: `Your answers are saved. Because of them, we need to ask ${asked.length === 1 ? 'one more question' : `${asked.length} more questions`}`,
    items: asked.map(question => ({ text: question.label, href: `#${firstBoxId(question)}` })),
  }
}
