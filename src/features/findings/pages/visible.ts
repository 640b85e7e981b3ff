import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import type { Finding } from '../finding.ts'
import { findFinding } from '../store.ts'

type Partner = { partnershipId: number }

export async function visibleFinding(db: Db, actor: Partner, req: Request): Promise<{ round: Round; finding: Finding }> {
  const round = await visibleRound(db, actor, req)
  const finding = await findFinding(db, actor.partnershipId, round.id, idParam(req, 'findingId'))
  if (!finding) throw notFound()
  return { round, finding }
}

export const findingsHref = (roundId: number): string => `/rounds/${roundId}/findings`

/** Where a page of a round's findings stands. */
export const findingsTrail = (round: Round, ...below: { text: string; href?: string }[]) =>
  roundTrail(round, ...(below.length === 0 ? [{ text: 'Findings' }] : [{ text: 'Findings', href: findingsHref(round.id) }, ...below]))
