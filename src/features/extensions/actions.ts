import { inTransaction, type Db } from '../../platform/db.ts'
import { once } from '../../platform/once.ts'
import { recordEvents, type OfficeActor } from '../history/index.ts'
import { issueLinks, type LinkDeps } from '../invitations/index.ts'
import { queueMessages, type NewMessage } from '../messages/index.ts'
import { findPartnership } from '../partnerships/index.ts'
import { moveDueDate } from '../returns/index.ts'
import type { Round } from '../rounds/index.ts'
import { planExtensions, type ExtensionPlan } from './grant.ts'
import { extensionLetter } from './letter.ts'
import { sayReason } from './reasons.ts'
import { refuse } from './refusals.ts'
import type { ExtensionRequest } from './schemas.ts'
import { databaseNow, insertBatch, letterKey, linkHolders, lockReturnsToExtend, returnsToExtend, type ReturnToExtend } from './store.ts'

/** What a grant would do now, without doing it. */
export async function previewExtensions(
  db: Db,
  actor: OfficeActor,
  { roundId, returnIds, toDueAt }: { roundId: number; returnIds: readonly number[]; toDueAt: Date },
): Promise<ExtensionPlan<ReturnToExtend>> {
  const asked = await returnsToExtend(db, actor.partnershipId, roundId, returnIds)
  return planExtensions(asked, toDueAt, await databaseNow(db))
}

export type Grant = { batchId: number; granted: number; refused: number }

/**
 * Gives returns more time: those that can have it, as they stand under the lock, in one transaction with the history of
 * each and a letter to everybody who holds a link. Where every link was revoked, whoever would be invited today gets a new
 * one; a return that was not issued yet stays so. Those that cannot have more time are kept with the batch, each with its reason.
 *
 * @param request.key the key of the rendered form: the same form sent twice grants once
 * @throws Refusal (conflict) when not one of them can have it
 */
export function grantExtensions(
  db: Db,
  deps: LinkDeps,
  actor: OfficeActor,
  request: ExtensionRequest & { round: Pick<Round, 'id' | 'name'>; returnIds: readonly number[]; key: string | undefined },
): Promise<Grant> {
  const { partnershipId } = actor
  const { round, returnIds, toDueAt, reasonCode, reason, key } = request
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: 'extension.grant' }, async () => {
      const asked = await lockReturnsToExtend(trx, partnershipId, round.id, returnIds)
      const { granted, refused } = planExtensions(asked, toDueAt, await databaseNow(trx))
      if (granted.length === 0) throw refuse.nobodyLeft(round.id, [...new Set(refused.map(({ words }) => words))].slice(0, 5))
      const ids = granted.map(({ id }) => id)
      const batchId = await insertBatch(trx, {
        ...{ partnershipId, toDueAt, reasonCode, reason },
        roundId: round.id,
        returnIds: ids,
        refused: refused.map(({ asked: { id, name }, because, words }) => ({ returnId: id, name, because, words })),
        grantedBy: actor.name,
      })
      await moveDueDate(trx, partnershipId, ids, toDueAt)
      await recordEvents(trx, actor, granted.map(extended(round.id, batchId, request)))
      const begun = granted.filter(({ status }) => status !== 'not_issued')
      await issueLinks(
        trx,
        deps,
        actor,
        begun.map(({ id }) => id),
      )
      await queueMessages(trx, partnershipId, await letters(trx, actor, round, batchId, begun, toDueAt), deps.baseUrl)
      return { batchId, granted: granted.length, refused: refused.length }
    }),
  )
}

const extended =
  (roundId: number, batchId: number, { toDueAt, reasonCode, reason }: ExtensionRequest) =>
  ({ id, establishmentId, dueAt }: ReturnToExtend) => ({
    verb: 'return.extended' as const,
    establishmentId,
    roundId,
    returnId: id,
    details: { from: dueAt.toISOString(), to: toDueAt.toISOString(), reasonCode, reason: sayReason(reasonCode, reason), batchId },
  })

async function letters(
  trx: Db,
  actor: OfficeActor,
  round: Pick<Round, 'id' | 'name'>,
  batchId: number,
  granted: readonly ReturnToExtend[],
  toDueAt: Date,
): Promise<NewMessage[]> {
  const byId = new Map(granted.map(extendedReturn => [extendedReturn.id, extendedReturn]))
  const [partnership, holders] = [
    await findPartnership(trx, actor.partnershipId),
    await linkHolders(trx, actor.partnershipId, [...byId.keys()]),
  ]
  if (!partnership) throw new Error(`there is no partnership ${actor.partnershipId}`)
  return holders.flatMap(({ invitationId, returnId, name, email }) => {
    const one = byId.get(returnId)
    if (!one) return []
    const facts = { name, establishment: one.name, round: round.name, fromDueAt: one.dueAt, toDueAt, partnership }
    return [
      {
        key: letterKey(batchId, invitationId),
        kind: 'extension' as const,
        toName: name,
        toEmail: email,
        ...extensionLetter(facts),
        roundId: round.id,
        returnId,
        invitationId,
      },
    ]
  })
}
