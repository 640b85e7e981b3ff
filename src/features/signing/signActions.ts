import { londonDate } from '../../platform/london.ts'
import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import { once } from '../../platform/once.ts'
import { lockFor, signsAs, waitsForChair } from '../answering/index.ts'
import { whoIsWrittenTo } from '../correspondence/index.ts'
import { recordEvent, type ContributorActor } from '../history/index.ts'
import { queueMessages } from '../messages/index.ts'
import { advance, advanceNow, can, canNow, submissions, type OpenReturn, type signatures } from '../returns/index.ts'
import { answersPrint } from './answersPrint.ts'
import { useCode, type SentCode } from './codeStore.ts'
import { receiptLetter, signedLetter } from './receiptLetter.ts'
import { refuse } from './refusals.ts'
import { requireComplete, signerFor, type Signer } from './signerActions.ts'

type Sending = { baseUrl: string; now: () => Date }

/** What somebody sends who signs. */
export type Signing = {
  /** Of the rendered form: the same form sent twice gives the same receipt. */
  key: string | undefined
  jobTitle: string
  minuteReference: string
  meetingOn: string | null
  /** What the page said is unusual, of which they said that they want to go on. */
  told: readonly string[]
  /** The code that they typed and that was right; null for who came by a link of their own. */
  code: SentCode | null
  /** Others who worked on the return in the same browser. */
  inTheBrowser: readonly string[]
}

/**
 * The head signs the return and sends it. Everything is judged under the lock: the status, what is missing, whose the signature is, and the
 * moment, by the database's clock. The copy, the receipts and the event commit with it.
 *
 * @throws Refusal (forbidden) when the person may not sign as head, or does not show that they are; (conflict) when it was sent before, the
 *   round has closed, something is missing, or something is unusual of which they were not told
 */
export async function submitReturn({ db, baseUrl, now }: Sending & { db: Pool }, actor: ContributorActor, form: Signing): Promise<void> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: form.key, purpose: 'return.submit' }, async (): Promise<undefined> => {
      const open = await lockFor(trx, actor)
      const { auditReturn } = open
      if (signsAs(actor, auditReturn) !== 'head') throw refuse.headSigns()
      if (!canNow('submit', auditReturn)) throw refuse.notOpen(auditReturn)
      requireComplete(open)
      const signer = await signerFor(trx, actor, { open, now: now(), inTheBrowser: form.inTheBrowser })
      const signed = await given(trx, open, signer, form)
      const waits = waitsForChair(auditReturn, open.signOffs)
      const status = advance(auditReturn.status, waits ? 'askSignOff' : 'submit')
      const { about } = signer
      const reference = submissions.referenceFor(about.from, auditReturn)
      const { sequence, submittedAt } = await submissions.writeSubmission(trx, actor, {
        returnId: auditReturn.id,
        partnershipId: auditReturn.partnershipId,
        status,
        reference,
        byName: actor.name,
        contributorId: actor.contributorId,
        via: 'online',
        signed,
        details: { awaitingChair: waits, headIsDsl: signed.unusual.includes('also_dsl'), unusual: signed.unusual },
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
 * the round is closed. They are sent a receipt.
 *
 * @throws Refusal (forbidden) when the person may not, or does not show that it is they; (conflict) when something is missing, there is
 *   nothing to sign, or something is unusual of which they were not told
 */
export async function signReturn(
  { db, baseUrl, now }: Sending & { db: Pool },
  actor: ContributorActor,
  form: Signing,
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
      if (open.signOffs.some(signature => signature.role === role)) return { signed: false }
      const signer = await signerFor(trx, actor, { open, now: now(), inTheBrowser: form.inTheBrowser })
      const signed = await given(trx, open, signer, form)
      if (!(await submissions.insertSignOff(trx, actor, role, signed))) return { signed: false }
      if (isSent) await submissions.setStatus(trx, auditReturn.partnershipId, auditReturn.id, advanceNow(auditReturn, 'completeSignOff'))
      await recordEvent(trx, actor, {
        verb: 'return.signed_off',
        establishmentId: auditReturn.establishmentId,
        roundId: auditReturn.roundId,
        returnId: auditReturn.id,
        details: { role, unusual: signed.unusual, minute: signed.minuteReference },
      })
      const { about } = signer
      const letters = whoIsWrittenTo(about, { link: actor.invitationId }, londonDate(now())).to.map(to =>
        signedLetter(about, to, about.from, { role, name: actor.name, at: now(), isSent, reference: auditReturn.reference }),
      )
      await queueMessages(trx, actor.partnershipId, letters, baseUrl)
      return { signed: true }
    }),
  )
}

/** How the signature is given, once all of it was shown and said. @throws Refusal when it is not the signer's, or not all was said */
async function given(trx: Db, open: OpenReturn, { way, unusual }: Signer, form: Signing): Promise<signatures.Given> {
  const codes = unusual.map(({ code }) => code)
  if (codes.some(code => !form.told.includes(code))) throw refuse.otherThanShown()
  const { jobTitle, minuteReference, meetingOn, code } = form
  const rest = { jobTitle, minuteReference, meetingOn, unusual: codes }
  if (way.kind === 'own_link') return { ...rest, proof: way.proof, address: way.address }
  if (code === null || code.isGiven !== (way.kind === 'give_address') || (way.kind === 'code' && way.address !== code.address))
    throw refuse.notShown()
  if (!(await useCode(trx, open.auditReturn.partnershipId, code.id, answersPrint(open)))) throw refuse.codeOver()
  return { ...rest, proof: way.proof, address: code.address }
}
