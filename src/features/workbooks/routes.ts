import type { Route } from '../../platform/http/routes.ts'
import { file, get, post, upload } from '../accounts/index.ts'
import { keyingDesk, ownDesk } from './pages/desk.ts'
import { fromDocumentPage } from './pages/document.ts'
import { previewPage, savePage } from './pages/preview.ts'
import { filePage, startPage, uploadPage } from './pages/start.ts'
import { MOST_AT_ONCE, WORKBOOK_MEGABYTES } from './pages/chosen.ts'

const limits = { field: 'file', files: MOST_AT_ONCE, megabytes: WORKBOOK_MEGABYTES, each: true } as const
const STAFF = '/returns/:returnId/workbook'

/** The questions of a return as a workbook, and the way back: for the establishment, and for staff to whom it was sent. */
export const routes: readonly Route[] = [
  get('/return/workbook', 'return.complete', startPage(ownDesk)),
  upload('/return/workbook', 'return.complete', limits, uploadPage(ownDesk)),
  file('/return/workbook/file', 'return.complete', filePage(ownDesk)),
  get('/return/workbook/:filledWorkbookId', 'return.complete', previewPage(ownDesk)),
  post('/return/workbook/:filledWorkbookId', 'return.complete', savePage(ownDesk)),
  get(STAFF, 'return.manage', startPage(keyingDesk)),
  upload(STAFF, 'return.manage', limits, uploadPage(keyingDesk)),
  file(`${STAFF}/file`, 'return.manage', filePage(keyingDesk)),
  post(`${STAFF}/documents/:evidenceId`, 'return.manage', fromDocumentPage),
  get(`${STAFF}/:filledWorkbookId`, 'return.manage', previewPage(keyingDesk)),
  post(`${STAFF}/:filledWorkbookId`, 'return.manage', savePage(keyingDesk)),
]
