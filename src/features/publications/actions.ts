import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockRound } from '../rounds/index.ts'
import { digestOf, KINDS, nameOf, type Publication, type PublicationKind } from './publication.ts'
import type { Publishable } from './publishable.ts'
import { refuse } from './refusals.ts'
import { insertPublication, markWithdrawn, newestOf, publicationsOf } from './store.ts'

/**
 * Publishes what a feature drafts of a round, as the next version: exactly what was looked at, or nothing.
 *
 * @param order.after the version that was the newest when it was looked at; 0 for none
 * @param order.contentDigest of what was looked at
 * @throws Refusal conflict when somebody published meanwhile, or it would say something else now
 */
export function publish(
  db: Db,
  actor: PartnershipActor,
  order: {
    roundId: Id<'round'>
    kind: PublicationKind
    publishable: Publishable
    after: number
    contentDigest: string
    requestKey?: string | undefined
  },
): Promise<{ number: number }> {
  const { partnershipId } = actor
  const { roundId, kind, publishable, requestKey } = order
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'publication.publish' }, async () => {
      const round = await lockRound(trx, partnershipId, roundId)
      const newest = await newestOf(trx, partnershipId, roundId, kind)
      if ((newest?.number ?? 0) !== order.after) throw refuse.overtaken(roundId, kind, newest)
      const draft = await publishable.draft(trx, round)
      if (draft.lacks !== '') throw refuse.lacks(publishable.backTo(round), draft.lacks)
      const contentDigest = digestOf(draft.content)
      if (contentDigest !== order.contentDigest) throw refuse.movedOn(roundId, kind)
      const number = order.after + 1
      const name = newest?.name ?? nameOf(round.code, kind)
      const { content, html } = draft
      await insertPublication(trx, partnershipId, { roundId, kind, name, number, content, contentDigest, html, by: actor.name })
      await recordEvent(trx, actor, {
        verb: 'publication.published',
        roundId,
        details: { title: KINDS[kind].title, number, leaves: draft.leaves },
      })
      return { number }
    }),
  )
}

/**
 * Withdraws a version, and with `earlier` every one before it that can still be read. Who asks for it twice changes nothing.
 *
 * @returns the numbers that were withdrawn
 */
export function withdraw(
  db: Db,
  actor: PartnershipActor,
  order: { roundId: Id<'round'>; publicationId: Id<'publication'>; reason: string; earlier: boolean },
): Promise<{ publication: Publication; numbers: number[] }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    await lockRound(trx, partnershipId, order.roundId)
    const all = await publicationsOf(trx, partnershipId, order.roundId)
    const publication = all.find(({ id }) => id === order.publicationId)
    if (!publication) throw notFound()
    const gone = publication.withdrawnAt === null ? withdrawnWith(publication, all, order.earlier) : []
    if (gone.length === 0) return { publication, numbers: [] }
    const numbers = gone.map(({ number }) => number)
    const ids = gone.map(({ id }) => id)
    await markWithdrawn(trx, partnershipId, ids, { by: actor.name, reason: order.reason })
    await recordEvent(trx, actor, {
      verb: 'publication.withdrawn',
      roundId: order.roundId,
      details: { title: KINDS[publication.kind].title, numbers, reason: order.reason },
    })
    return { publication, numbers }
  })
}

const withdrawnWith = (publication: Publication, all: readonly Publication[], earlier: boolean): Publication[] => [
  publication,
  ...(earlier ? readableBefore(publication, all) : []),
]

/** The versions before this one that can still be read. */
export const readableBefore = (publication: Publication, all: readonly Publication[]): Publication[] =>
  all.filter(({ kind, number, withdrawnAt }) => kind === publication.kind && number < publication.number && withdrawnAt === null)
