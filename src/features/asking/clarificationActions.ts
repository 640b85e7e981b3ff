import { inTransaction, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { insertClarification, lockClarifications, versionsOf, type AskedIn } from './clarificationStore.ts'
import { refuse } from './refusals.ts'

/** @param seen the number of the version that the form showed; 0 for none */
type Telling = { key: string | undefined; seen: number; text: string }

/**
 * Corrects what all are told about a question, or withdraws it by a blank text. Every version stays.
 *
 * @throws Refusal (not found) when nothing was told about it; (conflict) when a colleague wrote another version meanwhile
 */
export function changeClarification(
  { db }: { db: Db },
  actor: PartnershipActor,
  { of, ...telling }: Telling & { of: AskedIn },
): Promise<object> {
  return inTransaction(db, trx =>
    once(
      trx,
      { partnershipId: actor.partnershipId, key: telling.key, purpose: `clarification.change:${of.roundId}:${of.key}` },
      async () => {
        await lockClarifications(trx, of)
        const [latest] = await versionsOf(trx, of)
        if (!latest) throw notFound()
        await writeClarification(trx, actor, of, { ...telling, label: latest.label })
        return {}
      },
    ),
  )
}

/** Adds a version of what all are told about a question, in the caller's transaction. @throws Refusal (conflict) when it is not the next one */
export async function writeClarification(
  trx: Db,
  actor: PartnershipActor,
  of: AskedIn,
  { seen, text, label }: Omit<Telling, 'key'> & { label: string },
): Promise<void> {
  await lockClarifications(trx, of)
  const [latest] = await versionsOf(trx, of)
  if ((latest?.number ?? 0) !== seen) throw refuse.clarifiedMeanwhile(latest)
  if (latest?.text === text) return
  await insertClarification(trx, of, { label, number: seen + 1, text, byName: actor.name })
  const verb = text === '' ? 'clarification.withdrawn' : (latest?.text ?? '') === '' ? 'clarification.published' : 'clarification.corrected'
  await recordEvent(trx, actor, { verb, roundId: of.roundId, details: { label, text } })
}
