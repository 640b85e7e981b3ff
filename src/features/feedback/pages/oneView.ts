import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { secretLinks } from '../../messages/index.ts'
import { findReturn } from '../../returns/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { LINK_PATH } from '../link.ts'
import { repliesTo } from '../replyStore.ts'
import { lettersOf } from '../sendAgainActions.ts'
import { findFeedback, textsOf, type Feedback } from '../store.ts'
import { contentView } from './contentView.ts'
import { letterLines } from './letterLines.ts'
import { replyLines, type ReplyForm } from './replyLines.ts'

export const oneHref = ({ round, returnId }: { round: Round; returnId: Id<'return'> }): string => `/rounds/${round.id}/feedback/${returnId}`

/** The feedback of one establishment, as its path names it. @throws Refusal (not found) */
export async function feedbackOf({ db, actor }: PageContext<StaffActor>, req: Parameters<Page<StaffActor>>[1]) {
  const round = await visibleRound(db, actor, req)
  const returnId = idParam<'return'>(req, 'returnId')
  const auditReturn = await findReturn(db, actor.partnershipId, returnId)
  if (auditReturn?.roundId !== round.id) throw notFound()
  const feedback = await findFeedback(db, { partnershipId: actor.partnershipId, roundId: round.id }, returnId)
  return { round, returnId, feedback, establishment: auditReturn.establishmentName }
}

type State = Awaited<ReturnType<typeof feedbackOf>> & {
  /** What was typed as the remark, where it is not what is kept. */
  remark?: string
  errors?: readonly FormError[]
  theirs?: string
  /** The reply whose form comes back, with what was typed. */
  reply?: ReplyForm
}

/** Shows the feedback of one establishment to staff: the draft with its forms, or what was sent, and the replies. */
export async function showOne(
  { db, actor, secret, baseUrl, now }: PageContext<StaffActor>,
  res: Response,
  { round, returnId, feedback, establishment, remark = feedback?.remark ?? '', errors = [], theirs, reply }: State,
): Promise<void> {
  const here = oneHref({ round, returnId })
  const of = { partnershipId: actor.partnershipId, roundId: round.id }
  const [texts, replies] = await Promise.all([textsOf(db, of), feedback ? repliesTo(db, actor.partnershipId, feedback.id) : []])
  const letters = feedback?.sentAt ? await lettersOf(db, actor.partnershipId, returnId, londonDate(now())) : undefined
  const errorOf = errorsBy(errors)
  renderPage(res, 'feedback/one', {
    title: establishment,
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Feedback', href: `/rounds/${round.id}/feedback` }, { text: establishment }),
    roundName: round.name,
    errors: [
      ...summaryOf(errors),
      ...(theirs === undefined ? [] : [{ text: 'A colleague has written something else since you opened this page', href: '#remark' }]),
    ],
    returnHref: `/returns/${returnId}`,
    theirs,
    drafted: feedback && saidOf(feedback),
    isSent: feedback?.sentAt !== null && feedback !== undefined,
    isStale: feedback !== undefined && feedback.sentAt === null && !feedback.isCurrent,
    feedback:
      feedback &&
      contentView({ ...feedback, said: feedback.said ?? { ...texts, remark: feedback.remark } }, { establishment, round: round.name }),
    remark: {
      id: 'remark',
      name: 'remark',
      limit: 4_000,
      label: { text: 'Your words to this establishment', classes: 'govuk-label--m' },
      hint: { text: 'They stand at the top of its feedback. Leave it blank if there is nothing to add.' },
      rows: 4,
      value: remark,
      errorMessage: errorOf('remark'),
    },
    shown: theirs ?? feedback?.remark ?? '',
    action: here,
    draftAction: `${here}/draft`,
    sendAction: `${here}/send`,
    key: randomUUID(),
    link: feedback?.nonce ? secretLinks.secretLink({ secret, baseUrl }, LINK_PATH, feedback.nonce) : '',
    acknowledged: feedback?.acknowledgedAt ? `${feedback.acknowledgedBy ?? ''} said so at ${sayInstant(feedback.acknowledgedAt)}.` : '',
    letters: letters && letterLines(letters, { base: here, registerHref: `/register/establishments/${feedback?.establishmentId}` }),
    replies: replyLines(replies, { base: here, canSettle: feedback?.nonce !== null, form: reply, errors }),
  })
}

const saidOf = ({ draftedAt, draftedBy, sentAt, sentBy }: Feedback): string =>
  sentAt === null
    ? `Drafted for ${draftedBy} at ${sayInstant(draftedAt)}. It has not been sent.`
    : `Sent by ${sentBy ?? ''} at ${sayInstant(sentAt)}. It stays as it was then.`
