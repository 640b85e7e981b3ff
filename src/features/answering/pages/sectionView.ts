import { sayMoment } from '../../../platform/london.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { AS_IT_IS, type Put } from '../../../platform/http/skeleton.ts'
import { component } from '../../../platform/http/templates.ts'
import { sayNumber } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import { drawField, holdsFiles, isBlank, LIMITS, NO_RESPONSE, toRawResponse, type Question } from '../../questions/index.ts'
import { type Section } from '../../questionnaires/index.ts'
import { type signatures, type StoredResponse, stands, merge, type sections, reopened } from '../../returns/index.ts'
import { givenLine, type EvidenceFile } from '../../returnPages/index.ts'
import { conflictViews, nameOf, type ConflictView } from './conflictView.ts'
import {
  attachedFiles,
  evidenceBox,
  type AttachedFiles,
  type EvidenceBox,
  type LastFiles,
  sendingFiles,
  type UploadReport,
} from './evidenceBox.ts'
import { offeredLine, type RegisterOffer } from './registerOffers.ts'
import { unsentRowView, unsentView, type Unsent, type UnsentRow } from './putBack.ts'
import { returnedReasonFor } from '../reach.ts'
import type { SectionDesk } from './sectionDesk.ts'
import { documentsView } from './documentsView.ts'
import { doubtsHtml } from './doubtsView.ts'
import { lastYearBox, lastYearTogether, USED_FROM, usedFrom, type LastYear } from './lastYearBox.ts'
import { actionsView } from './actionsToSay.ts'
import { SIGNATURES, type PostedSection } from './sectionForm.ts'
import { toldView } from './toldView.ts'
import { toLookAt } from './toLookAtView.ts'
import type { LeftPart } from '../whatIsLeft.ts'
import { errorsOf, outcomeLine } from './outcomeView.ts'
import { contentsOf, newQuestionsView, nextGaps, standingsOf } from './contentsView.ts'

/** What a section's page is made of. */
export type SectionState = {
  open: sections.OpenSection
  /** The section with the questions that are asked. */
  section: Section
  position: { number: number; of: number }
  /** What is left of all sections, when that is what the page asks. */
  left?: LeftPart | undefined
  files: readonly EvidenceFile[]
  now: Date
  desk: SectionDesk
  megabytes: number
  /** The form that was just posted, when the page is its answer. */
  posted?: PostedSection | undefined
  uploads?: UploadReport | undefined
  /** What was sent when its sender had been signed out: back in its place. */
  unsent?: Unsent | undefined
  /** The same for a row of a list that is not asked now. */
  unsentRow?: UnsentRow | undefined
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
  /** The section that begins here, on a page of several. */
  heading: { text: string; href: string } | null
  /** As it is drawn. */
  field: string
  conflicts: ConflictView[]
  evidence: EvidenceBox | null
  /** The files of a question that asks for none. */
  attached: AttachedFiles | null
  documents: { attached: string; link: { text: string; href: string } } | null
  isNew: boolean
  offered: string | null
  /** As it is drawn: who gave its parts where several people did, and where its earlier versions are. */
  given: string
  /** As it is drawn: what was answered last year, and the way to the next question that wants something. */
  below: string
}

/**
 * Whether the page says little more than the questions and what is stored, as it does whenever somebody comes to it: such a page is drawn
 * from what was kept of the one before.
 */
export const isAsStored = ({
  open,
  desk,
  left,
  posted,
  uploads,
  unsent,
  unsentRow,
  files,
  lastFiles,
  again,
  ...said
}: SectionState): boolean =>
  desk.isOwn &&
  ![left, posted, uploads, unsent, unsentRow, lastFiles, again, reopened.isNarrowed(open.auditReturn)].some(Boolean) &&
  [files, said.newQuestions ?? [], said.actionsToSay ?? [], open.chosenOver].every(({ length }) => length === 0)

/** The model of views/answering/section.ejs. @param put how texts come to it that differ from one return to the next */
export function sectionView(state: SectionState, put: Put = AS_IT_IS): ViewModel {
  const { open, section, position, posted, uploads, desk, newQuestions = [] } = state
  const hasUploads = desk.isOwn && section.questions.some(holdsFiles)
  const base = desk.section(section.key)
  const standings = standingsOf(section, { responses: open.responses, files: state.files })
  const gaps = nextGaps(standings)
  return {
    ...desk.frame(section.title),
    title: newQuestions.length === 0 ? section.title : `More to answer: ${section.title}`,
    errors: errorsOf(state),
    heading: section.title,
    caption: state.left?.caption ?? `Section ${position.number} of ${position.of}`,
    contents: contentsOf(standings, put),
    nextGap: put.drawn(gaps.first),
    mark: desk.mark,
    told: toldView(open, desk, { now: state.now, isBesideForm: true }),
    draft: put.text(desk.draft),
    isUnsaved: posted !== undefined || state.unsent !== undefined,
    unsent: state.unsent
      ? unsentView(state.unsent, base, state.now)
      : state.unsentRow
        ? unsentRowView(state.unsentRow, base, state.now)
        : null,
    // Where saving would cancel a signature, nothing is saved that nobody asked for.
    typingHref: desk.isOwn && open.signOffs.length === 0 ? `${base}/typed` : null,
    doubts: put.drawn(desk.isOwn ? doubtsHtml(open, state.now, section) : ''),
    intro: section.intro ?? null,
    limits: LIMITS_LINE,
    action: hasUploads ? `${base}/evidence` : base,
    hasUploads,
    canAddFile: desk.isOwn && !state.left,
    sending: hasUploads ? sendingFiles(state.megabytes) : null,
    saved: put.text(state.saved ?? ''),
    outcome: posted || uploads ? outcomeLine(state) : null,
    lastSaved: state.left ? '' : put.text(lastSavedLine(state) ?? ''),
    actionsToSay: actionsView(section.questions, open, state.actionsToSay ?? []),
    newQuestions: newQuestions.length === 0 ? null : newQuestionsView(section, newQuestions, open),
    questions: section.questions.map(question => questionView(question, state, put, gaps.after)),
    lastYear: state.left ? '' : put.drawn(lastYearTogether(state.lastYear, withoutOffer(state))),
    lastYearFrom: { name: USED_FROM, value: put.text(usedFrom(state.lastYear)) },
    signatures: {
      name: SIGNATURES,
      value: put.text(merge.signaturesShown(open.signOffs)),
      warning: put.text(signaturesWarning(open.signOffs, state.now)),
    },
    toLookAt: toLookAt(open, section),
    returnedReason: put.text((stands('sent_back', open.auditReturn.status) ? returnedReasonFor(open) : null) ?? ''),
  }
}

/** Said once for all the boxes of the page: under each it would be in the way. */
const LIMITS_LINE = `A comment can have up to ${sayNumber(LIMITS.comment)} characters, an action ${sayNumber(LIMITS.action)}, a name or role ${LIMITS.owner}.`

function questionView(question: Question, state: SectionState, put: Put, next: ReadonlyMap<string, string>): QuestionView {
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
  })
  return {
    heading: state.left?.headings.get(question.key) ?? null,
    field: put.drawn(field),
    conflicts: conflict ? conflictViews(question, conflict, state) : [],
    evidence: holdsFiles(question) && desk.isOwn ? evidenceBox(question, state) : null,
    attached: desk.isOwn && !holdsFiles(question) ? attachedFiles(question, state) : null,
    documents: !desk.isOwn && (holdsFiles(question) || open.withFiles.has(question.key)) ? documentsView(question.key, state) : null,
    isNew: stored === null && newQuestions.includes(question.key),
    below: put.drawn(
      lastYearBox(question, state.lastYear, offer?.response ?? (isBlank(stored?.answer) ? undefined : (stored ?? undefined))) +
        (next.get(question.key) ?? ''),
    ),
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

/** Nothing where one person said it once. */
function givenHtml(question: Question, stored: StoredResponse | null, { now }: SectionState): string {
  if (stored === null || stored.version === 1) return ''
  const names = stored.partsBy === null ? null : givenLine(stored, now)
  return component('answering/given', { names, versions: { intent: `versions:${question.key}`, about: nameOf(question) } })
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
