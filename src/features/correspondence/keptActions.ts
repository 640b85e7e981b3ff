import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import type { PartnershipActor } from '../history/index.ts'
import { keeping } from '../messages/index.ts'
import { sayWhyNot } from './holdingActions.ts'
import { refuse } from './refusals.ts'
import { sinceWritten } from './sinceWrittenStore.ts'
import { holdsAfterDays, type WhyNot } from './stillHolds.ts'

/** A message that was kept, and why it would not be sent now; null when it would. */
export type Kept = keeping.KeptMessage & { whyNot: { why: WhyNot; words: string } | null }

/** All that was kept while no mail left, each looked at again. @param lock holds them until the transaction ends */
export async function keptMail(db: Db, partnershipId: Id<'partnership'>, lock = false): Promise<Kept[]> {
  const kept = await keeping.keptMessages(db, partnershipId, lock)
  const since = await sinceWritten(
    db,
    partnershipId,
    kept.map(({ id }) => id),
  )
  return kept.map(message => {
    const letter = since.get(message.id)
    const why = letter ? holdsAfterDays(letter) : null
    return { ...message, whyNot: letter && why !== null ? { why, words: sayWhyNot(why, letter) } : null }
  })
}

/**
 * Sends what was kept, as soon as mail leaves; what no longer holds is left out, and told by its reason.
 *
 * @throws Refusal while no mail leaves: it would be kept again
 */
export function sendKept(
  { db, mail }: { db: Db; mail: { leaves: boolean } },
  actor: PartnershipActor,
  { key }: { key?: string | undefined },
): Promise<{ sent: number; left: number }> {
  if (!mail.leaves) throw refuse.noMailServer()
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key, purpose: 'message.send_kept' }, async () => {
      const kept = await keptMail(trx, actor.partnershipId, true)
      const send = kept.filter(({ whyNot }) => whyNot === null)
      const withhold = kept.flatMap(({ id, whyNot }) => (whyNot === null ? [] : [{ id, because: whyNot.words }]))
      if (kept.length > 0) await keeping.sendKeptMessages(trx, actor, { send, withhold })
      return { sent: send.length, left: withhold.length }
    }),
  )
}
