import type { Page } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { askHead } from '../askHeadActions.ts'

/** Asks the head to sign, as the register has them. */
export const askHeadPage: Page<ContributorActor> = async (context, req, res) => {
  const { name, written, by } = await askHead(context, context.actor)
  req.session.notice = {
    text: written
      ? `${sayQueued(context.mail, `The message that asks ${name} to sign`)}.`
      : `The message that asks ${name} to sign was written earlier today. ${by} No second one was written.`,
  }
  res.redirect(303, '/return/sign-off')
}
