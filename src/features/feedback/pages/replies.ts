import { parseForm, typed } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { answerReply, tickReply, untickReply } from '../replyActions.ts'
import { keyed, replyAnswerForm, tickKeyed } from '../schemas.ts'
import { feedbackOf, oneHref, showOne } from './oneView.ts'
import { answerField, saySettled } from './replyLines.ts'

type Context = PageContext<StaffActor>
type Before = Awaited<ReturnType<typeof tickReply>>['before']

/** POST: answers what an establishment wrote back. */
export const answerReplyPage: Page<StaffActor> = async (context, req, res) => {
  const { found, asked } = await replyOf(context, req)
  const answer = typed(req.body, 'answer')
  const parsed = parseForm(replyAnswerForm, req.body)
  if (!parsed.ok) {
    const errors = parsed.errors.map(error => ({ ...error, field: answerField(asked.replyId) }))
    await showOne(context, res.status(422), { ...found, errors, reply: { replyId: asked.replyId, answer } })
    return
  }
  const { before, letters } = await answerReply(context, context.actor, { ...asked, answer: parsed.values.answer })
  if (before) {
    await showOne(context, res.status(409), { ...found, reply: { replyId: asked.replyId, answer, stopped: sayBefore(before) } })
    return
  }
  req.session.notice = {
    text:
      letters === 0
        ? 'Your answer is saved, but the register has no email address of the head or DSL: they can read it under their feedback.'
        : `Your answer is saved. ${sayQueued(context.mail, `${sayCount(letters, 'letter')} that ${letters === 1 ? 'says' : 'say'} so`, letters)}.`,
  }
  res.redirect(303, `${oneHref(found)}#reply-${asked.replyId}`)
}

/** POST: no answer is needed. Where one was written beside it, nothing is done: it would be lost. */
export const tickReplyPage: Page<StaffActor> = async (context, req, res) => {
  const { found, asked } = await replyOf(context, req)
  const answer = typed(req.body, 'answer')
  if (answer.trim() !== '') {
    const errors = [{ field: answerField(asked.replyId), message: 'Send the answer that you wrote, or clear it first' }]
    await showOne(context, res.status(422), { ...found, errors, reply: { replyId: asked.replyId, answer } })
    return
  }
  const { before } = await tickReply(context.db, context.actor, { ...asked, key: tickKeyed.parse(req.body)._tickKey })
  await sayDone(context, req, res, before, 'The reply is marked as “no answer needed”.')
}

/** POST: an answer is needed again. */
export const untickReplyPage: Page<StaffActor> = async (context, req, res) => {
  const { asked } = await replyOf(context, req)
  const { before } = await untickReply(context.db, context.actor, asked)
  await sayDone(context, req, res, before, 'The reply waits for an answer again.')
}

type Params = Parameters<Page<StaffActor>>

async function sayDone(context: Context, req: Params[1], res: Params[2], before: Before, done: string): Promise<void> {
  const { found, asked } = await replyOf(context, req)
  if (before) {
    await showOne(context, res.status(409), { ...found, reply: { replyId: asked.replyId, answer: '', stopped: sayBefore(before) } })
    return
  }
  req.session.notice = { text: done }
  res.redirect(303, `${oneHref(found)}#reply-${asked.replyId}`)
}

async function replyOf(context: Context, req: Params[1]) {
  const found = await feedbackOf(context, req)
  const replyId = idParam<'reply'>(req, 'replyId')
  return { found, asked: { roundId: found.round.id, returnId: found.returnId, replyId, key: keyed.parse(req.body)._key } }
}

/** What a colleague did before, so that nothing was done now. */
const sayBefore = ({ settledAs, settledBy, settledAt }: NonNullable<Before>): string =>
  settledAs === null || settledAt === null
    ? 'Nothing was changed: a colleague has undone it already. The reply waits for an answer.'
    : `Nothing was changed. ${saySettled({ settledAs, settledBy, settledAt: new Date(settledAt) })}`
