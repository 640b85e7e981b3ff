import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { program, recordEvent, type PartnershipActor } from '../history/index.ts'
import {
  advanceNow,
  canNow,
  decisions,
  EXCUSES,
  findReturn,
  lockReturn,
  lockReturns,
  stands,
  type AuditReturn,
  type ExcuseAs,
} from '../returns/index.ts'
import { about, oneReturn, onReturn, type Request } from './oneReturnActions.ts'
import { refuse } from './refusals.ts'

export type Excuse = { as: ExcuseAs; on: string; reason: string; coveredByEstablishmentId?: Id<'establishment'> | null }

/** What an excuse came to: whether it counts only from its day, and who is expected again because this return covered them. */
export type Excused = { ahead: boolean; uncovered: string[] }

/**
 * Takes an establishment out of what is expected: it closed, another return stands for it, the audit does not apply to
 * it, or it refused in writing. What it answered is kept. An excuse counts from its day: until then the return is expected and its
 * link works, and `applyExcuse` makes it so.
 *
 * @param excuse.on the day from which, 'YYYY-MM-DD'
 * @throws Refusal (conflict) when it was submitted already, or the other return cannot stand for it
 */
export function excuseReturn(db: Pool, actor: PartnershipActor, request: Request & Excuse): Promise<Excused> {
  const hold = (trx: Db) => holdTogether(trx, actor.partnershipId, request.returnId, request.coveredByEstablishmentId ?? null)
  const work = async (trx: Db, auditReturn: AuditReturn): Promise<Excused> => {
    advanceNow(auditReturn, 'excuse')
    const fault = await faultOfCover(trx, auditReturn, request)
    if (fault !== undefined) throw refuse.cannotCover(auditReturn.id, fault)
    if (!(await decisions.isAhead(trx, request.on))) return { ahead: false, uncovered: await excuseNow(trx, actor, auditReturn, request) }
    const { as, on, reason, coveredByEstablishmentId: coveredBy = null } = request
    const of = { ...oneReturn(auditReturn), roundId: auditReturn.roundId }
    await decisions.writeAhead(trx, of, { as, on, reason, coveredBy, byName: actor.name })
    await recordEvent(trx, actor, { verb: 'return.excuse_set', ...about(auditReturn), details: detailsOf(request) })
    return { ahead: true, uncovered: [] }
  }
  return onReturn(db, actor, { ...request, purpose: 'return.excuse', work, hold })
}

/** Locks a return, those that it covers and the one that is to cover it, in the order of the ids, so that they stand as they are. */
async function holdTogether(
  trx: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  other: Id<'establishment'> | null,
): Promise<void> {
  const found = await findReturn(trx, partnershipId, returnId)
  if (!found) return
  const { roundId, establishmentId } = found
  const covered = await decisions.coveredReturns(trx, { partnershipId, roundId, establishmentIds: [establishmentId] })
  const covering = other === null ? undefined : await decisions.coveringReturn(trx, { partnershipId, roundId, establishmentId: other })
  await lockReturns(trx, partnershipId, [returnId, ...covered.map(one => one.returnId), ...(covering ? [covering.id] : [])])
}

const detailsOf = ({ as, on, reason, coveredByEstablishmentId: coveredBy = null }: Excuse) => ({
  as,
  why: EXCUSES[as].told,
  on,
  reason,
  coveredBy,
})

/** Why the other return cannot stand for this one; undefined when it can, or none is to. */
export async function faultOfCover(
  trx: Db,
  { partnershipId, roundId, establishmentId, establishmentName }: AuditReturn,
  { as, coveredByEstablishmentId: other }: Pick<Excuse, 'as' | 'coveredByEstablishmentId'>,
  name = 'That establishment',
): Promise<string | undefined> {
  if (!EXCUSES[as].asksCoveredBy) return undefined
  if (other === null || other === undefined || other === establishmentId) return `The return of ${establishmentName} cannot cover itself`
  const covering = await decisions.coveringReturn(trx, { partnershipId, roundId, establishmentId: other })
  const covered = await decisions.coveredReturns(trx, { partnershipId, roundId, establishmentIds: [establishmentId] })
  return decisions.coverFault(
    covering?.name ?? name,
    covering,
    covered.map(({ name }) => name),
  )
}

/** @returns the names of those that are expected again */
async function excuseNow(trx: Db, actor: PartnershipActor, auditReturn: AuditReturn, excuse: Excuse): Promise<string[]> {
  const { as, on, reason, coveredByEstablishmentId: coveredBy = null } = excuse
  const status = advanceNow(auditReturn, 'excuse')
  await decisions.forgetAhead(trx, oneReturn(auditReturn))
  await decisions.writeExcused(trx, oneReturn(auditReturn), { status, as, on, reason, from: auditReturn.status, coveredBy })
  await recordEvent(trx, actor, { verb: 'return.excused', ...about(auditReturn), details: detailsOf(excuse) })
  const { roundId, establishmentId } = auditReturn
  return decisions.endCovers(trx, actor, { roundId, establishmentIds: [establishmentId], why: EXCUSES[as].told })
}

/** Takes an excuse back, also one whose day has not come: the return is expected again, as it stood. @throws Refusal (conflict) when it is not excused */
export async function reinstateReturn(db: Pool, actor: PartnershipActor, request: Request): Promise<void> {
  const work = async (trx: Db, auditReturn: AuditReturn): Promise<void> => {
    const kept = await decisions.aheadOf(trx, oneReturn(auditReturn))
    if (!stands('excused', auditReturn.status) && !kept) throw refuse.notExcused(auditReturn.id)
    await decisions.forgetAhead(trx, oneReturn(auditReturn))
    const before = stands('excused', auditReturn.status)
      ? await decisions.writeReinstated(trx, oneReturn(auditReturn), auditReturn)
      : auditReturn.status
    await recordEvent(trx, actor, {
      verb: 'return.reinstated',
      ...about(auditReturn),
      details: { was: auditReturn.excusedAs ?? kept?.as, status: before },
    })
  }
  await onReturn(db, actor, { ...request, purpose: 'return.reinstate', work })
}

/**
 * What was said of this day: the return is expected no more. One that was sent meanwhile stands as it was sent, and one whose other
 * return cannot cover it any more stays expected; the history says why. Done twice, it does nothing.
 */
export function applyExcuse(db: Pool, { partnershipId, returnId }: { partnershipId: Id<'partnership'>; returnId: Id<'return'> }) {
  return inTransaction(db, async trx => {
    const before = await decisions.aheadOf(trx, { partnershipId, returnId })
    await holdTogether(trx, partnershipId, returnId, before?.coveredBy ?? null)
    const auditReturn = await lockReturn(trx, partnershipId, returnId)
    const kept = await decisions.aheadOf(trx, { partnershipId, returnId })
    if (!auditReturn || !kept || (await decisions.isAhead(trx, kept.on))) return
    const actor = program(partnershipId)
    const excuse = { as: kept.as, on: kept.on, reason: kept.reason, coveredByEstablishmentId: kept.coveredBy }
    const why = canNow('excuse', auditReturn) ? await faultOfCover(trx, auditReturn, excuse) : 'Its return has come'
    if (why === undefined) {
      await excuseNow(trx, actor, auditReturn, excuse)
      return
    }
    await decisions.forgetAhead(trx, { partnershipId, returnId })
    await recordEvent(trx, actor, { verb: 'return.excuse_lapsed', ...about(auditReturn), details: { ...detailsOf(excuse), lapsed: why } })
  })
}

/** All whose day has come, one after another: what goes wrong with one is told, and holds up no other. */
export async function applyExcuses({ db }: { db: Pool }): Promise<void> {
  const failed: unknown[] = []
  for (const due of await decisions.dueExcuses(db))
    try {
      await applyExcuse(db, due)
    } catch (error) {
      failed.push(error)
    }
  if (failed.length > 0) throw new AggregateError(failed, 'excuses whose day has come could not be applied')
}
