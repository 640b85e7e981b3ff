import type { Db } from '../../../platform/db.ts'
import type { ContributorActor } from '../../history/index.ts'
import { canNow, type AuditReturn } from '../../returns/index.ts'
import { standingOf } from '../request.ts'
import { requestsFor } from './asked.ts'
import { requestLine } from './requestLines.ts'

/** What the page of a return says of what was asked about it: what waits, and what was not granted while it still matters. */
export async function latestAsked(db: Db, actor: ContributorActor, auditReturn: AuditReturn): Promise<{ text: string; tag: object }[]> {
  const matters = canNow('save', auditReturn) ? 'more_time' : canNow('sendBack', auditReturn) ? 'reopen' : null
  const latest = (await requestsFor(db, actor)).find(({ kind }) => kind === matters)
  if (!latest) return []
  const standing = standingOf(latest, latest.auditReturn)
  if (standing !== 'waiting' && standing !== 'refused') return []
  const { title, tag } = requestLine(latest)
  return [{ text: `You asked: ${title.charAt(0).toLowerCase()}${title.slice(1)}`, tag }]
}
