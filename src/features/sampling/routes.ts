import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { samplesPage } from './pages/list.ts'
import { framePage } from './pages/frame.ts'
import { createPage, newSamplePage, previewPage } from './pages/newSample.ts'
import { doReplacePage, replacePage } from './pages/replace.ts'
import { requestPage, sendRequestPage } from './pages/request.ts'

const SAMPLE = '/rounds/:roundId/samples/:sampleId'
const MEMBER = `${SAMPLE}/members/:memberId`

export const routes: readonly Route[] = [
  get('/rounds/:roundId/samples', 'sample.view', samplesPage),
  get('/rounds/:roundId/samples/new', 'sample.manage', newSamplePage),
  get('/rounds/:roundId/samples/preview', 'sample.manage', previewPage),
  post('/rounds/:roundId/samples', 'sample.manage', createPage),
  get(`${SAMPLE}/frame.csv`, 'sample.view', framePage),
  get(`${SAMPLE}/request`, 'sample.manage', requestPage),
  post(`${SAMPLE}/request`, 'sample.manage', sendRequestPage),
  get(`${MEMBER}/replace`, 'sample.manage', replacePage),
  post(`${MEMBER}/replace`, 'sample.manage', doReplacePage),
]
