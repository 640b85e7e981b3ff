import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { actionPage, deleteActionPage, doDeleteActionPage, progressPage } from './pages/action.ts'
import { changeActionPage, createActionPage, editActionPage, newActionPage } from './pages/form.ts'
import { changeLeadPage, endLinkPage, leadPage } from './pages/lead.ts'
import { actionsPage } from './pages/list.ts'
import { doReportPage, reportPage } from './pages/report.ts'
import type { PlacesOf } from './pages/visible.ts'

const ACTION = '/actions/:actionId'

/** @param places where an action stands, as each feature above tells it */
export const routes = (places: readonly PlacesOf[]): readonly Route[] => [
  get('/actions', 'plan.view', actionsPage),
  get('/actions/new', 'plan.manage', newActionPage),
  post('/actions', 'plan.manage', createActionPage),
  get(ACTION, 'plan.view', actionPage(places)),
  get(`${ACTION}/edit`, 'plan.manage', editActionPage),
  post(ACTION, 'plan.manage', changeActionPage),
  post(`${ACTION}/progress`, 'plan.manage', progressPage(places)),
  get(`${ACTION}/leads/:actionLeadId`, 'plan.manage', leadPage),
  post(`${ACTION}/leads/:actionLeadId`, 'plan.manage', changeLeadPage),
  post(`${ACTION}/leads/:actionLeadId/end-link`, 'plan.manage', endLinkPage),
  get('/progress/:token', 'public', reportPage),
  post('/progress/:token', 'public', doReportPage),
  get(`${ACTION}/delete`, 'plan.manage', deleteActionPage),
  post(`${ACTION}/delete`, 'plan.manage', doDeleteActionPage),
]
