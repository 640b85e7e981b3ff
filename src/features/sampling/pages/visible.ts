import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { sayCount } from '../../../platform/say.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { samplesHref, type MemberPath } from '../paths.ts'
import { findSample, type DipSample } from '../store.ts'
import { findMember, type SampleMember } from '../memberStore.ts'

type Partner = { partnershipId: Id<'partnership'> }

export async function visibleSample(db: Db, actor: Partner, req: Request): Promise<{ round: Round; sample: DipSample }> {
  const round = await visibleRound(db, actor, req)
  const sample = await findSample(db, actor.partnershipId, round.id, idParam(req, 'sampleId'))
  if (!sample) throw notFound()
  return { round, sample }
}

export async function visibleMember(
  db: Db,
  actor: Partner,
  req: Request,
): Promise<{ round: Round; sample: DipSample; member: SampleMember; path: MemberPath }> {
  const { round, sample } = await visibleSample(db, actor, req)
  const member = await findMember(db, actor.partnershipId, sample.id, idParam(req, 'memberId'))
  if (!member) throw notFound()
  return { round, sample, member, path: { roundId: round.id, sampleId: sample.id, memberId: member.id } }
}

/** Where a page of a round's samples stands. */
export const samplesTrail = (round: Round, ...below: { text: string; href?: string }[]) =>
  roundTrail(round, ...(below.length === 0 ? [{ text: 'Dip samples' }] : [{ text: 'Dip samples', href: samplesHref(round.id) }, ...below]))

/** "1 establishment", "12 establishments". */
export const establishments = (n: number): string => sayCount(n, 'establishment')
