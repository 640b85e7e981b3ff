import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { actPage, doActPage, linkPage, unlinkPage } from './pages/act.ts'
import { deletePage, doDeletePage, movePage } from './pages/change.ts'
import { changeFindingPage, createFindingPage, editFindingPage, newFindingPage } from './pages/form.ts'
import { findingsPage } from './pages/list.ts'
import { wouldBePublishedPage } from './pages/wouldBePublished.ts'
import { findingReturnsPage } from './pages/returns.ts'
import type { StatementOf } from './pages/publication.ts'
import { scalePage } from './pages/scale.ts'
import { doSincePage, sincePage } from './pages/since.ts'
import { suggestionsPage } from './pages/suggestions.ts'

const FINDINGS = '/rounds/:roundId/findings'

/** @param statementOf the returns statement, which is published beside the findings */
export const routes = (statementOf: StatementOf): readonly Route[] => [
  get(FINDINGS, 'finding.view', findingsPage(statementOf)),
  get(`${FINDINGS}/publication`, 'finding.view', wouldBePublishedPage(statementOf)),
  get(`${FINDINGS}/scale`, 'finding.view', scalePage),
  get(`${FINDINGS}/suggestions`, 'finding.manage', suggestionsPage),
  get(`${FINDINGS}/new`, 'finding.manage', newFindingPage),
  post(FINDINGS, 'finding.manage', createFindingPage),
  get(`${FINDINGS}/:findingId/returns`, 'finding.numbers', findingReturnsPage),
  get(`${FINDINGS}/:findingId/actions/new`, 'plan.manage', actPage),
  post(`${FINDINGS}/:findingId/actions`, 'plan.manage', doActPage),
  post(`${FINDINGS}/:findingId/actions/link`, 'plan.manage', linkPage),
  post(`${FINDINGS}/:findingId/actions/unlink`, 'plan.manage', unlinkPage),
  get(`${FINDINGS}/:findingId/since`, 'finding.manage', sincePage),
  post(`${FINDINGS}/:findingId/since`, 'finding.manage', doSincePage),
  get(`${FINDINGS}/:findingId/edit`, 'finding.manage', editFindingPage),
  post(`${FINDINGS}/:findingId`, 'finding.manage', changeFindingPage),
  post(`${FINDINGS}/:findingId/move`, 'finding.manage', movePage),
  get(`${FINDINGS}/:findingId/delete`, 'finding.manage', deletePage),
  post(`${FINDINGS}/:findingId/delete`, 'finding.manage', doDeletePage),
]
