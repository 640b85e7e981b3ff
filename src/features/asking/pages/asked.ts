import type { Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { reachesSection, type ContributorActor } from '../../history/index.ts'
import { canNow, findReturn, type AuditReturn } from '../../returns/index.ts'
import { standingOf, type RequestKind } from '../request.ts'
import { requestsOf, type OpenRequest } from '../store.ts'
import { requestLine } from './requestLines.ts'

/** GET: what this establishment asked, and what it was answered, as far as this person may read it. */
export const askedPage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  const auditReturn = await ownReturn(db, actor)
  const requests = await requestsFor(db, actor)
  renderPage(res, 'asking/asked', {
    title: 'Ask your partnership',
    backLink: { text: 'Your return', href: '/return' },
    ways: waysToAsk(actor, auditReturn, requests),
    requests: requests.map(requestLine),
  })
}

/** The return of somebody who came by an audit link. @throws Refusal (not found) */
export async function ownReturn(db: Db, { partnershipId, returnId }: ContributorActor): Promise<AuditReturn> {
  const auditReturn = await findReturn(db, partnershipId, returnId)
  if (!auditReturn) throw notFound()
  return auditReturn
}

/**
 * What was asked about a return, the latest first, as far as this person may read it: questions of the sections in their sight; what is
 * about all of the return, only who may see all.
 */
export async function requestsFor(db: Db, { partnershipId, returnId, reach }: ContributorActor): Promise<OpenRequest[]> {
  const all = await requestsOf(db, partnershipId, returnId)
  return all.filter(({ sectionKey }) => reach.sections === 'all' || (sectionKey !== null && reachesSection(reach, sectionKey)))
}

export const waits = (requests: readonly OpenRequest[], kind: RequestKind): boolean =>
  requests.some(request => request.kind === kind && standingOf(request, request.auditReturn) === 'waiting')

/** What this person can ask for now. */
function waysToAsk(
  { reach }: ContributorActor,
  auditReturn: AuditReturn,
  requests: readonly OpenRequest[],
): { text: string; href: string }[] {
  if (reach.sections !== 'all') return []
  return [
    ...(canNow('extend', auditReturn) && !waits(requests, 'more_time')
      ? [{ text: 'Ask for more time', href: '/return/requests/more-time' }]
      : []),
    ...(canNow('sendBack', auditReturn) && !waits(requests, 'reopen')
      ? [{ text: 'Ask to open the return again', href: '/return/requests/reopening' }]
      : []),
  ]
}
