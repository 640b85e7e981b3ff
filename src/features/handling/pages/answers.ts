import type { Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayDay, sayInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { sectionProgress, type SectionProgress } from '../../questionnaires/index.ts'
import { checkWords, evidenceOf, held, shown } from '../../evidence/index.ts'
import { stands, openReturn, type AuditReturn, type OpenReturn, type StoredResponse, submissions } from '../../returns/index.ts'
import { readThrough, returnFrame, type ReadThrough } from '../../returnPages/index.ts'
import { isOpenForKeying } from '../keying.ts'
import { ratingsTable, sectionRatings } from '../ratings.ts'
import { fileFacts } from './fileFacts.ts'
import { visibleReturnId } from './visibleReturn.ts'

/** Everything that an establishment answered, with its actions and documents, to read through and to print. */
export const answersPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const unfolded = queryText(req, 'section')
  const returnId = await visibleReturnId(db, actor, req)
  const [open, files, sent] = await Promise.all([
    openReturn(db, actor.partnershipId, returnId),
    evidenceOf(db, actor.partnershipId, returnId),
    submissions.submissionsOf(db, actor.partnershipId, returnId),
  ])
  const { auditReturn, document, responses } = open
  if (auditReturn.answersDeletedAt !== null) {
    showDeleted(res, actor, auditReturn, auditReturn.answersDeletedAt)
    return
  }
  const ratings = sectionRatings(document, auditReturn.facts, responses)
  const read = readThrough(document, auditReturn.facts, responses, files, {
    now: now(),
    fileHref: file => (held.opensToPartnership(file) ? shown.fileHref(returnId, file.id) : null),
    lookHref: file => (held.opensToPartnership(file) && shown.canBeShown(file) ? shown.viewHref(returnId, file.id) : null),
    fileFacts: file => `${fileFacts(file)}. ${checkWords.sayCheck(file, 'partnership')}`,
    versionsHref: question => `/returns/${returnId}/answers/${question}/versions`,
    showMissing: stands('outstanding', auditReturn.status),
  })
  renderPage(res, 'handling/answers', {
    ...returnFrame(actor, auditReturn, 'answers'),
    title: 'Answers',
    roundName: auditReturn.roundName,
    standing: standing(open, sent),
    keying:
      isOpenForKeying(auditReturn) && roleHolds(actor.role, 'return.manage')
        ? { text: 'Key in or correct its answers', href: `/returns/${returnId}/keyed-answers` }
        : null,
    ratings: ratings.length === 0 ? undefined : ratingsTable(ratings, key => unfoldHref(returnId, key)),
    actionPlan: {
      actions: read.actions.map(action => ({ ...action, href: unfoldHref(returnId, sectionOf(read, action.href), action.href) })),
    },
    sections: sectionProgress(document, auditReturn.facts, responses, open.evidenceCounts).flatMap(progress => {
      const section = read.sections.find(({ id }) => id === `section-${progress.sectionKey}`)
      if (!section) return []
      const fallsShort = ratings.find(({ key }) => key === progress.sectionKey)?.fallsShort ?? 0
      return [{ section, facts: factsLine(progress, fallsShort), isOpen: unfolded === 'all' || unfolded === progress.sectionKey }]
    }),
    unfold:
      unfolded === 'all'
        ? { text: 'Fold all sections', href: `/returns/${returnId}/answers` }
        : { text: 'Unfold all sections', href: `/returns/${returnId}/answers?section=all#sections` },
  })
}

/** Nothing is shown as unanswered that was answered, and is deleted. */
function showDeleted(res: Response, actor: StaffActor, auditReturn: AuditReturn, at: Date): void {
  renderPage(res, 'handling/answers', {
    ...returnFrame(actor, auditReturn, 'answers'),
    title: 'Answers',
    roundName: auditReturn.roundName,
    standing: [
      `The answers of this return, and the names of those who gave them, were deleted on ${sayDay(at)}, at the end of the time that your settings keep them.`,
    ],
    deleted: true,
  })
}

/** The address of the answers with one section unfolded: not every browser unfolds what a link leads to. */
export const unfoldHref = (returnId: Id<'return'>, sectionKey: string, anchor = `#section-${sectionKey}`): string =>
  `/returns/${returnId}/answers?section=${sectionKey}${anchor}`

/** The section in which a question of an address like '#read-key' stands. */
const sectionOf = ({ sections }: ReadThrough, href: string): string =>
  sections.find(({ questions }) => questions.some(({ id }) => href === `#${id}`))?.id.replace('section-', '') ?? 'all'

function factsLine({ answered, asked, missing }: SectionProgress, fallsShort: number): string {
  return [
    `${answered} of ${asked} answered`,
    fallsShort === 0 ? '' : sayCount(fallsShort, 'answer falls short', 'answers fall short'),
    missing === 0 ? '' : `${missing} missing`,
  ]
    .filter(part => part !== '')
    .join(', ')
}

function standing({ auditReturn, responses }: OpenReturn, all: readonly submissions.Submission[]): string[] {
  const { status, startedAt, lastSavedAt, returnedAt } = auditReturn
  const [latest] = all
  if (!latest) {
    if (startedAt === null) return ['Nothing has been answered yet.']
    return [`Not submitted. This is what is saved${lastSavedAt === null ? '' : `, last at ${sayInstant(lastSavedAt)}`}.`]
  }
  const isOffline = latest.via === 'offline'
  const sent = isOffline ? `Sent offline by ${latest.byName}, received` : `Sent by ${latest.byName}`
  const times = all.length === 1 ? '' : ` It was sent ${all.length} times: every version is kept.`
  // What staff keyed in has a line of its own: only an establishment that was asked again changes an offline return.
  const settledAt = isOffline ? (stands('sent_back', status) ? returnedAt : null) : latest.submittedAt
  const since =
    settledAt !== null && lastSavedAt !== null && lastSavedAt > settledAt
      ? ` Answers were changed after that, last at ${sayInstant(lastSavedAt)}.`
      : ''
  return [
    `${sent} at ${sayInstant(latest.submittedAt)}, reference ${latest.reference}.${times}${since}`,
    ...(isOffline ? [keyedLine([...responses.values()])] : []),
  ]
}

/** What of an offline return was keyed in, and by whom last. */
function keyedLine(responses: readonly StoredResponse[]): string {
  const keyed = responses.filter(({ contributorId }) => contributorId === null).sort((a, b) => b.at.getTime() - a.at.getTime())
  const [last] = keyed
  if (!last) return 'The partnership has keyed in none of its answers.'
  const answers = sayCount(keyed.length, 'answer was', 'answers were')
  return `${answers} keyed in by the partnership, the last by ${last.byName} at ${sayInstant(last.at)}.`
}
