import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate, sayDay } from '../../platform/london.ts'
import { waitsForChair } from '../answering/index.ts'
import { returnToWriteAbout, type Addressee } from '../correspondence/index.ts'
import { recordEvent, WHOLE_RETURN, type ContributorActor, type PartnershipActor } from '../history/index.ts'
import { storeLinks, type LinkDeps } from '../links/index.ts'
import { queueMessages } from '../messages/index.ts'
import { can, canNow, lockReturns, openReturn } from '../returns/index.ts'
import { boardLetter } from './boardLetter.ts'
import { boardOf, type Board } from './boards.ts'
import { withBoards } from './readBoardsActions.ts'
import { refuse } from './refusals.ts'
import { requireComplete } from './signerActions.ts'

/** The chair or proprietor as the register has them, who can be asked to sign; null when it has none with an address. */
export const boardToAsk = async (
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  today: string,
): Promise<Addressee | null> => boardOf(await returnToWriteAbout(db, partnershipId, returnId), today)

/**
 * Asks the chair or proprietor to sign, by the link that they hold or one of their own: before the head submits, or weeks after. Asked
 * again on a later day, the letter is a reminder; on the same day no second one goes.
 *
 * @throws Refusal (conflict) when something is missing, nothing waits for them, or the register has nobody who can be mailed
 */
export const askBoard = (
  { db, ...deps }: LinkDeps & { db: Pool },
  actor: ContributorActor | PartnershipActor,
  returnId: Id<'return'>,
): Promise<Asked> => inTransaction(db, trx => askBoardIn({ ...deps, db: trx }, actor, returnId))

/** Who was asked, and whether a letter was written by this. */
type Asked = { name: string; written: boolean }

/**
 * The same within a transaction.
 *
 * @param isToAsk whether they are to be asked, by who they are and when they last were; asked whatever it was, when left out
 */
export async function askBoardIn(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  actor: ContributorActor | PartnershipActor,
  returnId: Id<'return'>,
  isToAsk: (board: Board) => boolean = () => true,
): Promise<Asked> {
  const { partnershipId } = actor
  await lockReturns(trx, partnershipId, [returnId])
  const open = await openReturn(trx, partnershipId, returnId)
  const { auditReturn, signOffs } = open
  const isSent = can('completeSignOff', auditReturn.status)
  const forStaff = actor.kind === 'contributor' ? undefined : () => refuse.nobodyAskedNow(returnId)
  if (!isSent && !canNow('submit', auditReturn)) throw forStaff?.() ?? refuse.notOpen(auditReturn)
  if (!waitsForChair(auditReturn, signOffs)) throw forStaff?.() ?? refuse.notToSign()
  requireComplete(open, forStaff)
  const today = londonDate(deps.now())
  const [board] = await withBoards(trx, partnershipId, [{ returnId, establishment: auditReturn.establishmentName }], today)
  if (!board?.to) throw forStaff?.() ?? refuse.nobodyToAsk()
  if (!isToAsk(board)) return { name: board.to.name, written: false }
  const to = { ...board.to, invitationId: board.to.invitationId ?? (await linkFor({ ...deps, db: trx }, actor, returnId, board.to)) }
  const about = await returnToWriteAbout(trx, partnershipId, returnId)
  const askedOn = board.askedAt === null ? null : sayDay(londonDate(board.askedAt))
  const letter = boardLetter(about, to, about.from, { by: actor.name, day: today, isSent, askedOn })
  const written = (await queueMessages(trx, partnershipId, [letter], deps.baseUrl)).length > 0
  if (written) await recordEvent(trx, actor, { verb: 'return.board_asked', returnId, details: { name: to.name } })
  return { name: to.name, written }
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
