import { withLinks } from '../../../platform/telephone.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { londonDate, sayMoment } from '../../../platform/london.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS, reachesSection, type ContributorActor } from '../../history/index.ts'
import { findPartnership, type Partnership } from '../../partnerships/index.ts'
import { SECTION_STATES, sectionProgress, type SectionProgress } from '../../questionnaires/index.ts'
import { dueLine } from '../dueLine.ts'
import { canNow, type OpenReturn, reopened, stands } from '../../returns/index.ts'
import { registerLine } from '../../issuing/index.ts'
import { lastReturnFor, type LastReturn } from '../../lastYear/index.ts'
import { openFor } from '../openActions.ts'
import { titleOf } from '../whatIsLeft.ts'
import { leftLine } from './leftLine.ts'
import { mayOpenFile } from '../reach.ts'
import { linksOfReturn, notComeYet, ownerLine, type LinksOfReturn } from './whoHasWhat.ts'
import { colleaguesOn, type Colleague } from '../../links/index.ts'
import { deskOf } from './sectionDesk.ts'
import { heldView, requestView, standing, waitingView } from './taskListBanners.ts'
import { lookAtStatus, returnedView } from './toLookAtView.ts'
import { toldView } from './toldView.ts'
import { latestAsked } from '../../asking/index.ts'
import { sampleRequests } from '../../sampling/index.ts'
import { waitingIn } from './unsent.ts'
import { evidenceOf, held } from '../../evidence/index.ts'
import type { EvidenceFile } from '../../returnPages/index.ts'

/** Where everything stands: the sections, what is missing, who is working on it, and what happens next. */
export const taskListPage: Page<ContributorActor> = async ({ db, actor, now }, req, res) => {
  const open = await openFor(db, actor)
  const [colleagues, links, partnership, requests, waiting, last, asked] = await Promise.all([
    colleaguesOn(db, actor.partnershipId, open.auditReturn.id),
    linksOfReturn(db, actor),
    findPartnership(db, actor.partnershipId),
    sampleRequests.evidenceRequestsTo(db, actor.partnershipId, open.auditReturn.id),
    waitingIn(db, actor, req),
    lastReturnFor(db, open, []),
    latestAsked(db, actor, open.auditReturn),
  ])
  const heldBack =
    open.auditReturn.files === 0
      ? []
      : (await evidenceOf(db, actor.partnershipId, open.auditReturn.id)).filter(file => held.isHeld(file) && mayOpenFile(open, file))
  const saved = titleOf(open, typed(req.query, 'saved'))
  if (saved !== undefined)
    res.locals.notice = {
      text: `“${saved}” is saved. You can close this page: to come back, use the link in your email again, on any device.`,
      title: 'Saved',
    }
  const changed = holdsMain(links, actor) ? await registerLine(db, actor, londonDate(now())) : ''
  renderPage(
    res,
    'answering/taskList',
    taskListView({
      open,
      changed,
      colleagues,
      links,
      partnership,
      request: requests[0],
      waiting,
      last,
      asked,
      heldBack,
      actor,
      now: now(),
    }),
  )
}

export type TaskListState = {
  open: OpenReturn
  colleagues: readonly Colleague[]
  links: LinksOfReturn
  partnership: Pick<Partnership, 'name' | 'contactName' | 'contactEmail' | 'contactPhone'> | undefined
  /** The latest sample for which the return's evidence is asked. */
  request: sampleRequests.EvidenceRequest | undefined
  /** Where something waits that was sent when its sender had been signed out. */
  waiting?: readonly { sectionKey: string; at: Date }[]
  /** The last return that came before, when there is one. */
  last?: Pick<LastReturn, 'roundName'> | undefined
  /** What was asked of the partnership and still matters. */
  asked?: Awaited<ReturnType<typeof latestAsked>>
  /** Files that the partnership cannot open, because a child could be recognised in them. */
  heldBack: readonly EvidenceFile[]
  /** What the register says of the main link now, to whoever holds it. */
  changed?: string
  actor: ContributorActor
  now: Date
}

/** The model of views/answering/taskList.ejs. */
export function taskListView({
  open,
  colleagues,
  links,
  partnership,
  request,
  waiting = [],
  last,
  asked = [],
  heldBack,
  changed = '',
  actor,
  now,
}: TaskListState): ViewModel {
  const { auditReturn, document } = open
  const sections = sectionProgress(document, auditReturn.facts, open.responses, open.evidenceCounts).filter(({ sectionKey }) =>
    reachesSection(open.reach, sectionKey),
  )
  const complete = sections.filter(({ state }) => state === 'complete').length
  const missing = sections.reduce((sum, section) => sum + section.missing, 0)
  const isOpen = canNow('save', auditReturn)
  const started = auditReturn.startedAt !== null
  return {
    asking: askingWords(open),
    title: 'Your return',
    told: toldView(open, deskOf(actor, auditReturn), { now }),
    due: isOpen && reopened.askedAgainBy(auditReturn) === null ? dueLine(auditReturn, now) : null,
    returned: stands('sent_back', auditReturn.status) && isOpen ? returnedView(open) : null,
    standing: standing(open, request),
    asked,
    held: heldBack.length === 0 ? null : heldView(heldBack),
    request: request ? requestView(request, now) : null,
    waiting: isOpen ? waitingView(sections, waiting, now) : [],
    introduction: { open: !started, summary: `About this audit: ${document.title}`, paragraphs: document.introduction.split(/\n\s*\n/) },
    lastYear:
      last && isOpen
        ? `What you answered in “${last.roundName}” is shown under each question. None of it counts until you use it again.`
        : null,
    progress: isOpen
      ? {
          label: 'Sections complete',
          value: complete,
          max: sections.length,
          text: `${complete} of ${sections.length} sections complete`,
        }
      : null,
    left: leftLine(open),
    sections: {
      idPrefix: 'section',
      items: sections.map(section => {
        const look = isOpen ? lookAtStatus(open, section.sectionKey) : { isOpen, status: null }
        const href = look.isOpen ? `/return/sections/${section.sectionKey}` : `/return/whole#section-${section.sectionKey}`
        const line = sectionItem(section, href, ownerLine(links, section.sectionKey))
        return look.status === null ? line : { ...line, status: look.status }
      }),
    },
    finish: { idPrefix: 'finish', items: finishItems(open, isOpen, missing, heldBack.length) },
    colleagues: [...colleagues.map(colleague => colleagueLine(colleague, actor, now)), ...notComeYet(links)],
    contact: contactLines(partnership),
    changed,
    asksText: holdsMain(links, actor) ? 'Ask a colleague to help' : 'See who has a link',
    next: nextSteps(open, isOpen),
  }
}

const holdsMain = ({ holders }: LinksOfReturn, { invitationId }: ContributorActor): boolean =>
  holders.some(({ id, main }) => main && id === invitationId)

/** A section in the list of all of them, with how far it is. @param owner who was given it, in words */
export function sectionItem({ title, state, missing }: SectionProgress, href: string, owner = '') {
  const left = state === 'in_progress' && missing > 0 ? sayCount(missing, 'question left', 'questions left') : ''
  const said = [left, owner].filter(words => words !== '').join('. ')
  const hint = said === '' ? {} : { hint: { text: said } }
  const { words, colour } = SECTION_STATES[state]
  // What is done stands plain, so that what is left to do stands out.
  return { title: { text: title }, href, status: state === 'complete' ? { text: words } : tagged(words, colour), ...hint }
}

const item = (text: string, href: string, status: object = { text: '' }) => ({ title: { text }, href, status })
const tagged = (text: string, colour: string) => ({ tag: { text, classes: `govuk-tag--${colour}` } })

function finishItems({ auditReturn, reach }: OpenReturn, isOpen: boolean, missing: number, heldBack: number) {
  const { files, startedAt, submittedAt, status } = auditReturn
  const evidence = item(
    'Evidence',
    '/return/evidence',
    heldBack > 0 ? tagged(`${heldBack} held back`, 'red') : { text: reach.sections === 'all' ? sayCount(files, 'file') : '' },
  )
  const whole = reach.sections === 'all' ? 'the whole return' : 'your sections'
  const read = item(stands('completed', status) ? 'Read and print what was sent' : `Read and print ${whole}`, '/return/whole')
  if (!isOpen)
    return [
      ...(stands('awaiting_chair', status) && reach.maySign
        ? [item('Signature of the chair or proprietor', '/return/sign-off', tagged('Waiting', 'yellow'))]
        : []),
      ...(submittedAt === null || reach.sections !== 'all' ? [] : [item('Your receipt', '/return/receipt')]),
      read,
      evidence,
      PLAN,
      ...(reach.sections === 'all' && !stands('not_expected', status) ? [item('Feedback and your trend', '/return/feedback')] : []),
    ]
  const check =
    missing === 0
      ? { text: 'Nothing is missing' }
      : startedAt === null
        ? tagged('Not started', 'grey')
        : tagged(`${missing} missing`, 'yellow')
  return [evidence, PLAN, read, item('Check what is missing', '/return/check', check), ...(reach.maySign ? [signing(missing)] : [])]
}

const PLAN = item('Action plan', '/return/actions')

const signing = (missing: number) =>
  missing === 0
    ? item('Sign and submit', '/return/sign-off', tagged('Ready', 'green'))
    : {
        ...item('Sign and submit', '/return/sign-off', { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' }),
        hint: { text: `When ${sayCount(missing, 'question is', 'questions are')} answered` },
      }

function colleagueLine({ contributorId, name, role, lastSavedAt }: Colleague, actor: ContributorActor, now: Date) {
  return {
    who: contributorId === actor.contributorId ? `${name} (you)` : name,
    role: CONTACT_ROLE_WORDS[role],
    saved: lastSavedAt === null ? 'Nothing saved yet' : `Last saved at ${sayMoment(lastSavedAt, now)}`,
  }
}

function contactLines(partnership: TaskListState['partnership']) {
  if (!partnership) return null
  const { name, contactName, contactEmail, contactPhone } = partnership
  return { name, person: contactName || null, email: contactEmail || null, phone: contactPhone === '' ? null : withLinks(contactPhone) }
}

/** Only what holds for whoever reads it: who has a part of the return neither signs it nor gets its receipt. */
function nextSteps({ reach }: Pick<OpenReturn, 'reach'>, isOpen: boolean): string[] {
  const last = 'Your partnership reads the returns together, may ask some establishments for evidence, and tells you what it found.'
  if (!isOpen) return [last]
  return reach.sections === 'all'
    ? [
        'Answers are kept each time you save. The person who holds the main link can give colleagues a link to the sections that they know.',
        'When nothing is missing, the headteacher signs and submits. You get a receipt with a reference.',
        last,
      ]
    : ['Answers are kept each time you save.', 'When nothing is missing in any section, the headteacher signs and submits.', last]
}

/** What can be asked of the partnership now, or at least read. */
function askingWords({ auditReturn, reach }: OpenReturn): string {
  const read = 'or read the answers to what you asked'
  if (reach.sections === 'all' && canNow('extend', auditReturn)) return `Ask for more time, ${read}`
  if (reach.sections === 'all' && canNow('sendBack', auditReturn)) return `Ask to open the return again, ${read}`
  return 'Read the answers to what you asked'
}
