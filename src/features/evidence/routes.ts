import type { Route } from '../../platform/http/routes.ts'
import { get } from '../accounts/index.ts'
import { retentionPage } from './pages/retention.ts'

export const routes: readonly Route[] = [get('/settings/retention', 'settings.manage', retentionPage)]
