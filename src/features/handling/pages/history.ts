import { z } from 'zod'
import { idField } from '../../../platform/forms/fields.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { historyEntries, historyOf, type Events, type StaffActor } from '../../history/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { visibleReturn } from './visibleReturn.ts'

const historyQuery = z.object({ before: idField<'event'>().optional().catch(undefined) })

/** GET /returns/:returnId/history: who did what to one return, newest first. */
export const returnHistoryPage =
  (events: Events): Page<StaffActor> =>
  async ({ db, actor }, req, res) => {
    const auditReturn = await visibleReturn(db, actor, req)
    const { before } = historyQuery.parse(req.query)
    const { lines, older } = await historyOf(db, actor.partnershipId, { returnId: auditReturn.id }, { before })
    const here = `/returns/${auditReturn.id}/history`
    renderPage(res, 'handling/history', {
      ...returnFrame(actor, auditReturn, 'history'),
      title: 'History of the return',
      timeline: { items: historyEntries(events, lines, 'return') },
      newestHref: before === undefined ? undefined : here,
      olderHref: older === null ? undefined : `${here}?before=${older}`,
    })
  }
