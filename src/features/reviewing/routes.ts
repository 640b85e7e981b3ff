import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { agreementPage } from './pages/agreement.ts'
import { areaPage, saveAreaPage } from './pages/area.ts'
import { memberPage } from './pages/member.ts'
import { messagePage, sendMessagePage } from './pages/message.ts'
import { outcomePage, saveOutcomePage } from './pages/outcome.ts'
import { selfRatingListPage } from './pages/selfRatingList.ts'
import { selfRatingsPage } from './pages/selfRatings.ts'

const SAMPLE = '/rounds/:roundId/samples/:sampleId'
const MEMBER = `${SAMPLE}/members/:memberId`

export const routes: readonly Route[] = [
  get('/rounds/:roundId/self-ratings', 'sample.view', selfRatingsPage),
  get('/rounds/:roundId/self-ratings/verdicts', 'sample.view', selfRatingListPage),
  get(`${SAMPLE}/agreement`, 'sample.view', agreementPage),
  get(MEMBER, 'sample.view', memberPage),
  get(`${MEMBER}/areas/:area`, 'sample.view', areaPage),
  post(`${MEMBER}/areas/:area`, 'review.record', saveAreaPage),
  get(`${MEMBER}/outcome`, 'review.record', outcomePage),
  post(`${MEMBER}/outcome`, 'review.record', saveOutcomePage),
  get(`${MEMBER}/message`, 'sample.manage', messagePage),
  post(`${MEMBER}/message`, 'sample.manage', sendMessagePage),
]
