import type { Route } from '../../platform/http/routes.ts'
import { file, get, post, upload } from '../accounts/index.ts'
import type { PlacesOf } from '../actions/index.ts'
import { WORKBOOK } from '../sheetImports/index.ts'
import { planActionsPage } from './pages/actionList.ts'
import { applyImportPage, importPage, importPreviewPage, planWorkbookPage, uploadPlanPage, versionWorkbookPage } from './pages/import.ts'
import { plansPage } from './pages/list.ts'
import {
  addMeasurePage,
  addValuePage,
  askDeleteMeasurePage,
  changeMeasurePage,
  deleteMeasurePage,
  editMeasurePage,
  measurePage,
  newMeasurePage,
} from './pages/measure.ts'
import { addPartPage, changePartPage, deletePartPage, doDeletePartPage, editPartPage, movePartPage, newPartPage } from './pages/partForm.ts'
import { doMovePlacePage, movePlacePage, newPlacePage, placePage, takeOutPage, writePlacePage } from './pages/place.ts'
import { planPage } from './pages/plan.ts'
import { changePlanPage, createPlanPage, editPlanPage, newPlanPage } from './pages/planForm.ts'
import { printPlanPage, printVersionPage } from './pages/print.ts'
import { doRemovePlanPage, removePlanPage } from './pages/remove.ts'
import { approvePage, comparePage, doApprovePage, versionPage } from './pages/versions.ts'

const PLAN = '/plans/:planId'
const VERSION = `${PLAN}/versions/:planVersionId`
const PART = `${PLAN}/parts/:planPartId`
const PLACE = `${PLAN}/places/:planPlaceId`
const MEASURE = `${PLAN}/measures/:planMeasureId`

/** @param elsewhere where an action stands besides plans, as each feature tells it */
export const routes = (elsewhere: readonly PlacesOf[]): readonly Route[] => [
  get('/plans', 'plan.view', plansPage),
  get('/plans/new', 'plan.manage', newPlanPage),
  post('/plans', 'plan.manage', createPlanPage),
  get('/plans/actions', 'plan.view', planActionsPage),
  get('/plans/import', 'plan.manage', importPage),
  upload('/plans/import', 'plan.manage', WORKBOOK, uploadPlanPage),
  get('/plans/imports/:sheetImportId', 'plan.manage', importPreviewPage),
  post('/plans/imports/:sheetImportId', 'plan.manage', applyImportPage),
  get(PLAN, 'plan.view', planPage),
  file(`${PLAN}/workbook`, 'plan.view', planWorkbookPage),
  get(`${PLAN}/import`, 'plan.manage', importPage),
  upload(`${PLAN}/import`, 'plan.manage', WORKBOOK, uploadPlanPage),
  get(`${PLAN}/edit`, 'plan.manage', editPlanPage),
  post(PLAN, 'plan.manage', changePlanPage),
  get(`${PLAN}/print`, 'plan.view', printPlanPage),
  get(`${PLAN}/approve`, 'plan.manage', approvePage),
  post(`${PLAN}/approve`, 'plan.manage', doApprovePage),
  get(`${PLAN}/compare`, 'plan.view', comparePage),
  get(VERSION, 'plan.view', versionPage),
  get(`${VERSION}/print`, 'plan.view', printVersionPage),
  file(`${VERSION}/workbook`, 'plan.view', versionWorkbookPage),
  get(`${PLAN}/remove`, 'plan.manage', removePlanPage(elsewhere)),
  post(`${PLAN}/remove`, 'plan.manage', doRemovePlanPage(elsewhere)),
  get(`${PLAN}/parts/new`, 'plan.manage', newPartPage),
  post(`${PLAN}/parts`, 'plan.manage', addPartPage),
  get(`${PART}/edit`, 'plan.manage', editPartPage),
  post(PART, 'plan.manage', changePartPage),
  post(`${PART}/move`, 'plan.manage', movePartPage),
  get(`${PART}/delete`, 'plan.manage', deletePartPage),
  post(`${PART}/delete`, 'plan.manage', doDeletePartPage),
  get(`${PART}/actions/new`, 'plan.manage', newPlacePage),
  post(`${PART}/actions`, 'plan.manage', writePlacePage),
  post(`${PART}/places`, 'plan.manage', placePage),
  get(PLACE, 'plan.manage', movePlacePage),
  post(`${PLACE}/move`, 'plan.manage', doMovePlacePage),
  post(`${PLACE}/take-out`, 'plan.manage', takeOutPage),
  get(`${PLAN}/measures/new`, 'plan.manage', newMeasurePage),
  post(`${PLAN}/measures`, 'plan.manage', addMeasurePage),
  get(MEASURE, 'plan.view', measurePage),
  get(`${MEASURE}/edit`, 'plan.manage', editMeasurePage),
  post(MEASURE, 'plan.manage', changeMeasurePage),
  post(`${MEASURE}/values`, 'plan.manage', addValuePage),
  get(`${MEASURE}/delete`, 'plan.manage', askDeleteMeasurePage),
  post(`${MEASURE}/delete`, 'plan.manage', deleteMeasurePage),
]
