import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { AUDIENCES, type Audience } from '../report.ts'
import { findReport, type StoredReport } from '../store.ts'

/** The report that a path names, with its round, for whoever may read one like it. @throws Refusal (not found) */
export async function visibleReport(db: Db, actor: StaffActor, req: Request): Promise<{ round: Round; found: StoredReport }> {
  const round = await visibleRound(db, actor, req)
  const found = await findReport(db, actor.partnershipId, round.id, idParam(req, 'reportId'))
  if (!found || !audiencesFor(actor).includes(found.audience)) throw notFound()
  return { round, found }
}

/** Which reports somebody may read: those with every number need the permission to see every number. */
export const audiencesFor = ({ role }: Pick<StaffActor, 'role'>): readonly Audience[] =>
  roleHolds(role, 'finding.numbers') ? AUDIENCES : ['covered']

export const reportsHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/report`
export const reportHref = (roundId: Id<'round'>, id: Id<'report'>): string => `${reportsHref(roundId)}/${id}`

export const REPORTS_TITLE = 'Report to the board'

/** Where a page about reports of a round stands. */
export const reportsTrail = (round: Round, ...below: { text: string; href?: string }[]) =>
  roundTrail(round, ...(below.length === 0 ? [{ text: REPORTS_TITLE }] : [{ text: REPORTS_TITLE, href: reportsHref(round.id) }, ...below]))
