import { stands } from '../returns/index.ts'
import { randomUUID } from 'node:crypto'
import { inTransaction, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import { returnToWriteAbout, whoIsWrittenTo, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { reachableContacts } from '../establishments/index.ts'
import { recordEvent, WHOLE_RETURN, type Actor, type ContactRole, type PartnershipActor, type Reach } from '../history/index.ts'
import {
  invitationsOf,
  lockInvitee,
  lockLink,
  replaceMain,
  requireLinkNeeded,
  sectionsGiven,
  storeLinks,
  type LinkDeps,
  type SeenMain,
} from '../links/index.ts'
import { colleagueLimit } from './colleagueLimits.ts'
import { mailLinks } from './mailActions.ts'
import { colleagueText } from './colleagueLetter.ts'
import { resendText } from './resendLetter.ts'
import { INVITATION_TEXT } from './invitationLetter.ts'
import { sayWasSent } from './latelyWords.ts'
import { RESEND_MINUTES } from './lostLinkLimits.ts'
import { refuse } from './refusals.ts'
import { linkTo } from './resendGroup.ts'
import { sentLately, type SentLately } from './sentLatelyStore.ts'

type OnReturn = { returnId: Id<'return'>; key?: string | undefined }

/**
 * Mails one link again, to whoever holds it now; not when a colleague sent it a few minutes ago.
 *
 * @returns what is said of a colleague's message, where no second one was written
 * @throws Refusal when it was revoked, leads nowhere or has no address, and when whoever holds it has left
 */
export function resendOne(
  { db, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  of: OnReturn & { invitationId: Id<'invitation'> },
): Promise<{ name: string; wasSent: string }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.resend' }, async () => {
      const { invitee, invitation } = await lockLink(trx, actor, of)
      requireLinkNeeded(invitee)
      const sections = await sectionsGiven.sectionsOpened(trx, actor.partnershipId, of.returnId, invitation.reach)
      const about = await returnToWriteAbout(trx, actor.partnershipId, of.returnId)
      const to = reachable(about, of.invitationId, londonDate(deps.now()))
      const before = await sentByAnother(trx, actor, about.returnId, to)
      if (before) return { name: to.name, wasSent: sayWasSent(to.name, before) }
      const { reached } = await mailLinks({ ...deps, db: trx }, actor, {
        returns: [about],
        kind: 'resend',
        audience: { link: invitation.id },
        text: () => (invitation.main ? resendText(about) : colleagueText(invitation.issuedBy, about, sections)),
        keyOf: () => `resend:${invitation.id}:${of.key ?? randomUUID()}`,
      })
      const name = reached[0]?.name ?? invitation.name
      await recordEvent(trx, actor, { verb: 'invitation.resent', returnId: of.returnId, details: { name } })
      return { name, wasSent: '' }
    }),
  )
}

/** When a colleague, or the school itself, had this link sent to this address a few minutes ago. Whoever sent it may do so again. */
async function sentByAnother(trx: Db, actor: PartnershipActor, returnId: Id<'return'>, to: Addressee): Promise<SentLately | null> {
  if (to.invitationId === null) return null
  const sent = (await sentLately(trx, actor.partnershipId, [returnId], { minutes: RESEND_MINUTES })).get(linkTo(to.invitationId, to.email))
  return sent && !(actor.kind === 'staff' && sent.byAccount === actor.accountId) ? sent : null
}

function reachable(about: ReturnToWriteAbout, invitationId: Id<'invitation'>, today: string): Addressee {
  const { to, left } = whoIsWrittenTo(about, { link: invitationId }, today)
  const gone = left.find(holder => holder.invitationId === invitationId)
  if (gone) throw refuse.hasLeft(about.returnId, gone)
  const [first] = to
  if (!first) throw refuse.noAddress(about.returnId)
  return first
}

/**
 * Gives the return's main link to somebody who stands in the register: a new link is made and mailed, and the one before ends.
 * The same person may be chosen: their old link ends and a new one comes.
 *
 * @throws Refusal when the contact is not one of the establishment who can be mailed today, and when a colleague handed it over meanwhile
 */
export function handOver(
  { db, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  of: OnReturn & { contactId: Id<'contact'>; seen?: SeenMain },
): Promise<{ name: string }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.hand_over' }, async () => {
      const invitee = await lockInvitee(trx, actor, of.returnId)
      const contact = reachableContacts(invitee.contacts, londonDate(deps.now())).find(({ id }) => id === of.contactId)
      if (!contact) throw refuse.noAddress(of.returnId)
      const { id: contactId, name, email, role } = contact
      const recipient = { returnId: of.returnId, contactId, name, email, role, main: true, reach: WHOLE_RETURN, seen: of.seen }
      const invitationId = await replaceMain({ ...deps, db: trx }, actor, recipient)
      await mailNew({ ...deps, db: trx }, actor, {
        returnId: of.returnId,
        invitationId,
        text: about => (stands('not_issued', invitee.status) ? INVITATION_TEXT : resendText(about)),
      })
      return { name }
    }),
  )
}

/**
 * Gives a colleague a link of their own to the same return, or to some sections of it, and mails it. The others' links go on working.
 *
 * @throws Refusal when the return has, or had, as many as it may
 */
export function inviteColleague(
  { db, ...deps }: LinkDeps & { db: Db },
  actor: Actor,
  of: OnReturn & { name: string; email: string; role: ContactRole; reach: Reach },
): Promise<{ name: string }> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.colleague' }, async () => {
      const { returnId, name, email, role, reach } = of
      await lockInvitee(trx, actor, returnId)
      const links = await invitationsOf(trx, actor.partnershipId, returnId)
      const limit = colleagueLimit(links, actor.kind === 'contributor' ? 'establishment' : 'staff', deps.now())
      if (limit !== null) throw refuse.tooManyColleagues(limit, returnId, actor.kind === 'contributor')
      const sections = await sectionsGiven.sectionsOpened(trx, actor.partnershipId, returnId, reach)
      const [made] = await storeLinks({ ...deps, db: trx }, actor, [{ returnId, contactId: null, name, email, role, main: false, reach }])
      await mailNew({ ...deps, db: trx }, actor, {
        returnId,
        invitationId: stored(made, 'the link').invitationId,
        text: about => colleagueText(actor.name, about, sections),
      })
      return { name }
    }),
  )
}

async function mailNew(
  context: LinkDeps & { db: Db },
  actor: Actor,
  {
    returnId,
    invitationId,
    text,
  }: { returnId: Id<'return'>; invitationId: Id<'invitation'>; text: Parameters<typeof mailLinks>[2]['text'] },
): Promise<void> {
  const about = await returnToWriteAbout(context.db, actor.partnershipId, returnId)
  const mail = { kind: 'invitation' as const, audience: { link: invitationId }, text, keyOf: () => `invitation:${invitationId}` }
  await mailLinks(context, actor, { returns: [about], ...mail })
}
