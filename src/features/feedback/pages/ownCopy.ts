import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayDay } from '../../../platform/london.ts'
import type { ContributorActor } from '../../history/index.ts'
import { openReturn, stands } from '../../returns/index.ts'
import { ratingsThroughYears, sentFeedback } from '../ownCopyActions.ts'
import { refuse } from '../refusals.ts'
import { repliesTo } from '../replyStore.ts'
import { contentView } from './contentView.ts'
import { repliesRead } from './replyLines.ts'
import { trendView } from './trendView.ts'

/**
 * GET: what the partnership told the establishment of its return, once it was sent; and its own ratings through the years, as soon as its
 * return was sent and there is an earlier one.
 */
export const ownCopyPage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  if (actor.reach.sections !== 'all') throw refuse.partOnly()
  const open = await openReturn(db, actor.partnershipId, actor.returnId)
  const sent = await sentFeedback(db, open)
  const { establishmentName: establishment, roundName: round, status } = open.auditReturn
  const hasReturned = stands('completed', status)
  const years = sent || hasReturned ? await ratingsThroughYears(db, open) : []
  const hasTrend = sent !== undefined || years.length > 1
  renderPage(res, 'feedback/ownCopy', {
    title: 'Feedback and your trend',
    backLink: { text: 'Your return', href: '/return' },
    line: sent
      ? `Your partnership sent this on ${sayDay(sent.sentAt)}.`
      : `Your partnership has not sent its feedback on “${round}” yet. Once it has, you will find it here.`,
    noTrend: hasTrend
      ? ''
      : hasReturned
        ? 'We have no earlier return of yours to compare your own ratings with.'
        : 'How your own ratings changed since an earlier return stands here as soon as you have sent yours.',
    feedback: sent ? contentView(sent, { establishment, round }) : null,
    replies: sent ? repliesRead(await repliesTo(db, actor.partnershipId, sent.id)) : [],
    trend: hasTrend ? trendView(years) : null,
  })
}
