import type { Route } from '../../platform/http/routes.ts'
import { file, get, post, upload } from '../accounts/index.ts'
import { WORKBOOK } from '../sheetImports/index.ts'
import { addAgenciesPage, agenciesPage, removeAgencyPage } from './pages/agencies.ts'
import { agencyPage, endLinkPage, makeLinkPage } from './pages/agency.ts'
import { agencyNamePage, renameAgencyPage } from './pages/agencyName.ts'
import { doRatePage, overviewPage, ratePage, sharedPage } from './pages/byLink.ts'
import { doEnterPage, enterPage } from './pages/enter.ts'
import { exercisePage } from './pages/exercise.ts'
import { changeExercisePage, editExercisePage, exerciseStatusPage, newExercisePage, startExercisePage } from './pages/exerciseForm.ts'
import { applyImportPage, importPage, importPreviewPage, ratingsWorkbookPage, uploadPage } from './pages/import.ts'
import { ratingsPage } from './pages/ratings.ts'
import { doRemoveSetPage, removeSetPage, restoreSetPage } from './pages/removeSet.ts'
import { changeSetPage, createSetPage, editSetPage, newSetPage } from './pages/setForm.ts'
import { setPage, setsPage } from './pages/sets.ts'
import { agreePage, standardPage } from './pages/standard.ts'
import {
  addStandardsPage,
  changeStandardPage,
  doAddStandardsPage,
  doRemoveStandardPage,
  editStandardPage,
  moveStandardPage,
  removeStandardPage,
} from './pages/standardForm.ts'

const SET = '/standards/:setId'
const STANDARD = `${SET}/standards/:standardId`
const EXERCISE = '/standards/exercises/:exerciseId'
const AGENCY = `${EXERCISE}/agencies/:agencyId`

export const routes: readonly Route[] = [
  get('/standards', 'standards.view', setsPage),
  get('/standards/new', 'standards.manage', newSetPage),
  post('/standards', 'standards.manage', createSetPage),
  get(SET, 'standards.view', setPage),
  get(`${SET}/edit`, 'standards.manage', editSetPage),
  post(SET, 'standards.manage', changeSetPage),
  get(`${SET}/remove`, 'standards.manage', removeSetPage),
  post(`${SET}/remove`, 'standards.manage', doRemoveSetPage),
  post(`${SET}/restore`, 'standards.manage', restoreSetPage),
  get(`${SET}/add`, 'standards.manage', addStandardsPage),
  post(`${SET}/standards`, 'standards.manage', doAddStandardsPage),
  get(STANDARD, 'standards.manage', editStandardPage),
  post(STANDARD, 'standards.manage', changeStandardPage),
  post(`${STANDARD}/move`, 'standards.manage', moveStandardPage),
  get(`${STANDARD}/remove`, 'standards.manage', removeStandardPage),
  post(`${STANDARD}/remove`, 'standards.manage', doRemoveStandardPage),
  get(`${SET}/exercises/new`, 'standards.manage', newExercisePage),
  post(`${SET}/exercises`, 'standards.manage', startExercisePage),
  get(EXERCISE, 'standards.view', exercisePage),
  post(EXERCISE, 'standards.manage', changeExercisePage),
  get(`${EXERCISE}/edit`, 'standards.manage', editExercisePage),
  post(`${EXERCISE}/status`, 'standards.manage', exerciseStatusPage),
  file(`${EXERCISE}/workbook`, 'standards.view', ratingsWorkbookPage),
  get(`${EXERCISE}/import`, 'standards.manage', importPage),
  upload(`${EXERCISE}/import`, 'standards.manage', WORKBOOK, uploadPage),
  get(`${EXERCISE}/imports/:sheetImportId`, 'standards.manage', importPreviewPage),
  post(`${EXERCISE}/imports/:sheetImportId`, 'standards.manage', applyImportPage),
  get(`${EXERCISE}/ratings`, 'standards.view', ratingsPage),
  get(`${EXERCISE}/standards/:standardId`, 'standards.view', standardPage),
  post(`${EXERCISE}/standards/:standardId`, 'standards.manage', agreePage),
  get(`${EXERCISE}/agencies`, 'standards.manage', agenciesPage),
  post(`${EXERCISE}/agencies`, 'standards.manage', addAgenciesPage),
  get(AGENCY, 'standards.manage', agencyPage),
  get(`${AGENCY}/name`, 'standards.manage', agencyNamePage),
  post(`${AGENCY}/name`, 'standards.manage', renameAgencyPage),
  post(`${AGENCY}/remove`, 'standards.manage', removeAgencyPage),
  post(`${AGENCY}/link`, 'standards.manage', makeLinkPage),
  post(`${AGENCY}/link/end`, 'standards.manage', endLinkPage),
  get(`${AGENCY}/ratings/:part`, 'standards.manage', enterPage),
  post(`${AGENCY}/ratings/:part`, 'standards.manage', doEnterPage),
  // A link is a secret that says whose it is: it opens the ratings of one agency in one exercise.
  get('/rate/:token', 'public', overviewPage),
  get('/rate/:token/all', 'public', sharedPage),
  get('/rate/:token/:part', 'public', ratePage),
  post('/rate/:token/:part', 'public', doRatePage),
]
