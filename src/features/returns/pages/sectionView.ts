import { sayMoment } from '../../../platform/london.ts'
import type { ErrorSummaryItem, ViewModel } from '../../../platform/http/page.ts'
import { fieldView, toRawResponse, type FieldView, type Question, type Response, type Section } from '../../questionnaires/index.ts'
import type { EvidenceFile, OpenReturn, StoredResponse } from '../auditReturn.ts'
import { evidenceBox, type EvidenceBox, type UploadReport } from './evidenceBox.ts'
import type { SectionDesk } from './sectionDesk.ts'
import { keepName, type PostedSection } from './sectionForm.ts'
import { responseLines } from '../readThrough.ts'

/** What a section's page is made of. */
export type SectionState = {
  open: OpenReturn
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
  field: FieldView
  conflict: ConflictView | null
  evidence: EvidenceBox | null
  documents: { attached: string; link: { text: string; href: string } } | null
  isNew: boolean
  offered: string | null
}
type ConflictView = { id: string; heading: string; lines: string[]; keep: { name: string; label: string } }

/** The model of views/returns/section.ejs. */
export function sectionView(state: SectionState): ViewModel {
  const { open, section, position, posted, uploads, desk, newQuestions = [] } = state
  const hasUploads = desk.isOwn && section.questions.some(({ kind }) => kind === 'evidence')
  const base = desk.section(section.key)
  return {
    ...desk.frame(section.title),
    title: section.title,
    errors: errorsOf(state),
    caption: `Section ${position.number} of ${position.of}`,
    mark: desk.mark,
    intro: section.intro ?? null,
    action: hasUploads ? `${base}/evidence` : base,
    hasUploads,
    saved: state.saved ?? null,
    outcome: posted || uploads ? outcomeLine(state) : null,
    lastSaved: lastSavedLine(state),
    newQuestions: newQuestions.length === 0 ? null : newQuestionsView(section, newQuestions),
    questions: section.questions.map(question => questionView(question, state)),
    returnedReason: open.auditReturn.status === 'returned' ? open.auditReturn.returnedReason : null,
  }
}

function questionView(question: Question, state: SectionState): QuestionView {
  const { open, posted, desk, newQuestions = [] } = state
  const stored = open.responses.get(question.key) ?? null
  const errors = (posted?.form.errors ?? []).filter(error => error.questionKey === question.key)
  const conflict = posted?.conflicts.find(({ key }) => key === question.key)
  const spareRows = state.spareRows?.get(question.key)
  const offer = stored === null ? state.offers?.get(question.key) : undefined
  const field = fieldView(question, {
    response: stored,
    // After an error the form goes on from the version it was rendered with, so that what somebody else saved
    // since still shows as a conflict; after a conflict it has seen the newest.
    version: errors.length > 0 ? (posted?.baseVersions.get(question.key) ?? 0) : (stored?.version ?? 0),
    raw: errors.length > 0 || conflict ? posted?.form.raw.get(question.key) : offer && toRawResponse(question, offer),
    errors,
    ...(spareRows === undefined ? {} : { spareRows }),
  })
  return {
    field,
    conflict: conflict ? conflictView(question, conflict.theirs, state) : null,
    evidence: question.kind === 'evidence' && desk.isOwn ? evidenceBox(question.key, state) : null,
    documents: question.kind === 'evidence' && !desk.isOwn ? documentsView(question.key, state) : null,
    isNew: newQuestions.includes(question.key),
    offered: offer && errors.length === 0 ? 'Filled in from the register. Change what is wrong: it counts once you save.' : null,
  }
}

/** Files that came with a return are attached to its questions among its documents. */
function documentsView(questionKey: string, { files, desk }: SectionState) {
  const attached = files.filter(({ questionKeys }) => questionKeys.includes(questionKey)).length
  return {
    attached:
      attached === 0 ? 'No files are attached to this question.' : `${count(attached, 'file is', 'files are')} attached to this question.`,
    link: desk.documents,
  }
}

function conflictView(question: Question, theirs: StoredResponse, state: SectionState): ConflictView {
  const isSelf = state.desk.isSelf(theirs)
  const who = isSelf ? 'You' : theirs.byName
  return {
    id: `conflict-${question.key}`,
    heading: `${who} changed this answer at ${sayMoment(theirs.at, state.now)}${isSelf ? ', in another window' : ', while you were writing'}`,
    lines: responseLines(question, theirs),
    keep: {
      name: keepName(question.key),
      label: isSelf ? 'Keep this, and drop what is below' : `Keep the answer of ${theirs.byName}, and drop mine`,
    },
  }
}

function errorsOf({ section, posted, uploads }: SectionState): ErrorSummaryItem[] {
  if (!posted && !uploads) return []
  const labels = new Map(section.questions.map(question => [question.key, question.shortLabel ?? question.label]))
  return [
    ...(posted?.conflicts ?? []).map(({ key }) => ({
      text: `Two people changed “${labels.get(key) ?? key}”: read both answers`,
      href: `#conflict-${key}`,
    })),
    ...(posted?.form.errors ?? []).map(({ message, fieldId }) => ({ text: message, href: `#${fieldId}` })),
    ...(uploads?.refused ?? []).map(({ questionKey, name, why }) => ({ text: `${name}: ${why}`, href: `#files-${questionKey}` })),
  ]
}

/** What was saved and what was not: the truth first, so that nobody types again what is safe. */
function outcomeLine({ posted, uploads }: SectionState): string {
  const unsaved = new Set([
    ...(posted?.form.errors ?? []).map(error => error.questionKey),
    ...(posted?.conflicts ?? []).map(({ key }) => key),
  ]).size
  const parts: string[] = []
  if (uploads && uploads.added > 0) parts.push(`${count(uploads.added, 'file was', 'files were')} added.`)
  if (uploads && uploads.refused.length > 0)
    parts.push(`${count(uploads.refused.length, 'file was', 'files were')} not added: see above for why.`)
  if (posted && unsaved > 0)
    parts.push(
      `${count(unsaved, 'answer is', 'answers are')} not saved yet: ${unsaved === 1 ? 'it is' : 'they are'} marked below, as you typed ${unsaved === 1 ? 'it' : 'them'}. Everything else on this page is saved.`,
    )
  else if (posted) parts.push('Your answers on this page are saved.')
  return parts.join(' ')
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

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
    heading:
      asked.length === 1
        ? 'Your answers are saved. They lead to one more question'
        : `Your answers are saved. They lead to ${asked.length} more questions`,
    items: asked.map(({ key, label }) => ({ text: label, href: `#question-${key}` })),
  }
}
