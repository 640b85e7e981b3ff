import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayDay } from '../../../platform/london.ts'
import type { ContributorActor } from '../../history/index.ts'
import { openReturn } from '../../returns/index.ts'
import { ratingsThroughYears, sentFeedback } from '../ownCopyActions.ts'
import { refuse } from '../refusals.ts'
import { repliesTo } from '../replyStore.ts'
import { contentView } from './contentView.ts'
import { repliesRead } from './replyLines.ts'
import { trendView } from './trendView.ts'

/** GET: what the partnership told the establishment of its return, and its own ratings through the years; nothing before it was sent. */
export const ownCopyPage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  if (actor.reach.sections !== 'all') throw refuse.partOnly()
  const open = await openReturn(db, actor.partnershipId, actor.returnId)
  const sent = await sentFeedback(db, open)
  const { establishmentName: establishment, roundName: round } = open.auditReturn
  renderPage(res, 'feedback/ownCopy', {
    title: 'Feedback and your trend',
    backLink: { text: 'Your return', href: '/return' },
    line: sent
      ? `Your partnership sent this on ${sayDay(sent.sentAt)}.`
      : `Your partnership has not sent its feedback on “${round}” yet. Once it has, you will find it here, with how your own ratings changed since last year.`,
    feedback: sent ? contentView(sent, { establishment, round }) : null,
    replies: sent ? repliesRead(await repliesTo(db, actor.partnershipId, sent.id)) : [],
    trend: sent ? trendView(await ratingsThroughYears(db, open)) : null,
  })
}
