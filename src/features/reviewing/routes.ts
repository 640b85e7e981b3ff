import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { areaPage, saveAreaPage } from './pages/area.ts'
import { memberPage } from './pages/member.ts'
import { messagePage, sendMessagePage } from './pages/message.ts'
import { samplePage } from './pages/sample.ts'
import { outcomePage, saveOutcomePage } from './pages/outcome.ts'
import { doResetRubricPage, resetRubricPage, rubricFormPage, writeRubricPage } from './pages/rubricForm.ts'
import { rubricsPage } from './pages/rubrics.ts'
import { changeVisitFormPage, changeVisitPage, newVisitPage, recordVisitPage } from './pages/visitForm.ts'
import { doRemoveVisitPage, removeVisitPage, restoreVisitPage, visitPage } from './pages/visits.ts'

const SAMPLE = '/rounds/:roundId/samples/:sampleId'
const MEMBER = `${SAMPLE}/members/:memberId`
const VISIT = `${MEMBER}/visits/:visitId`
const RUBRIC = '/reviews/rubrics/:about/:key'

export const routes: readonly Route[] = [
  get(SAMPLE, 'sample.view', samplePage),
  get(MEMBER, 'sample.view', memberPage),
  get(`${MEMBER}/areas/:area`, 'sample.view', areaPage),
  post(`${MEMBER}/areas/:area`, 'review.record', saveAreaPage),
  get(`${MEMBER}/outcome`, 'review.record', outcomePage),
  post(`${MEMBER}/outcome`, 'review.record', saveOutcomePage),
  get(`${MEMBER}/message`, 'sample.manage', messagePage),
  post(`${MEMBER}/message`, 'sample.manage', sendMessagePage),
  get(`${MEMBER}/visits/new`, 'review.record', newVisitPage),
  post(`${MEMBER}/visits`, 'review.record', recordVisitPage),
  get(VISIT, 'sample.view', visitPage),
  get(`${VISIT}/change`, 'review.record', changeVisitFormPage),
  post(VISIT, 'review.record', changeVisitPage),
  get(`${VISIT}/remove`, 'review.record', removeVisitPage),
  post(`${VISIT}/remove`, 'review.record', doRemoveVisitPage),
  post(`${VISIT}/restore`, 'review.record', restoreVisitPage),
  get('/reviews/rubrics', 'sample.view', rubricsPage),
  get(RUBRIC, 'sample.manage', rubricFormPage),
  post(RUBRIC, 'sample.manage', writeRubricPage),
  get(`${RUBRIC}/default`, 'sample.manage', resetRubricPage),
  post(`${RUBRIC}/default`, 'sample.manage', doResetRubricPage),
]
