import type { Db } from '../../platform/db.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { accepted, addFilesWith, type Adder, type AddOutcome, type IncomingFile } from '../evidence/index.ts'
import type { PartnershipActor } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import { returnToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'
import { advanceNow, lockReturn, type AuditReturn } from '../returns/index.ts'
import { recordOfflineReturn } from './decisionActions.ts'
import type { OfflineReturn } from './incoming.ts'
import { offlineLetter } from './offlineLetter.ts'
import { refuse } from './refusals.ts'

/** What became of an offline return: it is in, or one of its files was refused and it is not. */
export type Recorded = { reference: string; told: boolean } | { files: AddOutcome }

/**
 * Records a return that came as files or on paper: the files are kept with it, it counts as sent when it was received, and
 * the establishment is asked to confirm it. All of it in one transaction: what is refused leaves no file. Where one of its files
 * may not stay, the others are kept and the return is not recorded yet.
 *
 * @throws Refusal (conflict) when it was submitted already, or anybody changed it since the form was rendered
 */
export async function receiveOfflineReturn(
  deps: Adder & { baseUrl: string; now: () => Date },
  actor: PartnershipActor,
  {
    auditReturn: { id: returnId, partnershipId },
    megabytes,
    ...request
  }: OfflineReturn & { files: readonly IncomingFile[]; key: string | undefined; seen: string; auditReturn: AuditReturn; megabytes: number },
): Promise<Recorded> {
  const { files, key, seen, receivedAt, byName, note } = request
  return addFilesWith(deps, actor, {
    ...asReceived(returnId, receivedAt),
    files,
    limits: { megabytes, filesAtOnce: accepted.FILES_AT_ONCE },
    work: (trx, add) =>
      once(trx, { partnershipId, key, purpose: `return.receive_offline:${returnId}` }, async (): Promise<Recorded> => {
        await requireReceivable(trx, { partnershipId, returnId, seen })
        const outcome = files.length === 0 ? null : await add()
        if (outcome && outcome.refused.length > 0) return { files: outcome }
        const { reference, sequence } = await recordOfflineReturn(trx, actor, { returnId, key: undefined, receivedAt, byName, note })
        return {
          reference,
          told: await askToConfirm({ ...deps, trx }, { returnId, partnershipId }, { reference, sequence, receivedAt, byName }),
        }
      }),
  })
}

/**
 * Adds one file of a return that came offline, ahead of the form that records it, which counts it as chosen.
 *
 * @throws Refusal (conflict) when the return was submitted already, or anybody changed it since the form was rendered
 */
export const addOfflineFile = (
  deps: Adder,
  actor: PartnershipActor,
  request: { auditReturn: AuditReturn; files: readonly IncomingFile[]; receivedAt: Date; seen: string; megabytes: number },
): Promise<AddOutcome> => {
  const { auditReturn, files, receivedAt, seen, megabytes } = request
  return addFilesWith(deps, actor, {
    ...asReceived(auditReturn.id, receivedAt),
    files,
    limits: { megabytes, filesAtOnce: accepted.FILES_AT_ONCE },
    async work(trx, add) {
      await requireReceivable(trx, { partnershipId: auditReturn.partnershipId, returnId: auditReturn.id, seen })
      return add()
    },
  })
}

const asReceived = (returnId: AuditReturn['id'], receivedAt: Date) => ({
  returnId,
  via: 'offline_return' as const,
  receivedOn: londonDate(receivedAt),
  note: 'The return as received.',
})

/** Holds the return until the transaction ends. @throws Refusal (conflict) */
async function requireReceivable(
  trx: Db,
  { partnershipId, returnId, seen }: { partnershipId: AuditReturn['partnershipId']; returnId: AuditReturn['id']; seen: string },
): Promise<void> {
  const current = await lockReturn(trx, partnershipId, returnId)
  if (!current) return
  advanceNow(current, 'recordOffline')
  if (seen !== seenIn(current)) throw refuse.changedMeanwhile(returnId)
}

/** @returns whether anybody could be asked */
async function askToConfirm(
  { trx, now, baseUrl }: { trx: Db; baseUrl: string; now: () => Date },
  { returnId, partnershipId }: { returnId: AuditReturn['id']; partnershipId: AuditReturn['partnershipId'] },
  recorded: Parameters<typeof offlineLetter>[3],
): Promise<boolean> {
  const about = await returnToWriteAbout(trx, partnershipId, returnId)
  const [to] = whoIsWrittenTo(about, 'first', londonDate(now())).to
  if (to) await queueMessages(trx, partnershipId, [offlineLetter(about, to, about.from, recorded)], baseUrl)
  return to !== undefined
}

/**
 * What the form of an offline return was rendered from: where the return stood and when it was last answered. Not its
 * version, which the form's own files move: the second half of a double click must not be told that somebody else did.
 */
export const seenIn = ({ status, lastSavedAt }: Pick<AuditReturn, 'status' | 'lastSavedAt'>): string =>
  `${status} ${lastSavedAt?.toISOString() ?? ''}`
