import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { agreementPage } from './pages/agreement.ts'
import { agreementListPage } from './pages/agreementList.ts'
import { areaPage, saveAreaPage } from './pages/area.ts'
import { assignPage, saveAssignPage } from './pages/assign.ts'
import { disagreementsPage } from './pages/disagreements.ts'
import { doFinishPage, finishPage, reopenPage } from './pages/finish.ts'
import { declareInterestPage, endInterestPage, interestsPage } from './pages/interests.ts'
import { memberPage } from './pages/member.ts'
import { messagePage, sendMessagePage } from './pages/message.ts'
import { samplePage } from './pages/sample.ts'
import { outcomePage, saveOutcomePage } from './pages/outcome.ts'
import { doResetRubricPage, resetRubricPage, rubricFormPage, writeRubricPage } from './pages/rubricForm.ts'
import { rubricsPage } from './pages/rubrics.ts'
import { changeVisitFormPage, changeVisitPage, newVisitPage, recordVisitPage } from './pages/visitForm.ts'
import { doRemoveVisitPage, removeVisitPage, restoreVisitPage, visitPage } from './pages/visits.ts'
import { moderatePage, saveModeratePage } from './pages/moderate.ts'
import { nextReviewPage, queuePage } from './pages/queue.ts'
import { previewSharingPage, reviewersPage, shareOutPage } from './pages/reviewers.ts'
import { selfRatingListPage } from './pages/selfRatingList.ts'
import { selfRatingsPage } from './pages/selfRatings.ts'

const SAMPLE = '/rounds/:roundId/samples/:sampleId'
const MEMBER = `${SAMPLE}/members/:memberId`
const VISIT = `${MEMBER}/visits/:visitId`
const RUBRIC = '/reviews/rubrics/:about/:key'

export const routes: readonly Route[] = [
  get(SAMPLE, 'sample.view', samplePage),
  get('/rounds/:roundId/self-ratings', 'sample.view', selfRatingsPage),
  get('/rounds/:roundId/self-ratings/verdicts', 'sample.view', selfRatingListPage),
  get(`${SAMPLE}/agreement`, 'sample.view', agreementPage),
  get(`${SAMPLE}/agreement/pairs`, 'sample.view', agreementListPage),
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
  get(`${MEMBER}/finish`, 'review.record', finishPage),
  post(`${MEMBER}/finish`, 'review.record', doFinishPage),
  post(`${MEMBER}/reopen`, 'review.record', reopenPage),
  get(`${MEMBER}/reviewers`, 'sample.manage', assignPage),
  post(`${MEMBER}/reviewers`, 'sample.manage', saveAssignPage),
  get(`${SAMPLE}/reviewers`, 'sample.manage', reviewersPage),
  get(`${SAMPLE}/reviewers/preview`, 'sample.manage', previewSharingPage),
  post(`${SAMPLE}/reviewers`, 'sample.manage', shareOutPage),
  get(`${SAMPLE}/disagreements`, 'sample.view', disagreementsPage),
  get(`${MEMBER}/disagreements/:question`, 'sample.manage', moderatePage),
  post(`${MEMBER}/disagreements/:question`, 'sample.manage', saveModeratePage),
  get('/reviews', 'review.record', queuePage),
  get('/reviews/next', 'review.record', nextReviewPage),
  get('/reviews/interests', 'review.record', interestsPage),
  post('/reviews/interests', 'review.record', declareInterestPage),
  post('/reviews/interests/:interestId/end', 'review.record', endInterestPage),
]
