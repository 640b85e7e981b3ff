import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import { outdated } from '../retentionActions.ts'
import { outdatedLines } from '../retentionWords.ts'

/** GET /settings/retention: what the next night deletes, by the settings of now. */
export const retentionPage: Page<StaffActor> = async ({ db, actor, now }, _req, res) => {
  const kept = await settingsOf(db, actor.partnershipId)
  const periods = [kept.keepEvidenceMonths, kept.keepAnswersMonths, kept.keepContactsMonths, kept.keepMessagesMonths]
  renderPage(res, 'evidence/retention', {
    title: 'What is deleted tonight',
    breadcrumbs: [{ text: 'Settings', href: '/settings' }, { text: 'What is deleted tonight' }],
    nothing: periods.every(months => months === null)
      ? 'Nothing. The settings name no period, so everything is kept.'
      : 'Nothing. By the settings as they are now, nothing is old enough.',
    lines: outdatedLines(await outdated(db, actor.partnershipId, now())),
  })
}
