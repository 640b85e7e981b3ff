import { randomUUID } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { recordEvent, type StaffActor } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import { exportView } from './exportView.ts'
import { exportOf } from './visibleExport.ts'

/** One workbook. While it is made the page reloads itself, without a script. */
export const exportPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, found } = await exportOf(db, actor, req)
  renderPage(res, 'exports/export', exportView(round, found, randomUUID()))
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The file itself, for whoever may make one in this partnership, as long as it is kept. Who took it stands in the history. */
export const exportFilePage: Page<StaffActor> = async ({ db, actor, files, log }, req, res) => {
  const { round, found } = await exportOf(db, actor, req)
  if (found.expired) throw refuse.expired(round.id)
  if (found.status !== 'ready' || found.storageKey === null || found.fileName === null) throw refuse.notReady(round.id)
  if (!(await files.has(found.storageKey))) throw refuse.expired(round.id)
  res.attachment(found.fileName).type(XLSX).set('Content-Length', String(found.bytes))
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  await recordEvent(db, actor, { verb: 'export.downloaded', roundId: round.id, details: { exportId: found.id } })
  const body = await files.get(found.storageKey)
  // A reader who goes away in the middle is no fault of ours.
  await pipeline(body, res).catch((error: unknown) => log.info({ err: error }, 'a download was broken off'))
}
