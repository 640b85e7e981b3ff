import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate, sayDay } from '../../platform/london.ts'
import { lastAsked, waitsForChair } from '../answering/index.ts'
import { returnToWriteAbout, whoIsWrittenTo, type Addressee } from '../correspondence/index.ts'
import { recordEvent, WHOLE_RETURN, type ContributorActor, type PartnershipActor } from '../history/index.ts'
import { storeLinks, type LinkDeps } from '../links/index.ts'
import { queueMessages } from '../messages/index.ts'
import { can, canNow, lockReturns, openReturn, type AuditReturn } from '../returns/index.ts'
import { boardLetter } from './boardLetter.ts'
import { boardCancelledAt } from './boardStore.ts'
import { refuse } from './refusals.ts'
import { requireComplete } from './signerActions.ts'

/** The chair or proprietor as the register has them, who can be asked to sign; null when it has none with an address. */
export async function boardToAsk(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  today: string,
): Promise<Addressee | null> {
  const about = await returnToWriteAbout(db, partnershipId, returnId)
  const [first] = whoIsWrittenTo(about, { roles: ['chair', 'proprietor'] }, today).to
  if (!first) return null
  const signs = about.holders.some(({ invitationId, whole }) => whole && invitationId === first.invitationId)
  return signs ? first : { ...first, invitationId: null }
}

/**
 * Asks the chair or proprietor to sign, by the link that they hold or one of their own: before the head submits, or weeks after. Asked
 * again on a later day, the letter is a reminder; on the same day no second one goes.
 *
 * @throws Refusal (conflict) when something is missing, nothing waits for them, or the register has nobody who can be mailed
 */
export function askBoard(
  { db, ...deps }: LinkDeps & { db: Pool },
  actor: ContributorActor | PartnershipActor,
  returnId: Id<'return'>,
): Promise<{ name: string; written: boolean }> {
  return inTransaction(db, async trx => {
    await lockReturns(trx, actor.partnershipId, [returnId])
    const open = await openReturn(trx, actor.partnershipId, returnId)
    const { auditReturn, signOffs } = open
    const isSent = can('completeSignOff', auditReturn.status)
    const forStaff = actor.kind === 'contributor' ? undefined : () => refuse.nobodyAskedNow(returnId)
    if (!isSent && !canNow('submit', auditReturn)) throw forStaff?.() ?? refuse.notOpen(auditReturn)
    if (!waitsForChair(auditReturn, signOffs)) throw forStaff?.() ?? refuse.notToSign()
    requireComplete(open, forStaff)
    const today = londonDate(deps.now())
    const person = await boardToAsk(trx, actor.partnershipId, returnId, today)
    if (!person) throw forStaff?.() ?? refuse.nobodyToAsk()
    const to = { ...person, invitationId: person.invitationId ?? (await linkFor({ ...deps, db: trx }, actor, returnId, person)) }
    const about = await returnToWriteAbout(trx, actor.partnershipId, returnId)
    const before = await lastAsked(trx, auditReturn, {
      kind: 'board_request',
      address: to.email,
      since: await askedAnewSince(trx, auditReturn),
    })
    const letter = boardLetter(about, to, about.from, {
      by: actor.name,
      day: today,
      isSent,
      askedOn: before ? sayDay(londonDate(before)) : null,
    })
    const written = (await queueMessages(trx, actor.partnershipId, [letter], deps.baseUrl)).length > 0
    if (written) await recordEvent(trx, actor, { verb: 'return.board_asked', returnId, details: { name: person.name } })
    return { name: person.name, written }
  })
}

/** Since when the board's signature is asked for as something new: the return was sent back, or a changed answer cancelled it. Null where neither. */
async function askedAnewSince(db: Db, { id, partnershipId, returnedAt }: AuditReturn): Promise<Date | null> {
  const cancelledAt = await boardCancelledAt(db, partnershipId, id)
  return cancelledAt === null || (returnedAt !== null && returnedAt > cancelledAt) ? returnedAt : cancelledAt
}

async function linkFor(
  context: LinkDeps & { db: Db },
  actor: ContributorActor | PartnershipActor,
  returnId: Id<'return'>,
  { contactId, name, email, role }: Addressee,
): Promise<Id<'invitation'> | null> {
  const [made] = await storeLinks(context, actor, [{ returnId, contactId, name, email, role, main: false, reach: WHOLE_RETURN }])
  return made?.invitationId ?? null
}
