import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { notFound } from '../../../platform/http/refusal.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayQueued, secretLinks } from '../../messages/index.ts'
import { findReturn } from '../../returns/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { draftAgain } from '../draftBatchActions.ts'
import { LINK_PATH } from '../link.ts'
import { repliesTo } from '../linkStore.ts'
import { keyed, remarkForm } from '../schemas.ts'
import { sendOne } from '../sendBatchActions.ts'
import { findFeedback, textsOf, type Feedback } from '../store.ts'
import { saveRemark } from '../textActions.ts'
import { contentView } from './contentView.ts'

/** GET: the feedback of one establishment, as it would read it, or as it was sent. */
export const onePage: Page<StaffActor> = async (context, req, res) => {
  const { round, returnId, feedback, establishment } = await feedbackOf(context, req)
  await show(context, res, { round, returnId, feedback, establishment, remark: feedback?.remark ?? '' })
}

/** POST: what staff write to this establishment alone. */
export const saveRemarkPage: Page<StaffActor> = async (context, req, res) => {
  const found = await feedbackOf(context, req)
  const remark = typed(req.body, 'remark')
  const parsed = parseForm(remarkForm, req.body)
  if (!parsed.ok) {
    await show(context, res.status(422), { ...found, remark, errors: parsed.errors })
    return
  }
  const { changedSince } = await saveRemark(context.db, context.actor, {
    roundId: found.round.id,
    returnId: found.returnId,
    ...parsed.values,
  })
  if (changedSince) {
    await show(context, res.status(409), { ...found, feedback: changedSince, remark, theirs: changedSince.remark })
    return
  }
  req.session.notice = { text: 'What you wrote is saved. It has not been sent.' }
  res.redirect(303, oneHref(found))
}

/** POST: drafts it anew. */
export const draftOnePage: Page<StaffActor> = async (context, req, res) => {
  const { round, returnId } = await feedbackOf(context, req)
  await draftAgain(context.db, context.actor, { roundId: round.id, returnId })
  req.session.notice = { text: 'It is drafted from the answers as they are now.' }
  res.redirect(303, oneHref({ round, returnId }))
}

/** POST: sends it. */
export const sendOnePage: Page<StaffActor> = async (context, req, res) => {
  const { round, returnId } = await feedbackOf(context, req)
  const { letters } = await sendOne(context, context.actor, { roundId: round.id, returnId, key: keyed.parse(req.body)._key })
  req.session.notice = { text: `${sayQueued(context.mail, sayCount(letters, 'letter'), letters)}.` }
  res.redirect(303, oneHref({ round, returnId }))
}

const oneHref = ({ round, returnId }: { round: Round; returnId: Id<'return'> }): string => `/rounds/${round.id}/feedback/${returnId}`

async function feedbackOf({ db, actor }: PageContext<StaffActor>, req: Parameters<Page<StaffActor>>[1]) {
  const round = await visibleRound(db, actor, req)
  const returnId = idParam<'return'>(req, 'returnId')
  const auditReturn = await findReturn(db, actor.partnershipId, returnId)
  if (auditReturn?.roundId !== round.id) throw notFound()
  const feedback = await findFeedback(db, { partnershipId: actor.partnershipId, roundId: round.id }, returnId)
  return { round, returnId, feedback, establishment: auditReturn.establishmentName }
}

type State = Awaited<ReturnType<typeof feedbackOf>> & { remark: string; errors?: readonly FormError[]; theirs?: string }

async function show(
  { db, actor, secret, baseUrl }: PageContext<StaffActor>,
  res: Response,
  { round, returnId, feedback, establishment, remark, errors = [], theirs }: State,
): Promise<void> {
  const here = `/rounds/${round.id}/feedback/${returnId}`
  const of = { partnershipId: actor.partnershipId, roundId: round.id }
  const [texts, replies] = await Promise.all([textsOf(db, of), feedback ? repliesTo(db, actor.partnershipId, feedback.id) : []])
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
    replies: replies.map(({ body, byName, at }) => ({ body, by: `${byName}, ${sayInstant(at)}` })),
  })
}

const saidOf = ({ draftedAt, draftedBy, sentAt, sentBy }: Feedback): string =>
  sentAt === null
    ? `Drafted for ${draftedBy} at ${sayInstant(draftedAt)}. It has not been sent.`
    : `Sent by ${sentBy ?? ''} at ${sayInstant(sentAt)}. It stays as it was then.`
