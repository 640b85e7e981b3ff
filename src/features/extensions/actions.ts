import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { recordEvents, type PartnershipActor } from '../history/index.ts'
import { issueLinksToMail, whoIsWrittenTo, type ReturnToWriteAbout } from '../correspondence/index.ts'
import type { LinkDeps } from '../links/index.ts'
import { letterheadOf, queueMessages, type NewMessage } from '../messages/index.ts'
import { stands, steps } from '../returns/index.ts'
import type { Round } from '../rounds/index.ts'
import { planExtensions, type ExtensionPlan } from './grant.ts'
import { extensionLetter } from './extensionLetter.ts'
import { sayReason } from './reasons.ts'
import { refuse } from './refusals.ts'
import type { ExtensionRequest } from './schemas.ts'
import { databaseNow, insertBatch, lockReturnsToExtend, returnsToExtend, type ReturnToExtend } from './store.ts'

/** What a grant would do now, without doing it. */
export async function previewExtensions(
  db: Db,
  actor: PartnershipActor,
  { roundId, returnIds, toDueAt }: { roundId: Id<'round'>; returnIds: readonly Id<'return'>[]; toDueAt: Date },
): Promise<ExtensionPlan<ReturnToExtend>> {
  const asked = await returnsToExtend(db, actor.partnershipId, roundId, returnIds)
  return planExtensions(asked, toDueAt, await databaseNow(db))
}

/** How often returns have been extended, all together: what a preview carries, so that a grant can tell whether somebody did so since. */
export const timesExtended = (returns: readonly Pick<ReturnToExtend, 'extensions'>[]): number =>
  returns.reduce((times, { extensions }) => times + extensions, 0)

/** What became of a request, as its form was first answered: `dueAt` is when they are due since, whatever a repeat of the form says. */
export type Grant = { batchId: Id<'batch'>; granted: number; refused: number; dueAt: string }

/**
 * Gives returns more time: those that can have it, as they stand under the lock, in one transaction with the history of
 * each and a letter to everybody who holds a link. Where nobody who answers for it holds one that works, whoever would be
 * invited today gets one; a return that was not issued yet stays so. Those that cannot have more time are kept with the batch, each with its reason.
 *
 * @param request.key the key of the rendered form: the same form sent twice grants once
 * @param request.seen how often they had been extended when they were looked at, all together; where somebody did so since, nothing is done
 * @throws Refusal (conflict) when not one of them can have it, or a colleague extended one of them meanwhile
 */
export function grantExtensions(
  { db, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  request: ExtensionRequest & {
    round: Pick<Round, 'id' | 'name'>
    returnIds: readonly Id<'return'>[]
    key: string | undefined
    seen?: number | undefined
  },
): Promise<Grant> {
  const { partnershipId } = actor
  const { round, returnIds, toDueAt, reasonCode, reason, key, seen } = request
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key, purpose: 'extension.grant' }, async () => {
      const asked = await lockReturnsToExtend(trx, partnershipId, round.id, returnIds)
      if (seen !== undefined && seen !== timesExtended(asked)) throw refuse.movedMeanwhile(round.id)
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
      await steps.moveDueDate(trx, partnershipId, ids, toDueAt)
      await recordEvents(trx, actor, granted.map(extended(round.id, batchId, request)))
      const begun = granted.filter(({ status }) => stands('issued', status))
      const { returns } = await issueLinksToMail(
        { ...deps, db: trx },
        actor,
        begun.map(({ id }) => id),
      )
      const messages = await letters(trx, actor, returns, { batchId, granted: begun, toDueAt, today: londonDate(deps.now()) })
      await queueMessages(trx, partnershipId, messages, deps.baseUrl)
      return { batchId, granted: granted.length, refused: refused.length, dueAt: toDueAt.toISOString() }
    }),
  )
}

const extended =
  (roundId: Id<'round'>, batchId: Id<'batch'>, { toDueAt, reasonCode, reason }: ExtensionRequest) =>
  ({ id, establishmentId, dueAt }: ReturnToExtend) => ({
    verb: 'return.extended' as const,
    establishmentId,
    roundId,
    returnId: id,
    details: { from: dueAt.toISOString(), to: toDueAt.toISOString(), reasonCode, reason: sayReason(reasonCode, reason), batchId },
  })

async function letters(
  trx: Db,
  { partnershipId }: PartnershipActor,
  returns: readonly ReturnToWriteAbout[],
  extended: { batchId: Id<'batch'>; granted: readonly ReturnToExtend[]; toDueAt: Date; today: string },
): Promise<NewMessage[]> {
  const { batchId, granted, toDueAt, today } = extended
  const dueBefore = new Map(granted.map(({ id, dueAt }) => [id, dueAt]))
  const from = await letterheadOf(trx, partnershipId)
  return returns.flatMap(about => {
    const fromDueAt = dueBefore.get(about.returnId) ?? about.dueAt
    return whoIsWrittenTo(about, 'everybody', today).to.map(to => extensionLetter(about, to, from, { batchId, fromDueAt, toDueAt }))
  })
}
