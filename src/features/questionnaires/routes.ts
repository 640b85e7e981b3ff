import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { changesPage } from './pages/changes.ts'
import { choicePage, settleChoicePage, startChoicePage } from './pages/choice.ts'
import { choiceSectionPage, saveChoicePage } from './pages/choiceSection.ts'
import { publishAllPage, publishSetPage } from './pages/publish.ts'
import { versionPage } from './pages/version.ts'
import { versionsPage } from './pages/versions.ts'

/** Reading the questionnaires of a partnership, and taking those of the library. */
export const routes: Route[] = [
  get('/questionnaires', 'questionnaire.view', versionsPage),
  post('/questionnaires/library', 'round.manage', publishAllPage),
  post('/questionnaires/publish', 'round.manage', publishSetPage),
  post('/questionnaires/choice', 'round.manage', startChoicePage),
  get('/questionnaires/:versionId', 'questionnaire.view', versionPage),
  get('/questionnaires/:versionId/changes', 'questionnaire.view', changesPage),
  get('/questionnaires/:versionId/choice', 'questionnaire.view', choicePage),
  post('/questionnaires/:versionId/choice', 'round.manage', settleChoicePage),
  get('/questionnaires/:versionId/choice/:section', 'questionnaire.view', choiceSectionPage),
  post('/questionnaires/:versionId/choice/:section', 'round.manage', saveChoicePage),
]
