import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import type { Publication } from '../publication.ts'
import { publicationsOf } from '../store.ts'

/** The publication that a path names, among all of its round. @throws Refusal (not found) */
export async function visiblePublication(
  db: Db,
  actor: { partnershipId: Id<'partnership'> },
  req: Request,
): Promise<{ round: Round; publication: Publication; all: Publication[] }> {
  const round = await visibleRound(db, actor, req)
  const all = await publicationsOf(db, actor.partnershipId, round.id)
  const publicationId = idParam(req, 'publicationId')
  const publication = all.find(({ id }) => id === publicationId)
  if (!publication) throw notFound()
  return { round, publication, all }
}

export const publicationsHref = (roundId: Id<'round'>): string => `/rounds/${roundId}/publications`

/** Where a page about what was published of a round stands. */
export const publicationsTrail = (round: Round, ...below: { text: string; href?: string }[]) =>
  roundTrail(round, ...(below.length === 0 ? [{ text: 'Published' }] : [{ text: 'Published', href: publicationsHref(round.id) }, ...below]))
