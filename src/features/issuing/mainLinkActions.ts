import { inTransaction, type Db, stored } from '../../platform/db.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { returnToWriteAbout, whoIsWrittenTo, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { firstToAnswer } from '../establishments/index.ts'
import { recordEvent, WHOLE_RETURN, type ContactRole, type ContributorActor } from '../history/index.ts'
import {
  invitationsOf,
  lockInvitee,
  replaceMain,
  storeLinks,
  type Invitation,
  type Invitee,
  type LinkDeps,
  type Recipient,
} from '../links/index.ts'
import { queueMessages } from '../messages/index.ts'
import { changedLine } from './changedWords.ts'
import { colleagueLimit, MOST_MAIN_A_DAY, sentWithinDay } from './colleagueLimits.ts'
import { registerChanged } from './handOverOffers.ts'
import { handedOverLetter, handOverText } from './handOverLetter.ts'
import { mailLinks } from './mailActions.ts'
import { refuse } from './refusals.ts'
import { resendText } from './resendLetter.ts'

type Deps = LinkDeps & { db: Db }

/**
 * Puts a new main link in the place of one that somebody has who should not: it goes to the address that is registered, and the old one
 * ends at once, for whoever asks as well.
 *
 * @returns to whom it went
 * @throws Refusal for anybody but the holder of the main link, where nobody is registered, and after a few times a day
 */
export function renewMain(
  { db, ...deps }: Deps,
  actor: ContributorActor,
  key: string | undefined,
): Promise<{ name: string; email: string }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key, purpose: 'invitation.renew' }, async () => {
      const { invitee, main, links } = await lockMain(trx, actor)
      if (
        sentWithinDay(
          links.filter(one => one.main),
          deps.now(),
        ) >= MOST_MAIN_A_DAY
      )
        throw refuse.tooManyMain()
      const about = await returnToWriteAbout(trx, actor.partnershipId, actor.returnId)
      const to = whoGetsMain(about, { invitee, main, today: londonDate(deps.now()) })
      if (!to) throw refuse.nobodyRegistered()
      const invitationId = await replaceMain({ ...deps, db: trx }, actor, { ...to, seen: main.id })
      const again = await returnToWriteAbout(trx, actor.partnershipId, actor.returnId)
      const text = () => resendText(again)
      const mail = { kind: 'resend' as const, audience: { link: invitationId }, text, keyOf: () => `renewed:${invitationId}` }
      await mailLinks({ ...deps, db: trx }, actor, { returns: [again], ...mail })
      return { name: to.name, email: to.email }
    }),
  )
}

/** Whoever was given the main link, as the register has them now; who got it by a hand-over, at that address; or who is first in the register. */
export function whoGetsMain(
  about: ReturnToWriteAbout,
  { invitee, main, today }: { invitee: Invitee; main: Invitation; today: string },
): Recipient | undefined {
  const all = { returnId: about.returnId, main: true, reach: WHOLE_RETURN }
  const holder = main.email === '' ? undefined : whoIsWrittenTo(about, { link: main.id }, today).to[0]
  if (holder) return { ...all, contactId: holder.contactId, name: holder.name, email: holder.email, role: holder.role }
  const first = firstToAnswer(invitee.contacts, today, invitee.linksGoTo)
  return first ? { ...all, contactId: first.id, name: first.name, email: first.email, role: first.role } : undefined
}

/**
 * Hands a return over: whoever takes it gets a link, which becomes the main one when they open it; until then nothing ends, so that a
 * wrong address shuts nobody out. Whoever holds the main link is told, whoever asked.
 *
 * @throws Refusal for anybody but the holder of the main link, while another hand-over waits, and at the limits of a colleague's link
 */
export function handOverReturn(
  { db, ...deps }: Deps,
  actor: ContributorActor,
  of: { key: string | undefined; name: string; email: string; role: ContactRole },
): Promise<{ name: string }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.hand_over_asked' }, async () => {
      const { partnershipId, returnId } = actor
      const { main, links } = await lockMain(trx, actor)
      const waits = links.find(({ takesOverFrom, revokedAt }) => revokedAt === null && takesOverFrom === main.id)
      if (waits) throw refuse.handOverWaits(waits.name)
      const limit = colleagueLimit(links, 'establishment', deps.now())
      if (limit !== null) throw refuse.tooManyColleagues(limit, returnId, true)
      const { name, email, role } = of
      const recipient = { returnId, contactId: null, name, email, role, main: false, reach: WHOLE_RETURN, takesOverFrom: main.id }
      const [made] = await storeLinks({ ...deps, db: trx }, actor, [recipient])
      const { invitationId } = stored(made, 'the link')
      await recordEvent(trx, actor, { verb: 'invitation.hand_over_asked', returnId, details: { from: main.name, to: name } })
      const about = await returnToWriteAbout(trx, partnershipId, returnId)
      const text = () => handOverText(actor.name, about)
      const mail = { kind: 'invitation' as const, audience: { link: invitationId }, text, keyOf: () => `invitation:${invitationId}` }
      await mailLinks({ ...deps, db: trx }, actor, { returns: [about], ...mail })
      const letters = whoIsWrittenTo(about, { link: main.id }, londonDate(deps.now())).to.map(to =>
        handedOverLetter(about, to, about.from, { by: actor.name, name, key: `hand_over:${invitationId}` }),
      )
      await queueMessages(trx, partnershipId, letters, deps.baseUrl)
      return { name }
    }),
  )
}

/** What the register says now of the main link of a return, in a sentence; blank where its head and DSL are who they were. @param today 'YYYY-MM-DD' */
export const registerLine = async (
  db: Db,
  { partnershipId, returnId }: Pick<ContributorActor, 'partnershipId' | 'returnId'>,
  today: string,
): Promise<string> => changedLine(registerChanged(await returnToWriteAbout(db, partnershipId, returnId), today))

/** The return of somebody who holds its main link, held until the transaction ends. @throws Refusal for anybody else */
async function lockMain(trx: Db, actor: ContributorActor): Promise<{ invitee: Invitee; main: Invitation; links: Invitation[] }> {
  const invitee = await lockInvitee(trx, actor, actor.returnId)
  const links = await invitationsOf(trx, actor.partnershipId, actor.returnId)
  const main = links.find(link => link.main && link.revokedAt === null && link.id === actor.invitationId)
  if (!main) throw refuse.onlyMain()
  return { invitee, main, links }
}
