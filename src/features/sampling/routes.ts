import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { samplesPage } from './pages/list.ts'
import { framePage } from './pages/frame.ts'
import { createPage, newSamplePage, previewPage } from './pages/newSample.ts'
import { doReplacePage, replacePage } from './pages/replace.ts'
import { requestPage, sendRequestPage } from './pages/request.ts'
import { samplePage } from './pages/sample.ts'
import type { ReviewsShown } from './reviewsShown.ts'

const SAMPLE = '/rounds/:roundId/samples/:sampleId'
const MEMBER = `${SAMPLE}/members/:memberId`

/** @param reviews what the page of a sample says of its reviews, which stand above it */
export const routes = (reviews: ReviewsShown): readonly Route[] => [
  get('/rounds/:roundId/samples', 'sample.view', samplesPage),
  get('/rounds/:roundId/samples/new', 'sample.manage', newSamplePage),
  get('/rounds/:roundId/samples/preview', 'sample.manage', previewPage),
  post('/rounds/:roundId/samples', 'sample.manage', createPage),
  get(SAMPLE, 'sample.view', samplePage(reviews)),
  get(`${SAMPLE}/frame.csv`, 'sample.view', framePage),
  get(`${SAMPLE}/request`, 'sample.manage', requestPage),
  post(`${SAMPLE}/request`, 'sample.manage', sendRequestPage),
  get(`${MEMBER}/replace`, 'sample.manage', replacePage),
  post(`${MEMBER}/replace`, 'sample.manage', doReplacePage),
]
