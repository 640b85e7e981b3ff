import type { Db } from '../../../platform/db.ts'
import type { ContributorActor } from '../../history/index.ts'
import { canNow, type AuditReturn } from '../../returns/index.ts'
import { standingOf } from '../request.ts'
import { requestsFor } from './asked.ts'
import { requestLine } from './requestLines.ts'

/** What the page of a return says of what was asked about it: what waits, and what was not granted while it still matters. */
export async function latestAsked(db: Db, actor: ContributorActor, auditReturn: AuditReturn): Promise<{ text: string; tag: object }[]> {
  const requests = await requestsFor(db, actor)
  const time = requests.find(({ kind }) => kind === 'more_time')
  if (!time || !canNow('save', auditReturn)) return []
  const standing = standingOf(time, time.auditReturn)
  if (standing !== 'waiting' && standing !== 'refused') return []
  const { title, tag } = requestLine(time)
  return [{ text: `You asked for more time: ${title}`, tag }]
}
