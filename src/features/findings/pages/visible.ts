import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound, type Refusal } from '../../../platform/http/refusal.ts'
import { sayInstant } from '../../../platform/london.ts'
import { earlier } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { currentFindings } from '../currentActions.ts'
import { countingIn } from '../actions.ts'
import type { CountIn } from '../completedStore.ts'
import type { Finding, PartOfAudit } from '../finding.ts'
import { countableQuestions, isSamePart, partsOf, type CountableQuestion, type TitledPart } from '../partQuestions.ts'
import { refuse } from '../refusals.ts'

type Partner = { partnershipId: Id<'partnership'>; name: string }

export async function visibleFinding(db: Db, actor: Partner, req: Request): Promise<{ round: Round; finding: Finding }> {
  const round = await visibleRound(db, actor, req)
  const findingId = idParam(req, 'findingId')
  const finding = (await currentFindings(db, { partnershipId: actor.partnershipId, roundId: round.id })).find(({ id }) => id === findingId)
  if (!finding) throw await removedMeanwhile(db, actor, round.id, findingId)
  return { round, finding }
}

/** A part of the audit with what can be counted of it. @throws Refusal (not found) when the round has no such part */
export async function visiblePart(
  db: Db,
  round: Round,
  asked: PartOfAudit,
): Promise<TitledPart & { questions: CountableQuestion[]; where: CountIn }> {
  const where = await countingIn(db, round.partnershipId, round.id)
  const documents = where.documents.map(({ document }) => document)
  const part = partsOf(round.evidenceAreas, documents).find(known => isSamePart(known, asked))
  if (!part) throw notFound()
  return { ...part, questions: countableQuestions(documents, part), where }
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
