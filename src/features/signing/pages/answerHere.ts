import type { Body } from '../../../platform/forms/parseForm.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { answerPosted, openFor, requireWhole, takeSection, tellHead } from '../../answering/index.ts'
import type { ContributorActor } from '../../history/index.ts'

/** Saves what was still missing, from the page on which a return is signed, and leads back to it; what is faulty comes back in its section. */
export const answerHerePage: Page<ContributorActor> = async (context, req, res) => {
  requireWhole(context.actor)
  const body = req.body as Body
  const posted = await takeSection(context, await openFor(context.db, context.actor), String(req.params.section), body)
  await tellHead(context, req, posted.open.auditReturn)
  const { form, conflicts, wouldCancel, refusal, section } = posted
  if (refusal !== null || form.errors.length > 0 || conflicts.length > 0 || wouldCancel.length > 0) {
    await answerPosted(context, res, posted, body)
    return
  }
  req.session.notice ??= { text: `What you said in “${section.title}” is saved.` }
  res.redirect(303, '/return/sign-off')
}
