import { typed } from '../../../platform/forms/parseForm.ts'
import { sayInstant, sayMoment } from '../../../platform/london.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { CONTACT_ROLE_WORDS, type ContributorActor } from '../../history/index.ts'
import { findPartnership, type Partnership } from '../../partnerships/index.ts'
import { sectionProgress, type SectionProgress } from '../../questionnaires/index.ts'
import { isOpenForAnswers, openReturn } from '../actions.ts'
import type { OpenReturn } from '../auditReturn.ts'
import { dueLine } from '../dueDate.ts'
import { colleaguesOn, type Colleague } from '../store.ts'

/** Where everything stands: the sections, what is missing, who is working on it, and what happens next. */
export const taskListPage: Page<ContributorActor> = async ({ db, actor, now }, req, res) => {
  const open = await openReturn(db, actor.partnershipId, actor.returnId)
  const [colleagues, partnership] = await Promise.all([
    colleaguesOn(db, actor.partnershipId, actor.returnId),
    findPartnership(db, actor.partnershipId),
  ])
  const saved = open.document.sections.find(({ key }) => key === typed(req.query, 'saved'))
  if (saved)
    res.locals.notice = {
      text: `“${saved.title}” is saved. You can close this page: to come back, use the link in your email again, on any device.`,
      title: 'Saved',
    }
  renderPage(res, 'returns/taskList', taskListView({ open, colleagues, partnership, actor, now: now() }))
}

export type TaskListState = {
  open: OpenReturn
  colleagues: readonly Colleague[]
  partnership: Pick<Partnership, 'name' | 'contactName' | 'contactEmail' | 'contactPhone'> | undefined
  actor: ContributorActor
  now: Date
}

/** The model of views/returns/taskList.ejs. */
export function taskListView({ open, colleagues, partnership, actor, now }: TaskListState): ViewModel {
  const { auditReturn, document } = open
  const sections = sectionProgress(document, auditReturn.facts, open.responses, open.evidenceCounts)
  const complete = sections.filter(({ state }) => state === 'complete').length
  const isOpen = isOpenForAnswers(auditReturn)
  const started = auditReturn.startedAt !== null
  return {
    title: 'Your return',
    due: isOpen ? dueLine(auditReturn, now) : null,
    returned: auditReturn.status === 'returned' && isOpen ? returnedView(auditReturn.returnedReason) : null,
    standing: standing(open),
    introduction: { open: !started, summary: `About this audit: ${document.title}`, paragraphs: document.introduction.split(/\n\s*\n/) },
    progress: isOpen
      ? {
          label: 'Sections complete',
          value: complete,
          max: sections.length,
          text: `${complete} of ${sections.length} sections complete`,
        }
      : null,
    sections: {
      idPrefix: 'section',
      items: sections.map(section => sectionItem(section, isOpen)),
    },
    finish: { idPrefix: 'finish', items: finishItems(open, isOpen) },
    colleagues: colleagues.map(colleague => colleagueLine(colleague, actor, now)),
    contact: contactLines(partnership),
    next: NEXT,
  }
}

const STATES = {
  complete: { text: 'Complete' },
  in_progress: { tag: { text: 'In progress', classes: 'govuk-tag--blue' } },
  not_started: { tag: { text: 'Not started', classes: 'govuk-tag--grey' } },
} as const

function sectionItem({ sectionKey, title, state, missing }: SectionProgress, isOpen: boolean) {
  const hint =
    state === 'in_progress' && missing > 0 ? { hint: { text: missing === 1 ? '1 answer to give' : `${missing} answers to give` } } : {}
  const href = isOpen ? `/return/sections/${sectionKey}` : `/return/whole#section-${sectionKey}`
  return { title: { text: title }, href, status: STATES[state], ...hint }
}

function finishItems({ auditReturn }: OpenReturn, isOpen: boolean) {
  const read = {
    title: { text: isOpen ? 'Read and print the whole return' : 'Read and print what was sent' },
    href: '/return/whole',
    status: { text: '' },
  }
  if (!isOpen)
    return auditReturn.submittedAt === null
      ? [read]
      : [{ title: { text: 'Your receipt' }, href: '/return/receipt', status: { text: '' } }, read]
  const { missing, asked } = auditReturn
  const ready = missing === 0 && asked > 0
  const check = ready
    ? { text: 'Nothing is missing' }
    : { tag: { text: asked === 0 ? 'Not started' : `${missing} missing`, classes: asked === 0 ? 'govuk-tag--grey' : 'govuk-tag--yellow' } }
  return [
    read,
    { title: { text: 'Check what is missing' }, href: '/return/check', status: check },
    ready
      ? { title: { text: 'Sign and submit' }, href: '/return/sign-off', status: { tag: { text: 'Ready', classes: 'govuk-tag--green' } } }
      : { title: { text: 'Sign and submit' }, status: { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' } },
  ]
}

const returnedView = (reason: string | null) => ({
  heading: 'Your partnership asked for more work on this return',
  text: reason ?? 'Change what is needed and submit it again.',
})

/** For a return in which nothing more is to be typed: why, in a sentence or two. */
function standing({
  auditReturn: { status, roundStatus, submittedAt, reference, excusedReason },
}: OpenReturn): { heading: string; text: string } | null {
  const when = submittedAt === null ? '' : ` at ${sayInstant(submittedAt)}`
  const named = reference === null ? '' : ` The reference is ${reference}.`
  if (status === 'awaiting_sign_off')
    return {
      heading: 'Submitted: the chair has still to sign',
      text: `It was submitted${when}.${named} The chair or proprietor can sign by the same link, even after the due date.`,
    }
  if (status === 'submitted') return { heading: 'This return is submitted', text: `It was submitted${when}.${named}` }
  if (status === 'accepted')
    return {
      heading: 'This return is submitted and accepted',
      text: `It was submitted${when}, and your partnership has accepted it.${named}`,
    }
  if (status === 'excused')
    return {
      heading: 'You do not need to complete this return',
      text: excusedReason ?? 'Your partnership has excused you from this audit.',
    }
  if (roundStatus !== 'open')
    return {
      heading: 'This audit has closed',
      text: 'Nothing more can be typed. Ask your partnership if you still need to send something.',
    }
  return null
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
  return { name, person: contactName || null, email: contactEmail || null, phone: contactPhone || null }
}

const NEXT = [
  'Answers are kept each time you save. Anyone with this establishment’s link can work on it: you can hand a section to a colleague.',
  'When nothing is missing, the headteacher signs and submits. You get a receipt with a reference.',
  'Your partnership reads the returns together, may ask some establishments for evidence, and tells you what it found.',
]
