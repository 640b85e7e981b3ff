import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { areaPage, saveAreaPage } from './pages/area.ts'
import { memberPage } from './pages/member.ts'
import { messagePage, sendMessagePage } from './pages/message.ts'
import { samplePage } from './pages/sample.ts'
import { outcomePage, saveOutcomePage } from './pages/outcome.ts'

const SAMPLE = '/rounds/:roundId/samples/:sampleId'
const MEMBER = `${SAMPLE}/members/:memberId`

export const routes: readonly Route[] = [
  get(SAMPLE, 'sample.view', samplePage),
  get(MEMBER, 'sample.view', memberPage),
  get(`${MEMBER}/areas/:area`, 'sample.view', areaPage),
  post(`${MEMBER}/areas/:area`, 'review.record', saveAreaPage),
  get(`${MEMBER}/outcome`, 'review.record', outcomePage),
  post(`${MEMBER}/outcome`, 'review.record', saveOutcomePage),
  get(`${MEMBER}/message`, 'sample.manage', messagePage),
  post(`${MEMBER}/message`, 'sample.manage', sendMessagePage),
]
