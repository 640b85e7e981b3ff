import { attachAs } from '../../../platform/http/attachment.ts'
import { pipeline } from 'node:stream/promises'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { namedIn, roleHolds, staffNames } from '../../accounts/index.ts'
import { recordEvent, type StaffActor } from '../../history/index.ts'
import { changesSince } from '../changes.ts'
import { refuse } from '../refusals.ts'
import { textsOf } from '../report.ts'
import { stampNow } from '../stampActions.ts'
import { reportView } from './reportView.ts'
import { visibleReport } from './visible.ts'

/** One report: how far it is, then all that it says, with what has changed since. */
export const reportPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, found } = await visibleReport(db, actor, req)
  const seesNumbers = roleHolds(actor.role, 'finding.numbers')
  const makes = roleHolds(actor.role, 'report.make')
  const changes = found.stamp && seesNumbers ? changesSince(found.stamp, await stampNow(db, round)) : []
  const named = found.content && makes ? namedIn(textsOf(found.content), await staffNames(db, actor.partnershipId)) : []
  renderPage(res, 'reports/report', reportView(round, found, { changes, named, makes }))
}

/** The Word file. Who took it stands in the history. */
export const reportFilePage: Page<StaffActor> = async ({ db, actor, files, log }, req, res) => {
  const { round, found } = await visibleReport(db, actor, req)
  if (found.status !== 'ready' || found.storageKey === null || found.fileName === null) throw refuse.notReady(round.id)
  if (!(await files.has(found.storageKey))) throw refuse.noFile(round.id)
  attachAs(res, found.fileName).type(WORD).set('Content-Length', String(found.bytes))
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  await recordEvent(db, actor, { verb: 'report.downloaded', roundId: round.id, details: { reportId: found.id, audience: found.audience } })
  const body = await files.get(found.storageKey)
  // A reader who goes away in the middle is no fault of ours.
  await pipeline(body, res).catch((error: unknown) => log.info({ err: error }, 'a download was broken off'))
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
