import type { Request } from 'express'
import type { PageContext } from '../../../platform/http/routes.ts'
import { inBrowser } from '../../links/index.ts'
import { waitingWorkbooks, type Sender, type WaitingWorkbook } from '../store.ts'

/** The workbooks that whoever asks has not confirmed yet, of all returns that are theirs here, each with where it is compared. */
export async function waitingFor({ db, actor }: PageContext<Sender>, req: Request): Promise<(WaitingWorkbook & { href: string })[]> {
  const people = actor.kind === 'staff' ? [] : inBrowser.openIn(req).map(({ contributorId }) => contributorId)
  const waiting = await waitingWorkbooks(db, actor, people)
  return waiting.map(one => ({ ...one, href: `${addressOf(one, people.length > 1)}/workbook/${one.id}` }))
}

const addressOf = ({ contributorId, returnId }: WaitingWorkbook, isNamed: boolean): string => {
  if (contributorId === null) return `/returns/${returnId}`
  return isNamed ? `/return/${contributorId}` : '/return'
}
