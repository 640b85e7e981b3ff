import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { program, recordEvent, type ContributorActor, type StaffActor } from '../history/index.ts'
import { lockReturn } from '../returns/index.ts'
import { countTry, findUnread, keepCheck, keepExplanation, type CheckResult, type Unread } from './checkStore.ts'
import { isHeld } from './held.ts'
import { lookAtStored } from './looking/lookAtStored.ts'
import { textLook } from './looking/textLook.ts'
import { subjectOf } from './openActions.ts'
import { refuse } from './refusals.ts'
import { findEvidence } from './store.ts'

/** After so many tries a file counts as one that cannot be read: by then it is the file, or nobody mends the looker. */
const MOST_TRIES = 20

/** Reading a file brought nothing: it is tried again. */
export class NotRead extends Error {}

/**
 * Reads a file for what could say who a child is, and for what is blank or out of date, and keeps what it found. A file that was read
 * already, or is gone, is left alone.
 *
 * @throws NotRead when the looker does not answer: the job tries again
 */
export async function checkFile(
  deps: Pick<Deps, 'db' | 'files' | 'looking' | 'config'>,
  partnershipId: Id<'partnership'>,
  evidenceId: Id<'evidence'>,
): Promise<void> {
  const file = await findUnread(deps.db, partnershipId, evidenceId)
  if (!file) return
  const result = await resultOf(deps, file)
  if (result === undefined) {
    await countTry(deps.db, partnershipId, evidenceId)
    throw new NotRead('a file could not be read for details of children')
  }
  await inTransaction(deps.db, async trx => {
    const isKept = await keepCheck(trx, partnershipId, evidenceId, result)
    if (isKept && result.state === 'found')
      await recordEvent(trx, program(partnershipId), {
        verb: 'evidence.held_back',
        returnId: file.returnId,
        roundId: file.roundId,
        establishmentId: file.establishmentId,
        details: { evidence: evidenceId },
      })
  })
}

/** What reading brought; undefined when the looker did not answer. */
async function resultOf(deps: Pick<Deps, 'files' | 'looking' | 'config'>, file: Unread): Promise<CheckResult | undefined> {
  const unreadable = (why: CheckResult['why']): CheckResult => ({ state: 'unreadable', why, isPart: false, children: [], remarks: [] })
  const found = await lookAtStored(deps, file, textLook, { mediaType: file.mediaType, today: londonDate(file.at) }).catch(
    (error: unknown) => {
      // The store has lost the bytes.
      if (error instanceof Refusal) return { ok: false, why: 'missing' } as const
      throw error
    },
  )
  if (!found.ok) return found.why === 'not_now' && file.tries + 1 < MOST_TRIES ? undefined : unreadable(found.why)
  const { isPart, children, remarks } = found
  return { state: children.length === 0 ? 'clear' : 'found', why: null, isPart, children, remarks }
}

/**
 * Keeps why a file that is held back is right to send; from then on the partnership may open it, and is shown the reason with it.
 *
 * @throws Refusal (not found); (conflict) when somebody else explained it before
 */
export async function explainFile(
  db: Deps['db'],
  actor: ContributorActor | StaffActor,
  { returnId, evidenceId, explanation }: { returnId: Id<'return'>; evidenceId: Id<'evidence'>; explanation: string },
): Promise<void> {
  await inTransaction(db, async trx => {
    const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
    const file = auditReturn && (await findEvidence(trx, actor.partnershipId, returnId, evidenceId))
    if (!file || file.removedAt !== null) throw refuse.notFound()
    // What came by email is not the establishment’s to answer for, and what it sent itself is not the partnership’s.
    if ((actor.kind === 'contributor') !== (file.receivedVia === 'online')) throw refuse.notFound()
    if (file.explanation === explanation && file.explainedBy === actor.name) return
    if (!isHeld(file)) throw refuse.notHeld(file.explainedBy)
    await keepExplanation(trx, actor.partnershipId, evidenceId, {
      explanation,
      by: actor.name,
      contributorId: actor.kind === 'contributor' ? actor.contributorId : null,
    })
    await recordEvent(trx, actor, { verb: 'evidence.explained', ...subjectOf(auditReturn), details: { evidence: evidenceId } })
  })
}
