import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound, type Refusal } from '../../../platform/http/refusal.ts'
import { sayInstant } from '../../../platform/london.ts'
import { earlier } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import type { Finding } from '../finding.ts'
import { refuse } from '../refusals.ts'
import { findFinding } from '../store.ts'

type Partner = { partnershipId: Id<'partnership'>; name: string }

export async function visibleFinding(db: Db, actor: Partner, req: Request): Promise<{ round: Round; finding: Finding }> {
  const round = await visibleRound(db, actor, req)
  const findingId = idParam(req, 'findingId')
  const finding = await findFinding(db, actor.partnershipId, round.id, findingId)
  if (!finding) throw await removedMeanwhile(db, actor, round.id, findingId)
  return { round, finding }
}

export const findingsHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/findings`

/** Where a page of a round's findings stands. */
export const findingsTrail = (round: Round, ...below: { text: string; href?: string }[]) =>
  roundTrail(round, ...(below.length === 0 ? [{ text: 'Findings' }] : [{ text: 'Findings', href: findingsHref(round.id) }, ...below]))

/** To whoever still has a finding open that a colleague removed: by whom, with what was typed below it. Where there never was one, not found. */
async function removedMeanwhile(db: Db, actor: Partner, roundId: Id<'round'>, findingId: Id<'finding'>): Promise<Refusal> {
  const removed = await earlier.lastDone(db, actor, { roundId }, { verbs: ['finding.deleted'], about: { findingId } })
  return removed ? refuse.removed(roundId, `${removed.by} removed it at ${sayInstant(removed.at)}.`) : notFound()
}
