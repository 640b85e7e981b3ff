import { randomUUID } from 'node:crypto'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { selectedReturns } from '../../liveList/index.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import { textFaults, type MailText } from '../mailText.ts'
import { RESEND_TEXT } from '../resendLetter.ts'
import { sayGetNoSecond } from '../latelyWords.ts'
import { orderResend } from '../resendActions.ts'
import type { ResendSums } from '../resendGroup.ts'
import { resendSums, resendSumsOfList, type Resendable } from '../resendStore.ts'
import { keyed } from '../schemas.ts'
import { LINKS_GO_TO_WORDS, sayByRole } from '../whoGetsThem.ts'
import { messageFields, typedMessage } from './messageFields.ts'
import { openRound } from './openRound.ts'

/** Those chosen on the live list, counted, with the message that they would get. */
export const resendTextPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await openRound(db, actor, req)
  const sums = await resendSumsOfList(db, round, req.query, londonDate(now()))
  renderPage(res, 'issuing/text', resendView({ round, sums, chosen: req.query, text: RESEND_TEXT, faults: [] }))
}

export const resendManyPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await openRound(db, actor, req)
  const returnIds = await selectedReturns(db, actor.partnershipId, round.id, req.body)
  const text = typedMessage(req.body)
  const faults = textFaults(text)
  const sums = await resendSums(db, actor.partnershipId, returnIds, londonDate(now()))
  if (faults.length > 0 || reachable(sums) === 0) {
    renderPage(res.status(422), 'issuing/text', resendView({ round, sums, chosen: req.body, text, faults }))
    return
  }
  const { runId } = await orderResend(db, actor, { roundId: round.id, returnIds, text, key: keyed.parse(req.body)._key, now: now() })
  res.redirect(303, `/jobs/${runId}`)
}

/** What says which returns are meant, as the live list sends it and this form sends it on. */
const SELECTION = ['return', 'all', 'q', 'status', 'disposition', 'flag', 'phase', 'set'] as const

function hiddenSelection(chosen: unknown): { name: string; value: string }[] {
  const given = (chosen ?? {}) as Record<string, unknown>
  return SELECTION.flatMap(name =>
    [given[name]]
      .flat()
      .filter(value => typeof value === 'string' && value !== '')
      .map(value => ({ name, value: value as string })),
  )
}

const reachable = ({ again, fresh, first }: ResendSums): number => again + fresh + first

function resendView(facts: {
  round: Round
  sums: Resendable
  chosen: unknown
  text: MailText
  faults: ReturnType<typeof textFaults>
}): ViewModel {
  const { round, sums, text, faults } = facts
  const total = reachable(sums)
  const without = [
    sums.fresh > 0
      ? `${sayCount(sums.fresh, 'of them lacks', 'of them lack')} a link that works, and ${sums.fresh === 1 ? 'gets' : 'get'} a new one.`
      : '',
    sums.first > 0
      ? `${sayCount(sums.first, 'was', 'were')} not issued yet, and ${sums.first === 1 ? 'gets' : 'get'} the first message instead.`
      : '',
    sayGetNoSecond(sums.lately, sums.latest),
    sums.nobody > 0
      ? `${sayNumber(sums.nobody)} of those chosen ${sums.nobody === 1 ? 'has no email address and gets nothing' : 'have no email address and get nothing'}.`
      : '',
    sums.sent > 0
      ? `${sayNumber(sums.sent)} of those chosen ${sums.sent === 1 ? 'was submitted and gets nothing' : 'were submitted and get nothing'}.`
      : '',
    sums.excused > 0
      ? `${sayNumber(sums.excused)} of those chosen ${sums.excused === 1 ? 'is excused and gets nothing' : 'are excused and get nothing'}.`
      : '',
  ]
  return {
    title: 'Send audit links again',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Returns', href: `/rounds/${round.id}/returns` }, { text: 'Send audit links again' }),
    ...messageFields(text, faults, 14),
    line: `A message with the audit link goes to ${sayCount(total, 'establishment')}. ${LINKS_GO_TO_WORDS[round.linksGoTo].again} ${sayByRole(sums.roles)}`,
    withoutLine: without.filter(words => words !== '').join(' '),
    nothing: total === 0,
    nothingLine:
      without.filter(words => words !== '').join(' ') ||
      'None of those chosen can be mailed a link: tick returns in the list whose establishments have an email address.',
    action: `/rounds/${round.id}/resend`,
    key: randomUUID(),
    hidden: hiddenSelection(facts.chosen),
    canPreview: false,
    submit: `Send ${sayCount(total, 'message')}`,
    example: null,
    cancelHref: `/rounds/${round.id}/returns`,
  }
}
