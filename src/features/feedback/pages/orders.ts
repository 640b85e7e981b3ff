import { randomUUID } from 'node:crypto'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { countBeside } from '../deliveryStore.ts'
import { orderDrafts, orderSending, orderSendingAgain } from '../orderActions.ts'
import { refuse } from '../refusals.ts'
import { keyed } from '../schemas.ts'
import { countFeedback } from '../listStore.ts'

/** POST: drafts for everybody, in the background. */
export const draftAllPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { runId } = await orderDrafts(db, actor, { roundId: round.id, key: keyed.parse(req.body)._key })
  res.redirect(303, `/jobs/${runId}`)
}

/** GET: how many would be sent, and who is left out. */
export const sendPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { drafted, changed, notDrafted, notDue, excused } = await countFeedback(db, {
    partnershipId: actor.partnershipId,
    roundId: round.id,
  })
  if (drafted === 0) throw refuse.nothingToSend(round.id)
  const base = `/rounds/${round.id}/feedback`
  renderPage(res, 'feedback/send', {
    title: `Send the feedback of ${sayCount(drafted, 'establishment')}?`,
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Feedback', href: base }, { text: 'Send' }),
    roundName: round.name,
    early:
      notDue > 0
        ? `${sayCount(notDue, 'return')} of these ${notDue === 1 ? 'is' : 'are'} not due yet. Their feedback says that you received none, and does not change when it arrives.`
        : '',
    lines: [
      'Each head and DSL in the register of today gets a letter with a link to the feedback of their establishment.',
      'What is sent stays as it is. It cannot be taken back or changed.',
      ...(changed > 0
        ? [
            `${sayCount(changed, 'draft')} ${changed === 1 ? 'is' : 'are'} left out: the return, its action plan or what reviewers found has changed since. Draft again first to send all.`,
          ]
        : []),
      ...(notDrafted > 0
        ? [
            `${sayCount(notDrafted, 'establishment')} ${notDrafted === 1 ? 'has' : 'have'} no draft yet and ${notDrafted === 1 ? 'gets' : 'get'} nothing.`,
          ]
        : []),
      ...(excused > 0
        ? [`${sayCount(excused, 'establishment')} of which no return is expected ${excused === 1 ? 'is' : 'are'} not written to.`]
        : []),
    ],
    listHref: '',
    action: `${base}/send`,
    key: randomUUID(),
    shown: drafted,
    button: `Send ${drafted}`,
    cancelHref: base,
  })
}

/** POST: sends them, in the background. */
export const doSendPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  // What is no number is another one than was shown.
  const shown = wholeNumberIn(typed(req.body, 'shown')) ?? 0
  const { runId } = await orderSending(db, actor, { roundId: round.id, shown, key: keyed.parse(req.body)._key })
  res.redirect(303, `/jobs/${runId}`)
}

/** GET: how many letters did not arrive, and to whom they go. */
export const sendAllAgainPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { undelivered } = await countBeside(db, { partnershipId: actor.partnershipId, roundId: round.id })
  if (undelivered === 0) throw refuse.nothingToSendAgain(round.id)
  const base = `/rounds/${round.id}/feedback`
  renderPage(res, 'feedback/send', {
    title: `Send the feedback of ${sayCount(undelivered, 'establishment')} again?`,
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Feedback', href: base }, { text: 'Send again' }),
    roundName: round.name,
    early: '',
    lines: [
      'None of the letters with its link was delivered. Each head and DSL in the register of today gets the letter again. The link and the feedback stay as they were.',
      'A letter that came back from a wrong address comes back again: correct the address in the register first.',
    ],
    listHref: `${base}?show=undelivered`,
    action: `${base}/send-again`,
    key: randomUUID(),
    shown: undelivered,
    button: `Send ${undelivered} again`,
    cancelHref: base,
  })
}

/** POST: sends them again, in the background. */
export const doSendAgainPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const shown = wholeNumberIn(typed(req.body, 'shown')) ?? 0
  const { runId } = await orderSendingAgain(db, actor, { roundId: round.id, shown, key: keyed.parse(req.body)._key })
  res.redirect(303, `/jobs/${runId}`)
}
