import type { Page } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import { dismissFrom, showVersions } from '../../answering/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { openReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { isOpenForKeying } from '../keying.ts'
import { visibleReturn, visibleReturnId } from './visibleReturn.ts'

/** What is and was stored for one question of a return. */
export const answerVersionsPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const open = await openReturn(db, actor.partnershipId, await visibleReturnId(db, actor, req))
  const mayChange = isOpenForKeying(open.auditReturn) && roleHolds(actor.role, 'return.manage')
  await showVersions(context, req, res, { open, mayChange, frame: returnFrame(actor, open.auditReturn, { below: 'Earlier versions' }) })
}

/** POST: somebody who keys in answers has read whose answer was chosen over theirs. */
export const dismissToldPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { id } = await visibleReturn(db, actor, req)
  await dismissFrom(db, actor, req, id)
  res.redirect(303, `/returns/${id}/answers`)
}
