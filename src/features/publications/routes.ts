import type { Route } from '../../platform/http/routes.ts'
import { get, post } from '../accounts/index.ts'
import { publicationsPage } from './pages/list.ts'
import { publishedPage } from './pages/published.ts'
import { doPublishPage, publishPage } from './pages/publish.ts'
import { doWithdrawPage, withdrawPage } from './pages/withdraw.ts'
import type { Publishables } from './publishable.ts'

const PUBLICATIONS = '/rounds/:roundId/publications'

/** @param publishables what can be published, with the features that make it */
export const routes = (publishables: Publishables): readonly Route[] => [
  get('/published/:partnership/:name', 'public', publishedPage),
  get('/published/:partnership/:name/:number', 'public', publishedPage),
  get(PUBLICATIONS, 'round.view', publicationsPage(publishables)),
  get(`${PUBLICATIONS}/new/:kind`, 'publication.manage', publishPage(publishables)),
  post(`${PUBLICATIONS}/new/:kind`, 'publication.manage', doPublishPage(publishables)),
  get(`${PUBLICATIONS}/:publicationId/withdraw`, 'publication.manage', withdrawPage),
  post(`${PUBLICATIONS}/:publicationId/withdraw`, 'publication.manage', doWithdrawPage),
]
