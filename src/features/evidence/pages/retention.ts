import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { outdated } from '../retentionActions.ts'
import { outdatedLines } from '../retentionWords.ts'

/** GET /settings/retention: what the next night deletes, by the settings of now. */
export const retentionPage: Page<StaffActor> = async ({ db, actor, now }, _req, res) => {
  renderPage(res, 'evidence/retention', {
    title: 'What is deleted tonight',
    breadcrumbs: [{ text: 'Settings', href: '/settings' }, { text: 'What is deleted tonight' }],
    lines: outdatedLines(await outdated(db, actor.partnershipId, now())),
  })
}
