import type { Route } from '../../platform/http/routes.ts'
import { get } from '../accounts/index.ts'
import { yearOnYearPage } from './pages/yearOnYear.ts'

export const routes: readonly Route[] = [get('/rounds/:roundId/year-on-year', 'finding.numbers', yearOnYearPage)]
