import type { Route } from '../../platform/http/routes.ts'
import { get, post, upload } from '../accounts/index.ts'
import { backToSection, FILES_AT_ONCE } from '../returns/index.ts'
import { describePage, downloadPage, filePage, removePage, restorePage, restoreQuestionPage } from './pages/file.ts'
import { addEvidencePage, evidencePage } from './pages/list.ts'
import { saveSectionWithFilesPage } from './pages/section.ts'

const files = { field: 'files', files: FILES_AT_ONCE, each: true } as const

export const routes: Route[] = [
  upload('/return/sections/:section/evidence', 'return.complete', files, saveSectionWithFilesPage),
  get('/return/sections/:section/evidence', 'return.complete', backToSection),
  get('/return/evidence', 'return.complete', evidencePage),
  upload('/return/evidence', 'return.complete', files, addEvidencePage),
  get('/return/evidence/:id', 'return.complete', downloadPage),
  get('/return/evidence/:id/change', 'return.complete', filePage),
  post('/return/evidence/:id/change', 'return.complete', describePage),
  post('/return/evidence/:id/remove', 'return.complete', removePage),
  get('/return/evidence/:id/restore', 'return.complete', restoreQuestionPage),
  post('/return/evidence/:id/restore', 'return.complete', restorePage),
]
