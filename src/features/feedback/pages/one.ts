import { parseForm, typed } from '../../../platform/forms/parseForm.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { draftAgain } from '../draftBatchActions.ts'
import { keyed, remarkForm } from '../schemas.ts'
import { sendAgain } from '../sendAgainActions.ts'
import { sendOne } from '../sendBatchActions.ts'
import { saveRemark } from '../textActions.ts'
import { feedbackOf, oneHref, showOne } from './oneView.ts'

/** GET: the feedback of one establishment, as it would read it, or as it was sent. */
export const onePage: Page<StaffActor> = async (context, req, res) => {
  await showOne(context, res, await feedbackOf(context, req))
}

/** POST: what staff write to this establishment alone. */
export const saveRemarkPage: Page<StaffActor> = async (context, req, res) => {
  const found = await feedbackOf(context, req)
  const remark = typed(req.body, 'remark')
  const parsed = parseForm(remarkForm, req.body)
  if (!parsed.ok) {
    await showOne(context, res.status(422), { ...found, remark, errors: parsed.errors })
    return
  }
  const { changedSince } = await saveRemark(context.db, context.actor, {
    roundId: found.round.id,
    returnId: found.returnId,
    ...parsed.values,
  })
  if (changedSince) {
    await showOne(context, res.status(409), { ...found, feedback: changedSince, remark, theirs: changedSince.remark })
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

/** POST: sends the letter again, where one was lost. */
export const sendAgainPage: Page<StaffActor> = async (context, req, res) => {
  const { round, returnId } = await feedbackOf(context, req)
  const { letters } = await sendAgain(context, context.actor, { roundId: round.id, returnId, key: keyed.parse(req.body)._key })
  req.session.notice = { text: `${sayQueued(context.mail, sayCount(letters, 'letter'), letters)}.` }
  res.redirect(303, oneHref({ round, returnId }))
}
