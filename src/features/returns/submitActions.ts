import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type ContributorActor } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import { unanswered } from '../questionnaires/index.ts'
import { openReturn } from './actions.ts'
import type { OpenReturn } from './auditReturn.ts'
import { advance, advanceNow, can } from './lifecycle.ts'
import { receiptMessage } from './messages.ts'
import { referenceOf } from './reference.ts'
import { refuse } from './refusals.ts'
import { signsAs, signsOwnWork, waitsForChair } from './signOff.ts'
import { lockReturn } from './store.ts'
import { addresseeOf, insertSignOff, leadNames, namesForReference, setStatus, writeSubmission } from './submitStore.ts'

export type Submitted = { reference: string; sequence: number }

/**
 * The head signs the return and sends it. Everything is judged under the lock: the status, what is missing, and the
 * moment, by the database's clock. The copy, the receipt's message and the event commit with it.
 *
 * @param form.key of the rendered form: the same form sent twice gives the same receipt
 * @throws Refusal (forbidden) when the person may not sign as head; (conflict) when it was sent before, the round has
 *   closed, or something is missing
 */
export async function submitReturn(
  { db, baseUrl }: { db: Pool; baseUrl: string },
  actor: ContributorActor,
  form: { key: string | undefined; jobTitle: string },
): Promise<Submitted> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: form.key, purpose: 'return.submit' }, async () => {
      const open = await openLocked(trx, actor)
      const { auditReturn } = open
      if (auditReturn.roundStatus !== 'open') throw refuse.roundClosed()
      if (signsAs(actor.role, auditReturn) !== 'head') throw refuse.headSigns()
      if (!can('submit', auditReturn.status)) throw refuse.alreadySubmitted()
      requireComplete(open)
      await insertSignOff(trx, actor, 'head', form.jobTitle)
      const waits = waitsForChair(auditReturn, open.signOffs)
      const status = advance(auditReturn.status, waits ? 'askSignOff' : 'submit')
      const reference = auditReturn.reference ?? (await newReference(trx, open))
      const { sequence, submittedAt } = await writeSubmission(trx, {
        returnId: auditReturn.id,
        partnershipId: auditReturn.partnershipId,
        status,
        reference,
        byName: actor.name,
        contributorId: actor.contributorId,
        via: 'online',
      })
      const ownWork = signsOwnWork(actor, await leadsOf(trx, open))
      await recordEvent(trx, actor, {
        verb: 'return.submitted',
        establishmentId: auditReturn.establishmentId,
        roundId: auditReturn.roundId,
        returnId: auditReturn.id,
        // How long it took is for whoever reviews: a hundred answers in four minutes are worth a look.
        details: {
          reference,
          sequence,
          awaitingChair: waits,
          headIsDsl: ownWork,
          minutes: minutesBetween(auditReturn.startedAt, submittedAt),
        },
      })
      const addressee = await addresseeOf(trx, auditReturn.partnershipId, auditReturn.id)
      if (addressee) {
        const message = receiptMessage(addressee, auditReturn, { reference, sequence, submittedAt, waits, byName: actor.name })
        await queueMessages(trx, auditReturn.partnershipId, [message], baseUrl)
      }
      return { reference, sequence }
    }),
  )
}

/**
 * The chair or proprietor signs: before the head sends the return, or afterwards, when it has been waiting for it, also once
 * the round is closed.
 *
 * @throws Refusal (forbidden) when the person may not; (conflict) when something is missing or there is nothing to sign
 */
export async function signReturn(
  db: Pool,
  actor: ContributorActor,
  form: { key: string | undefined; jobTitle: string },
): Promise<{ signed: boolean }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: form.key, purpose: 'return.sign' }, async () => {
      const open = await openLocked(trx, actor)
      const { auditReturn } = open
      const role = signsAs(actor.role, auditReturn)
      if (role === null || role === 'head') throw refuse.notToSign()
      const isSent = can('completeSignOff', auditReturn.status)
      if (!isSent && auditReturn.roundStatus !== 'open') throw refuse.roundClosed()
      if (!isSent && !can('submit', auditReturn.status)) throw refuse.alreadySubmitted()
      requireComplete(open)
      if (!(await insertSignOff(trx, actor, role, form.jobTitle))) return { signed: false }
      if (isSent) await setStatus(trx, auditReturn.partnershipId, auditReturn.id, advanceNow(auditReturn, 'completeSignOff'))
      await recordEvent(trx, actor, {
        verb: 'return.signed_off',
        establishmentId: auditReturn.establishmentId,
        roundId: auditReturn.roundId,
        returnId: auditReturn.id,
        details: { role },
      })
      return { signed: true }
    }),
  )
}

const minutesBetween = (from: Date | null, to: Date): number | null =>
  from === null ? null : Math.round((to.getTime() - from.getTime()) / 60_000)

/** The return under its lock, as it is now. */
async function openLocked(trx: Db, actor: ContributorActor): Promise<OpenReturn> {
  if (!(await lockReturn(trx, actor.partnershipId, actor.returnId))) throw refuse.notFound()
  return openReturn(trx, actor.partnershipId, actor.returnId)
}

function requireComplete({ document, auditReturn, responses, evidenceCounts }: OpenReturn): void {
  const missing = unanswered(document, auditReturn.facts, responses, evidenceCounts).length
  if (missing > 0) throw refuse.incomplete(missing)
}

async function newReference(trx: Db, { auditReturn }: OpenReturn): Promise<string> {
  const { shortName, opensAt } = await namesForReference(trx, auditReturn.partnershipId, auditReturn.id)
  return referenceOf(shortName, Number(londonDate(opensAt).slice(0, 4)), auditReturn.id)
}

/** Every name under which a DSL appears: in the register, at the link, and in the answers of this return. */
export async function leadsOf(db: Db, open: OpenReturn): Promise<string[]> {
  const known = await leadNames(db, open.auditReturn.partnershipId, open.auditReturn.id)
  const named = open.document.sections
    .flatMap(({ questions }) => questions)
    .filter(({ kind, key }) => kind === 'person' && /(^|_)dsl$/.test(key))
    .flatMap(({ key }) => {
      const answer = open.responses.get(key)?.answer as { name?: string | null } | null | undefined
      return answer?.name ? [answer.name] : []
    })
  return [...known, ...named]
}
