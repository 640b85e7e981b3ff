import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { documentOf, findVersion } from '../store.ts'
import { versionView } from './versionView.ts'

/** One version to read through: every question as it will be asked, and when. */
export const versionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const id = idParam(req, 'versionId')
  const version = await findVersion(db, actor.partnershipId, id)
  const document = version && (await documentOf(db, actor.partnershipId, id))
  if (!version || !document) throw notFound()
  renderPage(res, 'questionnaires/version', versionView(version, document))
}
