import { londonDate } from '../../platform/london.ts'
import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type ContributorActor } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import { namesIn } from '../questions/index.ts'
import { unanswered } from '../questionnaires/index.ts'
import { type OpenReturn, advance, advanceNow, can, canNow, submissions } from '../returns/index.ts'
import { lockFor } from './openActions.ts'
import { signsAs, signsOwnWork, waitsForChair } from './signOff.ts'
import { refuse } from './refusals.ts'
import { receiptLetter } from './receiptLetter.ts'
import { leadNames } from './leadStore.ts'
import { returnToWriteAbout, whoIsWrittenTo } from '../correspondence/index.ts'

type Sending = { baseUrl: string; now: () => Date }

/**
 * The head signs the return and sends it. Everything is judged under the lock: the status, what is missing, and the
 * moment, by the database's clock. The copy, the receipt's message and the event commit with it.
 *
 * @param form.key of the rendered form: the same form sent twice gives the same receipt
 * @throws Refusal (forbidden) when the person may not sign as head; (conflict) when it was sent before, the round has
 *   closed, or something is missing
 */
export async function submitReturn(
  { db, baseUrl, now }: Sending & { db: Pool },
  actor: ContributorActor,
  form: { key: string | undefined; jobTitle: string },
): Promise<void> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: form.key, purpose: 'return.submit' }, async (): Promise<undefined> => {
      const open = await lockFor(trx, actor)
      const { auditReturn } = open
      if (signsAs(actor, auditReturn) !== 'head') throw refuse.headSigns()
      if (!canNow('submit', auditReturn)) throw refuse.notOpen(auditReturn)
      requireComplete(open)
      const waits = waitsForChair(auditReturn, open.signOffs)
      const status = advance(auditReturn.status, waits ? 'askSignOff' : 'submit')
      const about = await returnToWriteAbout(trx, actor.partnershipId, auditReturn.id)
      const reference = submissions.referenceFor(about.from, auditReturn)
      const headIsDsl = signsOwnWork(actor, await leadsOf(trx, open))
      const { sequence, submittedAt } = await submissions.writeSubmission(trx, actor, {
        returnId: auditReturn.id,
        partnershipId: auditReturn.partnershipId,
        status,
        reference,
        byName: actor.name,
        contributorId: actor.contributorId,
        via: 'online',
        jobTitle: form.jobTitle,
        details: { awaitingChair: waits, headIsDsl },
      })
      // The receipt, to whoever answers for the return, who signed, and the head: one to each.
      const letters = whoIsWrittenTo(about, { signedBy: actor.invitationId }, londonDate(now())).to.map(to =>
        receiptLetter(about, to, about.from, { reference, sequence, submittedAt, waits, byName: actor.name }),
      )
      await queueMessages(trx, actor.partnershipId, letters, baseUrl)
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
      const open = await lockFor(trx, actor)
      const { auditReturn } = open
      const role = signsAs(actor, auditReturn)
      if (role === null || role === 'head') throw refuse.notToSign()
      const isSent = can('completeSignOff', auditReturn.status)
      if (!isSent && !canNow('submit', auditReturn)) throw refuse.notOpen(auditReturn)
      requireComplete(open)
      if (!(await submissions.insertSignOff(trx, actor, role, form.jobTitle))) return { signed: false }
      if (isSent) await submissions.setStatus(trx, auditReturn.partnershipId, auditReturn.id, advanceNow(auditReturn, 'completeSignOff'))
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

function requireComplete({ document, auditReturn, responses, evidenceCounts }: OpenReturn): void {
  const missing = unanswered(document, auditReturn.facts, responses, evidenceCounts).length
  if (missing > 0) throw refuse.incomplete(missing)
}

/** Every name under which a DSL appears: in the register, at the link, and in the answers of this return. */
export async function leadsOf(db: Db, open: OpenReturn): Promise<string[]> {
  const known = await leadNames(db, open.auditReturn.partnershipId, open.auditReturn.id)
  const named = open.document.sections
    .flatMap(({ questions }) => questions)
    .filter(({ asks }) => asks === 'dsl')
    .flatMap(question => namesIn(question, open.responses.get(question.key)?.answer))
  return [...known, ...named]
}
