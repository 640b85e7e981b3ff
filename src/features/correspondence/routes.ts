import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { keptPage, sendKeptPage } from './pages/kept.ts'

/** What was kept while no mail left. Here, because what is known of returns and links says whether a letter still holds. */
export const routes: Route[] = [get('/mail/kept', 'mail.view', keptPage), post('/mail/kept', 'return.manage', sendKeptPage)]
