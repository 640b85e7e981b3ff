import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { codePage, undoPage } from './pages/code.ts'
import { commentPage, pickPage } from './pages/comment.ts'
import { commentsPage } from './pages/list.ts'
import {
  approveQuotationPage,
  doRemoveQuotationPage,
  editQuotationPage,
  endApprovalPage,
  quotationPage,
  removeQuotationPage,
} from './pages/quotation.ts'
import { quotationsPage } from './pages/quotations.ts'
import { returnsPage } from './pages/returns.ts'
import { doMergeThemePage, doRemoveThemePage, mergeThemePage, removeThemePage, themePage } from './pages/theme.ts'
import { addThemePage, changeThemePage, copyThemesPage, editThemePage, newThemePage, themesPage } from './pages/themes.ts'
import { wordsPage } from './pages/words.ts'

const CODING = '/rounds/:roundId/coding'
const THEME = `${CODING}/themes/:commentThemeId`
const QUOTATION = `${CODING}/quotations/:quotationId`

/** What schools wrote in their own words: put into themes by people, counted, and quoted. */
export const routes: readonly Route[] = [
  get(CODING, 'coding.manage', commentsPage),
  post(`${CODING}/codes`, 'coding.manage', codePage),
  post(`${CODING}/batches/:codingBatchId/undo`, 'coding.manage', undoPage),
  get(`${CODING}/returns`, 'coding.manage', returnsPage),
  get(`${CODING}/words`, 'coding.manage', wordsPage),
  get(`${CODING}/comments/:commentId`, 'coding.manage', commentPage),
  post(`${CODING}/comments/:commentId/quotations`, 'quotation.manage', pickPage),
  get(`${CODING}/themes`, 'coding.manage', themesPage),
  post(`${CODING}/themes`, 'coding.manage', addThemePage),
  get(`${CODING}/themes/new`, 'coding.manage', newThemePage),
  post(`${CODING}/themes/copy`, 'coding.manage', copyThemesPage),
  get(THEME, 'coding.manage', themePage),
  post(THEME, 'coding.manage', changeThemePage),
  get(`${THEME}/edit`, 'coding.manage', editThemePage),
  get(`${THEME}/merge`, 'coding.manage', mergeThemePage),
  post(`${THEME}/merge`, 'coding.manage', doMergeThemePage),
  get(`${THEME}/remove`, 'coding.manage', removeThemePage),
  post(`${THEME}/remove`, 'coding.manage', doRemoveThemePage),
  get(`${CODING}/quotations`, 'quotation.manage', quotationsPage),
  get(QUOTATION, 'quotation.manage', quotationPage),
  post(QUOTATION, 'quotation.manage', editQuotationPage),
  post(`${QUOTATION}/approve`, 'quotation.manage', approveQuotationPage),
  post(`${QUOTATION}/approval`, 'quotation.manage', endApprovalPage),
  get(`${QUOTATION}/remove`, 'quotation.manage', removeQuotationPage),
  post(`${QUOTATION}/remove`, 'quotation.manage', doRemoveQuotationPage),
]
