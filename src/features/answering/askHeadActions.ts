import type { Pool } from '../../platform/db.ts'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate, sayDay } from '../../platform/london.ts'
import { returnToWriteAbout, whoIsWrittenTo, type Addressee } from '../correspondence/index.ts'
import { earlier, program, recordEvent, WHOLE_RETURN, type ContributorActor } from '../history/index.ts'
import { storeLinks, type LinkDeps } from '../links/index.ts'
import { queueMessages } from '../messages/index.ts'
import { unanswered } from '../questionnaires/index.ts'
import { canNow, type AuditReturn } from '../returns/index.ts'
import { lastAsked, mayHaveToTell, wasAskedToSign } from './askedToSignStore.ts'
import { lockFor } from './openActions.ts'
import { requireWhole } from './reach.ts'
import { refuse } from './refusals.ts'
import { signsAs } from './signOff.ts'
import { signRequestLetter } from './signRequestLetter.ts'

/** The head as the register has them, who can be asked to sign; null when it has none with an address. */
export async function headToAsk(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  today: string,
): Promise<Addressee | null> {
  const about = await returnToWriteAbout(db, partnershipId, returnId)
  const [head] = whoIsWrittenTo(about, { roles: ['head'] }, today).to
  if (!head) return null
  // By a link to some sections nobody signs: a head who has only that is given another.
  const signs = about.holders.some(({ invitationId, whole }) => whole && invitationId === head.invitationId)
  return signs ? head : { ...head, invitationId: null }
}

/**
 * Asks the head to sign a return in which everything is answered: by the link that they hold, or one of their own. Asked again on the
 * same day, no second letter goes.
 *
 * @returns the head, and whether a letter was written by this; `by` says who asked before, and is blank when this wrote one
 * @throws Refusal when something is missing, nothing is to be signed, or the register has no head who can be mailed
 */
export function askHead(
  { db, ...deps }: LinkDeps & { db: Pool },
  actor: ContributorActor,
): Promise<{ name: string; written: boolean; by: string }> {
  return inTransaction(db, async trx => {
    requireWhole(actor)
    const { auditReturn, document, responses, evidenceCounts } = await lockFor(trx, actor)
    if (!canNow('submit', auditReturn)) throw refuse.notOpen(auditReturn)
    const missing = unanswered(document, auditReturn.facts, responses, evidenceCounts).length
    if (missing > 0) throw refuse.incomplete(missing)
    const today = londonDate(deps.now())
    const head = await headToAsk(trx, actor.partnershipId, auditReturn.id, today)
    if (!head) throw refuse.noHead()
    const to = { ...head, invitationId: head.invitationId ?? (await linkFor({ ...deps, db: trx }, actor, auditReturn.id, head)) }
    const about = await returnToWriteAbout(trx, actor.partnershipId, auditReturn.id)
    const before = await lastAsked(trx, auditReturn, { kind: 'sign_request', address: to.email, since: auditReturn.submittedAt })
    const askedOn = before ? sayDay(londonDate(before)) : null
    const letter = signRequestLetter(about, to, about.from, { by: actor.name, day: today, asked: true, askedOn })
    const written = (await queueMessages(trx, actor.partnershipId, [letter], deps.baseUrl)).length > 0
    if (written) await recordEvent(trx, actor, { verb: 'return.signature_asked', returnId: auditReturn.id, details: { name: head.name } })
    const by = written ? '' : await earlier.doneBy(trx, actor, { returnId: auditReturn.id }, ['return.signature_asked'])
    return { name: head.name, written, by }
  })
}

/** Whether `tellHeadReady` may have somebody to tell: a look that costs a save one statement, and no lock. */
export const mayTellHead = (
  { db, now }: { db: Db; now: () => Date },
  actor: ContributorActor,
  auditReturn: AuditReturn,
): Promise<boolean> =>
  auditReturn.missing === 0 && canNow('submit', auditReturn) && signsAs(actor, auditReturn) !== 'head'
    ? mayHaveToTell(db, auditReturn, londonDate(now()))
    : Promise.resolve(false)

/**
 * Tells the head who holds a link that everything is answered and waits for their signature: by itself, as whoever fills the return in
 * gives its last answer. One letter for each time that the return is made ready to be sent, the head's own request by hand counted; none
 * to a head who gave the last answer, or who holds no link.
 *
 * @returns the head, when a letter was written by this; null otherwise
 */
export function tellHeadReady({ db, ...deps }: LinkDeps & { db: Pool }, actor: ContributorActor): Promise<{ name: string } | null> {
  return inTransaction(db, async trx => {
    const { auditReturn, document, responses, evidenceCounts } = await lockFor(trx, actor)
    if (!canNow('submit', auditReturn) || signsAs(actor, auditReturn) === 'head') return null
    if (unanswered(document, auditReturn.facts, responses, evidenceCounts).length > 0) return null
    const today = londonDate(deps.now())
    const head = await headToAsk(trx, actor.partnershipId, auditReturn.id, today)
    if (head?.invitationId === null || head === null || (await wasAskedToSign(trx, auditReturn, head.email))) return null
    const about = await returnToWriteAbout(trx, actor.partnershipId, auditReturn.id)
    const letter = signRequestLetter(about, head, about.from, { by: actor.name, day: today, asked: false })
    await queueMessages(trx, actor.partnershipId, [letter], deps.baseUrl)
    await recordEvent(trx, program(actor.partnershipId), {
      verb: 'return.signature_asked',
      returnId: auditReturn.id,
      details: { name: head.name },
    })
    return { name: head.name }
  })
}

async function linkFor(
  context: LinkDeps & { db: Db },
  actor: ContributorActor,
  returnId: Id<'return'>,
  { contactId, name, email, role }: Addressee,
): Promise<Id<'invitation'> | null> {
  const [made] = await storeLinks(context, actor, [{ returnId, contactId, name, email, role, main: false, reach: WHOLE_RETURN }])
  return made?.invitationId ?? null
}
