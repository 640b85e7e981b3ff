import type { Page } from '../../../platform/http/routes.ts'
import { requireWhole } from '../../answering/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { askBoard } from '../askBoardActions.ts'

/** Asks the chair or proprietor to sign, as the register has them. */
export const askBoardPage: Page<ContributorActor> = async (context, req, res) => {
  requireWhole(context.actor)
  const { name, written } = await askBoard(context, context.actor, context.actor.returnId)
  req.session.notice = {
    text: written
      ? `${sayQueued(context.mail, `The message that asks ${name} to sign`)}.`
      : `The message that asks ${name} to sign was written earlier today. No second one was written.`,
  }
  res.redirect(303, '/return/sign-off')
}
