import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { saveSectionPage, sectionPage } from './pages/section.ts'
import { taskListPage } from './pages/taskList.ts'

export const routes: Route[] = [
  get('/return', 'return.complete', taskListPage),
  get('/return/sections/:section', 'return.complete', sectionPage),
  post('/return/sections/:section', 'return.complete', saveSectionPage),
]
