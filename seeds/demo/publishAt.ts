import type { Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { digestOf, publish, type Publication, type Publishable } from '../../src/features/publications/index.ts'
import { findRound } from '../../src/features/rounds/index.ts'
import { dated } from './dated.ts'
import type { Cast } from './people.ts'

/** Publishes the first version of something of a round, as if it had been done at that moment. */
export async function publishAt(
  trx: Db,
  { administrator }: Cast,
  at: Date,
  { roundId, kind, publishable }: { roundId: Id<'round'>; kind: Publication['kind']; publishable: Publishable },
): Promise<void> {
  const round = await findRound(trx, administrator.partnershipId, roundId)
  if (!round) throw new Error('the round is missing')
  await dated(trx, at, async () => {
    const { content } = await publishable.draft(trx, round)
    await publish(trx, administrator, { roundId, kind, publishable, after: 0, contentDigest: digestOf(content) })
  })
  await trx.raw(`update publications set published_at = ? where round_id = ? and kind = ?`, [at, roundId, kind])
}
