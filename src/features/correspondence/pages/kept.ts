import { z } from 'zod'
import { requestKey } from '../../../platform/forms/fields.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { keptMail, sendKept } from '../keptActions.ts'
import { keptView } from './keptView.ts'

/** What was written while no mail left, by kind and age, and what of it would be sent. */
export const keptPage: Page<StaffActor> = async ({ db, actor, mail, now }, _req, res) => {
  const kept = await keptMail(db, actor.partnershipId)
  renderPage(res, 'correspondence/kept', keptView(kept, now(), mail.leaves && roleHolds(actor.role, 'return.manage')))
}

const keyed = z.object({ _key: requestKey })

export const sendKeptPage: Page<StaffActor> = async (context, req, res) => {
  const { sent, left } = await sendKept(context, context.actor, { key: keyed.parse(req.body)._key })
  const leftOut = left === 0 ? '' : ` ${sayCount(left, 'was', 'were')} left out, each with its reason in the list.`
  const written = sent === 0 ? 'Nothing was sent' : sayQueued(context.mail, sayCount(sent, 'message'), sent)
  req.session.notice = { text: `${written}.${leftOut}` }
  res.redirect(303, '/mail')
}
