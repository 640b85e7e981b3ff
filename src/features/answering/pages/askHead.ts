import type { Page } from '../../../platform/http/routes.ts'
import { earlier, type ContributorActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { askHead } from '../askHeadActions.ts'

/** Asks the head to sign, as the register has them. */
export const askHeadPage: Page<ContributorActor> = async (context, req, res) => {
  const { name, written } = await askHead(context, context.actor)
  const by = written
    ? ''
    : await earlier.doneBy(context.db, context.actor, { returnId: context.actor.returnId }, ['return.signature_asked'])
  req.session.notice = {
    text: written
      ? `${sayQueued(context.mail, `The message that asks ${name} to sign`)}.`
      : `${name} was asked today already. ${by} No second message was written.`,
  }
  res.redirect(303, '/return/sign-off')
}
