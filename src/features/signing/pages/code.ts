import { parseForm, typed } from '../../../platform/forms/parseForm.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { openFor, requireWhole } from '../../answering/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { sendCode } from '../codeActions.ts'
import { codeForm, givenAddress } from '../schemas.ts'
import { requireCanSign, signerFor } from '../signerActions.ts'
import { showSignOff } from './signOff.ts'

/** Sends the code with which somebody signs who came by a link that is not theirs. */
export const sendCodePage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor, now, mail } = context
  requireWhole(actor)
  const open = await openFor(db, actor)
  requireCanSign(open, actor)
  const { way } = await signerFor(db, actor, { open, now: now(), inTheBrowser: [] })
  const form = way.kind === 'give_address' ? parseForm(givenAddress, { email: typed(req.body, 'email') }) : null
  if (form && !form.ok) {
    await showSignOff(context, req, res.status(422), form.errors)
    return
  }
  const { to } = await sendCode(context, actor, { given: form?.values.email ?? '', key: codeForm.parse(req.body)._key })
  req.session.notice = { text: `${sayQueued(mail, `The email to ${to} with the code`)}.` }
  res.redirect(303, '/return/sign-off')
}
