import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import {
  dropBatch,
  findBatch,
  forgetBefore,
  insertBatch,
  insertCodes,
  keepCodes,
  removeCodes,
  setBatchNumber,
  undoBatch,
} from './codeStore.ts'
import { lockComments, noteMoved } from './readyStore.ts'
import { refuse } from './refusals.ts'
import type { SeenComment } from './theme.ts'
import { lockedTheme, themeNamed } from './themeActions.ts'

type Coding = { roundId: Id<'round'>; seen: readonly SeenComment[]; requestKey?: string | undefined }
type Coded = { themeId: Id<'commentTheme'>; name: string; number: number }

const accountOf = (actor: PartnershipActor): Id<'account'> | null => (actor.kind === 'staff' ? actor.accountId : null)

/**
 * Adds comments to a theme: one that is there, or a new one of this name. Comments that are in it already, and such as changed since
 * they were seen, are left alone.
 *
 * @returns how many were added
 */
export function addToTheme(
  db: Db,
  actor: PartnershipActor,
  { roundId, seen, theme, requestKey }: Coding & { theme: { id: Id<'commentTheme'> } | { name: string } },
): Promise<Coded> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId }
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'coding.add' }, async () => {
      await lockComments(trx, of)
      const { id, name } =
        'id' in theme
          ? (await lockedTheme(trx, partnershipId, { roundId, themeId: theme.id })).theme
          : await themeNamed(trx, actor, { roundId, name: theme.name, meaning: '' })
      const batchId = await insertBatch(trx, of, { themeId: id, did: 'added', accountId: accountOf(actor), by: actor.name })
      const number = await insertCodes(trx, of, { themeId: id, batchId, seen, by: actor.name })
      await (number === 0 ? dropBatch(trx, partnershipId, batchId) : setBatchNumber(trx, partnershipId, batchId, number))
      await forgetBefore(
        trx,
        of,
        seen.map(comment => comment.id),
      )
      await noteMoved(trx, of, { texts: false })
      const details = { themeId: id, name, comments: number, commentIds: seen.map(comment => comment.id) }
      if (number > 0) await recordEvent(trx, actor, { verb: 'coding.coded', roundId, details })
      return { themeId: id, name, number }
    }),
  )
}

/** Takes comments out of a theme. @returns how many were in it */
export function takeOutOfTheme(
  db: Db,
  actor: PartnershipActor,
  { roundId, seen, themeId, requestKey }: Coding & { themeId: Id<'commentTheme'> },
): Promise<Coded> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId }
  const ids = seen.map(({ id }) => id)
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'coding.take_out' }, async () => {
      const { theme } = await lockedTheme(trx, partnershipId, { roundId, themeId })
      const batchId = await insertBatch(trx, of, { themeId, did: 'removed', accountId: accountOf(actor), by: actor.name })
      const number = await removeCodes(trx, of, { themeId, batchId, ids })
      if (number === 0) await dropBatch(trx, partnershipId, batchId)
      await forgetBefore(trx, of, ids)
      await noteMoved(trx, of, { texts: false })
      const details = { themeId, name: theme.name, comments: number, commentIds: ids }
      if (number > 0) await recordEvent(trx, actor, { verb: 'coding.taken_out', roundId, details })
      return { themeId, name: theme.name, number }
    }),
  )
}

/** Comments that changed after they were coded are looked at again, and stay in their themes. @returns how many */
export function keepInThemes(db: Db, actor: PartnershipActor, { roundId, seen, requestKey }: Coding): Promise<{ number: number }> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId }
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'coding.keep' }, async () => {
      await lockComments(trx, of)
      const number = await keepCodes(trx, of, seen, actor.name)
      const commentIds = seen.map(({ id }) => id)
      await forgetBefore(trx, of, commentIds)
      await noteMoved(trx, of, { texts: false })
      if (number > 0) await recordEvent(trx, actor, { verb: 'coding.looked_again', roundId, details: { comments: number, commentIds } })
      return { number }
    }),
  )
}

/** Undoes a press of one's own button. @throws Refusal when it is somebody else's, or undone already */
export function undo(
  db: Db,
  actor: PartnershipActor,
  { roundId, batchId }: { roundId: Id<'round'>; batchId: Id<'codingBatch'> },
): Promise<{ name: string; number: number }> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId }
  return inTransaction(db, async trx => {
    await lockComments(trx, of)
    const batch = await findBatch(trx, of, batchId)
    if (!batch || batch.undoneAt !== null || batch.accountId !== accountOf(actor)) throw refuse.cannotUndo(roundId)
    const ids = await undoBatch(trx, partnershipId, batch)
    await forgetBefore(trx, of, ids)
    await noteMoved(trx, of, { texts: false })
    const details = { themeId: batch.themeId, name: batch.theme, comments: ids.length, did: batch.did, commentIds: ids }
    await recordEvent(trx, actor, { verb: 'coding.undone', roundId, details })
    return { name: batch.theme, number: ids.length }
  })
}
