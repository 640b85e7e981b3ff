import { sayMoment } from '../../../platform/london.ts'
import type { ErrorSummaryItem, ViewModel } from '../../../platform/http/page.ts'
import { AS_IT_IS, type Put } from '../../../platform/http/skeleton.ts'
import { component } from '../../../platform/http/templates.ts'
import { sayCount } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import { drawField, holdsFiles, NO_RESPONSE, takesAnswer, toRawResponse, type Question } from '../../questions/index.ts'
import { type Section } from '../../questionnaires/index.ts'
import { type signatures, type StoredResponse, stands, merge, type sections, reopened } from '../../returns/index.ts'
import { givenLine, type EvidenceFile } from '../../returnPages/index.ts'
import { conflictErrors, conflictViews, nameOf, type ConflictView } from './conflictView.ts'
import { evidenceBox, type EvidenceBox, type LastFiles, sayNotAdded, sendingFiles, type UploadReport } from './evidenceBox.ts'
import { offeredLine, type RegisterOffer } from './registerOffers.ts'
import { unsentView, type Unsent } from './putBack.ts'
import { returnedReasonFor } from '../reach.ts'
import type { SectionDesk } from './sectionDesk.ts'
import { lastYearBox, lastYearTogether, USED_FROM, usedFrom, type LastYear } from './lastYearBox.ts'
import { actionsView, newQuestionsView } from './actionsToSay.ts'
import { SIGNATURES, type PostedSection } from './sectionForm.ts'
import { toldView } from './toldView.ts'
import { toLookAt } from './toLookAtView.ts'

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
  /** What was sent when its sender had been signed out: back in its place. */
  unsent?: Unsent | undefined
  /** Blank rows to offer under a table, after "Add another". */
  spareRows?: ReadonlyMap<string, number>
  /** What the page before says: which section was saved, which questions are new. */
  saved?: string | null
  newQuestions?: readonly string[]
  /** The questions whose answers, just saved, need an action that is not said. */
  actionsToSay?: readonly string[]
  /** A version that somebody asked to have in the form again. */
  again?: { key: string; response: StoredResponse } | null
  /** What the register offers to questions that nobody has answered yet. */
  offers?: ReadonlyMap<string, RegisterOffer> | undefined
  /** What was answered last year to those of which the answer is still blank. */
  lastYear?: LastYear | undefined
  lastFiles?: LastFiles | undefined
  beside?: ReadonlyMap<string, string> | undefined
}

type QuestionView = {
  field: string
  conflicts: ConflictView[]
  evidence: EvidenceBox | null
  documents: { attached: string; link: { text: string; href: string } } | null
  isNew: boolean
  offered: string | null
  /** As it is drawn: who gave its parts where several people did, and where its earlier versions are. */
  given: string
  /** As it is drawn; blank where there is nothing to say. */
  lastYear: string
}

/**
 * Whether the page says little more than the questions and what is stored, as it does whenever somebody comes to it: such a page is drawn
 * from what was kept of the one before.
 */
export const isAsStored = ({ open, desk, posted, uploads, unsent, files, lastFiles, again, ...said }: SectionState): boolean =>
  desk.isOwn &&
  ![posted, uploads, unsent, lastFiles, again, reopened.isNarrowed(open.auditReturn)].some(Boolean) &&
  [files, said.newQuestions ?? [], said.actionsToSay ?? [], open.chosenOver].every(({ length }) => length === 0)

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
    told: toldView(open, desk, { now: state.now, isBesideForm: true }),
    draft: put.text(desk.draft),
    isUnsaved: posted !== undefined || state.unsent !== undefined,
    unsent: state.unsent ? unsentView(state.unsent, base, state.now) : null,
    // Where saving would cancel a signature, nothing is saved that nobody asked for.
    typingHref: desk.isOwn && open.signOffs.length === 0 ? `${base}/typed` : null,
    intro: section.intro ?? null,
    action: hasUploads ? `${base}/evidence` : base,
    hasUploads,
    sending: hasUploads ? sendingFiles(state.megabytes) : null,
    saved: put.text(state.saved ?? ''),
    outcome: posted || uploads ? outcomeLine(state) : null,
    lastSaved: put.text(lastSavedLine(state) ?? ''),
    actionsToSay: actionsView(section.questions, open, state.actionsToSay ?? []),
    newQuestions: newQuestions.length === 0 ? null : newQuestionsView(section.questions, newQuestions),
    questions: section.questions.map(question => questionView(question, state, put)),
    lastYear: put.drawn(lastYearTogether(state.lastYear, withoutOffer(state))),
    lastYearFrom: { name: USED_FROM, value: put.text(usedFrom(state.lastYear)) },
    signatures: {
      name: SIGNATURES,
      value: put.text(merge.signaturesShown(open.signOffs)),
      warning: put.text(signaturesWarning(open.signOffs, state.now)),
    },
    toLookAt: toLookAt(open, section.key),
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
  const back = state.unsent?.raw.get(question.key)
  const offer = stored === null && !back ? state.offers?.get(question.key) : undefined
  const isUnsaved = errors.length > 0 || (posted?.wouldCancel ?? []).length > 0
  const again = state.again?.key === question.key && !posted ? state.again.response : undefined
  const raw = isUnsaved
    ? posted?.form.raw.get(question.key)
    : conflict
      ? toRawResponse(question, conflict.shown)
      : (back ?? ((again ?? offer) && toRawResponse(question, again ?? offer?.response ?? NO_RESPONSE)))
  const spareRows = state.spareRows?.get(question.key)
  const field = drawField(question, {
    response: stored,
    // What was not saved goes on from what it was rendered with, so that what somebody else saved since still shows as a conflict.
    base: isUnsaved
      ? (posted?.bases.get(question.key) ?? '')
      : back
        ? (state.unsent?.bases.get(question.key) ?? '')
        : (conflict?.base ?? merge.baseOf(stored ?? undefined, stored ?? offer?.response ?? NO_RESPONSE)),
    raw,
    errors,
    ...(spareRows === undefined ? {} : { spareRows }),
  })
  return {
    field: put.drawn(field),
    conflicts: conflict ? conflictViews(question, conflict, state) : [],
    evidence: holdsFiles(question) && desk.isOwn ? evidenceBox(question, state) : null,
    documents: holdsFiles(question) && !desk.isOwn ? documentsView(question.key, state) : null,
    isNew: newQuestions.includes(question.key),
    lastYear: put.drawn(lastYearBox(question, state.lastYear, offer?.response)),
    offered:
      again !== undefined
        ? put.text(`Put back as it was saved at ${sayMoment(again.at, state.now)}. It becomes your answer when you save.`)
        : offer && errors.length === 0
          ? put.text(offeredLine(offer))
          : null,
    given: put.drawn(givenHtml(question, stored, state) + (state.beside?.get(question.key) ?? '')),
  }
}

/** The questions of which nothing is stored, and to which the register offers nothing. */
const withoutOffer = ({ section, open, offers }: SectionState): Question[] =>
  section.questions.filter(({ key }) => !open.responses.has(key) && !offers?.has(key))

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

/** Nothing where one person said it once. */
function givenHtml(question: Question, stored: StoredResponse | null, { desk, now }: SectionState): string {
  if (stored === null || stored.version === 1) return ''
  const names = stored.partsBy === null ? null : givenLine(stored, now)
  return component('answering/given', { names, versions: { href: desk.versions(question.key), about: nameOf(question) } })
}

function errorsOf({ section, posted, uploads }: SectionState): ErrorSummaryItem[] {
  if (!posted && !uploads) return []
  return [
    ...((posted?.wouldCancel ?? []).length === 0
      ? []
      : [{ text: 'The return was signed while you were writing. Nothing is saved yet: read what saving does', href: '#signatures' }]),
    ...(posted?.conflicts ?? []).flatMap(conflict =>
      conflictErrors(
        section.questions.find(({ key }) => key === conflict.key),
        conflict,
      ),
    ),
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
export const signaturesWarning = (signOffs: readonly signatures.SignOff[], now: Date): string =>
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
