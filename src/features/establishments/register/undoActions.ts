import { inTransaction, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Id } from '../../../platform/id.ts'
import { recordEvent, recordEvents, type PartnershipActor } from '../../history/index.ts'
import { changeAuthorities } from '../../partnerships/index.ts'
import { refuse } from '../refusals.ts'
import { lockRegister } from '../store.ts'
import { lockImport, type RegisterImport } from './importStore.ts'
import { keptWhatWas, lastApplied, openAgain, putBack, removeAdded, setUndone } from './undoStore.ts'

export type Undone = { file: string; removed: number; restored: number }

/**
 * Undoes the last import of the register: what it changed is as it was, what it added is removed. Contacts, returns and links to
 * predecessors stay.
 *
 * @param importId the one that is meant; without it, the last
 * @throws Refusal when it is not the last, was undone before, or somebody has worked with what it added
 */
export async function undoImport(db: Db, actor: PartnershipActor, importId?: Id<'import'>): Promise<Undone> {
  try {
    return await inTransaction(db, trx => undo(trx, actor, importId))
  } catch (error) {
    throw isReferenced(error) ? refuse.addedInUse() : error
  }
}

async function undo(trx: Db, actor: PartnershipActor, importId: Id<'import'> | undefined): Promise<Undone> {
  const { partnershipId } = actor
  await lockRegister(trx, partnershipId)
  const last = await lastApplied(trx, partnershipId)
  const id = importId ?? last
  if (id === undefined) throw refuse.nothingToUndo()
  const found = await lockImport(trx, partnershipId, id)
  if (!found || found.kind !== 'establishments') throw notFound()
  if (found.status === 'undone') throw refuse.undoneBefore(id)
  if (id !== last || !(await keptWhatWas(trx, partnershipId, id))) throw refuse.notTheLast()
  const restored = await putBack(trx, partnershipId, id)
  const reopened = await openAgain(trx, partnershipId, id)
  const removed = await removeAdded(trx, partnershipId, id)
  await giveBackAuthorities(trx, actor, found)
  await setUndone(trx, partnershipId, id, actor.name)
  await recordEvents(
    trx,
    actor,
    reopened.map(({ establishmentId }) => ({ verb: 'establishment.closing_undone' as const, establishmentId, details: { importId: id } })),
  )
  await recordEvent(trx, actor, { verb: 'register.import_undone', details: { importId: id, file: found.fileName, removed, restored } })
  return { file: found.fileName, removed, restored }
}

/** The authorities that came with the import go with it, unless somebody has changed them since. */
async function giveBackAuthorities(
  trx: Db,
  actor: PartnershipActor,
  { authoritiesBefore, authoritiesAfter }: RegisterImport,
): Promise<void> {
  if (authoritiesBefore === null || authoritiesAfter === null) return
  await changeAuthorities(trx, actor, now => (now.join() === authoritiesAfter.join() ? authoritiesBefore : now))
}

/** PostgreSQL says so when a row that others point to is removed. */
const isReferenced = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23503'
