import { attachAs } from '../../../platform/http/attachment.ts'
import { randomUUID } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { recordEvent, type StaffActor } from '../../history/index.ts'
import { formatNamed } from '../sinks/formats.ts'
import { choosable } from '../choosableReading.ts'
import { refuse } from '../refusals.ts'
import { exportView } from './exportView.ts'
import { exportOf } from './visibleExport.ts'

/** One export. While it is made the page reloads itself, without a script. */
export const exportPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, found } = await exportOf(db, actor, req)
  const known = await choosable(db, actor.partnershipId, round.id)
  renderPage(res, 'exports/export', exportView(round, found, known, randomUUID()))
}

/** The file itself, for whoever may make one in this partnership, as long as it is kept. Who took it stands in the history. */
export const exportFilePage: Page<StaffActor> = async ({ db, actor, files, log }, req, res) => {
  const { round, found } = await exportOf(db, actor, req)
  const { mediaType, noun } = formatNamed(found.format)
  if (found.expired) throw refuse.expired(round.id, noun)
  if (found.status !== 'ready' || found.storageKey === null || found.fileName === null) throw refuse.notReady(round.id, noun)
  if (!(await files.has(found.storageKey))) throw refuse.expired(round.id, noun)
  attachAs(res, found.fileName).type(mediaType).set('Content-Length', String(found.bytes))
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  await recordEvent(db, actor, { verb: 'export.downloaded', roundId: round.id, details: { exportId: found.id } })
  const body = await files.get(found.storageKey)
  // A reader who goes away in the middle is no fault of ours.
  await pipeline(body, res).catch((error: unknown) => log.info({ err: error }, 'a download was broken off'))
}
