import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { acceptReturn } from '../decisionActions.ts'
import { doneWith, formOf, sayChanged, unlessChanged } from './decide.ts'
import { visibleReturn } from './visibleReturn.ts'

/** POST: accepts a submitted return, as it was when the page was opened. */
export const acceptPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { id, establishmentName } = await visibleReturn(db, actor, req)
  const done = await unlessChanged(() => acceptReturn(db, actor, { returnId: id, ...formOf(req) }))
  if (done) {
    doneWith(req, res, id, `The return of ${establishmentName} is accepted.`)
    return
  }
  req.session.notice = { text: await sayChanged(db, actor, id), kind: 'information' }
  res.redirect(303, `/returns/${id}`)
}
