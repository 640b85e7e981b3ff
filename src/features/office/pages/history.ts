import { z } from 'zod'
import { id } from '../../../platform/forms/fields.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { historyEntries, historyOf, type StaffActor } from '../../history/index.ts'
import { returnFrame } from '../../returns/index.ts'
import { visibleReturn } from './visibleReturn.ts'

const historyQuery = z.object({ before: id.optional().catch(undefined) })

/** GET /returns/:returnId/history: who did what to one return, newest first. */
export const returnHistoryPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const auditReturn = await visibleReturn(db, actor, req)
  const { before } = historyQuery.parse(req.query)
  const { lines, older } = await historyOf(db, actor.partnershipId, { returnId: auditReturn.id }, { before })
  const here = `/returns/${auditReturn.id}/history`
  renderPage(res, 'office/history', {
    ...returnFrame(actor, auditReturn, 'history'),
    title: 'History of the return',
    timeline: { headingLevel: 2, items: historyEntries(lines, 'return') },
    newestHref: before === undefined ? undefined : here,
    olderHref: older === null ? undefined : `${here}?before=${older}`,
  })
}
