import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type ContributorActor } from '../history/index.ts'
import { addFilesWith, type AddOutcome, type IncomingFile } from './addActions.ts'
import { isHeld } from './held.ts'
import { mayChangeFile } from './mayChangeFile.ts'
import { countAgain, lockForFiles, requireOpenSections, subjectOf } from './openActions.ts'
import { forgetFile, removeBytes } from './purgeActions.ts'
import { refuse } from './refusals.ts'
import { findEvidence, setRemoved } from './store.ts'

/**
 * Puts another file in the place of one, for the same questions. The old one stays until the new one is safe; then one that was held back
 * is removed for good, every other as if it had been removed by itself.
 *
 * @throws Refusal (not found); (conflict) when the return takes no files now, or the file is to stay as it was sent
 */
export async function replaceFile(
  deps: Pick<Deps, 'db' | 'files' | 'looking' | 'log'>,
  actor: ContributorActor,
  {
    evidenceId,
    ...adding
  }: {
    returnId: Id<'return'>
    evidenceId: Id<'evidence'>
    file: IncomingFile
    receivedOn: string
    limits: { megabytes: number; filesAtOnce: number }
  },
): Promise<AddOutcome> {
  const { returnId, file, receivedOn, limits } = adding
  let goneFor: string | undefined
  const outcome = await addFilesWith(deps, actor, {
    returnId,
    files: [file],
    via: 'online',
    receivedOn,
    limits,
    // Whether this file may be replaced is asked of the one whose place it takes.
    mends: true,
    work: async (trx, add) => {
      const auditReturn = await lockForFiles(trx, actor, returnId)
      const old = await findEvidence(trx, actor.partnershipId, returnId, evidenceId)
      if (!old || old.removedAt !== null) throw refuse.notFound()
      const held = isHeld(old)
      if (!mayChangeFile(auditReturn, old) && !(held && old.receivedVia === 'online')) throw refuse.notNow()
      await requireOpenSections(trx, actor, { auditReturn, ...old, held })
      const added = await add()
      if (added.refused.length > 0 || added.added === 0) return added
      if (held) {
        await forgetFile(trx, actor, { auditReturn, evidenceId, reason: 'child' })
        goneFor = old.storageKey
      } else {
        await setRemoved(trx, actor.partnershipId, evidenceId, actor.name)
        await countAgain(trx, actor, auditReturn)
      }
      await recordEvent(trx, actor, { verb: 'evidence.replaced', ...subjectOf(auditReturn), details: { evidence: evidenceId } })
      return added
    },
  })
  if (goneFor !== undefined) await removeBytes(deps, goneFor)
  return outcome
}
