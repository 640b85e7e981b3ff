import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { areaPage, saveAreaPage } from './pages/area.ts'
import { samplesPage } from './pages/list.ts'
import { framePage } from './pages/frame.ts'
import { memberPage } from './pages/member.ts'
import { messagePage, sendMessagePage } from './pages/message.ts'
import { createPage, newSamplePage, previewPage } from './pages/newSample.ts'
import { outcomePage, saveOutcomePage } from './pages/outcome.ts'
import { doReplacePage, replacePage } from './pages/replace.ts'
import { requestPage, sendRequestPage } from './pages/request.ts'
import { samplePage } from './pages/sample.ts'

const SAMPLE = '/rounds/:roundId/samples/:sampleId'
const MEMBER = `${SAMPLE}/members/:memberId`

export const routes: readonly Route[] = [
  get('/rounds/:roundId/samples', 'sample.view', samplesPage),
  get('/rounds/:roundId/samples/new', 'sample.manage', newSamplePage),
  get('/rounds/:roundId/samples/preview', 'sample.manage', previewPage),
  post('/rounds/:roundId/samples', 'sample.manage', createPage),
  get(SAMPLE, 'sample.view', samplePage),
  get(`${SAMPLE}/frame.csv`, 'sample.view', framePage),
  get(`${SAMPLE}/request`, 'sample.manage', requestPage),
  post(`${SAMPLE}/request`, 'sample.manage', sendRequestPage),
  get(MEMBER, 'sample.view', memberPage),
  get(`${MEMBER}/areas/:area`, 'sample.view', areaPage),
  post(`${MEMBER}/areas/:area`, 'review.record', saveAreaPage),
  get(`${MEMBER}/outcome`, 'review.record', outcomePage),
  post(`${MEMBER}/outcome`, 'review.record', saveOutcomePage),
  get(`${MEMBER}/message`, 'sample.manage', messagePage),
  post(`${MEMBER}/message`, 'sample.manage', sendMessagePage),
  get(`${MEMBER}/replace`, 'sample.manage', replacePage),
  post(`${MEMBER}/replace`, 'sample.manage', doReplacePage),
]
