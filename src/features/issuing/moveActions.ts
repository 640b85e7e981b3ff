import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { londonDate } from '../../platform/london.ts'
import { once } from '../../platform/once.ts'
import {
  hasSomethingToDo,
  linksOutOfStep,
  returnsOutOfStep,
  returnToWriteAbout,
  type Addressee,
  type LinkOutOfStep,
  type ReturnToWriteAbout,
} from '../correspondence/index.ts'
import type { PartnershipActor } from '../history/index.ts'
import { lockLink, moveLink, requireLinkNeeded, revokeLink, type Invitation, type LinkDeps } from '../links/index.ts'
import { mailLinks } from './mailActions.ts'
import { movedText } from './movedLetter.ts'
import { refuse } from './refusals.ts'
import { sayOutOfStep } from './outOfStepWords.ts'

/** What became of a link that was moved: whose it was, and who has the link now. */
export type Moved = { from: string; to: string; written: boolean }

/**
 * Moves one link that is out of step with the register to the right person, and mails it to them; the link before ends.
 *
 * @throws Refusal when it was ended, is in step again, or nobody in the register can be given it
 */
export function moveOne(
  { db, ...deps }: LinkDeps & { db: Db },
  actor: PartnershipActor,
  of: { returnId: Id<'return'>; invitationId: Id<'invitation'>; key?: string | undefined },
): Promise<Moved> {
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key: of.key, purpose: 'invitation.move' }, async () => {
      const { invitee, invitation } = await lockLink(trx, actor, of)
      requireLinkNeeded(invitee)
      const about = await returnToWriteAbout(trx, actor.partnershipId, of.returnId)
      const found = linksOutOfStep(about, londonDate(deps.now())).find(({ invitationId }) => invitationId === invitation.id)
      if (!found) throw refuse.inStep(of.returnId, invitation.name)
      if (found.to === null) throw refuse.nobodyToMoveTo(of.returnId, invitation.name)
      const moved = await moveLink({ ...deps, db: trx }, actor, {
        old: invitation,
        to: recipientOf(about, invitation, found.to),
        why: sayOutOfStep(found.why),
      })
      const written = hasSomethingToDo(about)
      if (written) await mailMoved({ ...deps, db: trx }, actor, of.returnId, moved)
      return { from: invitation.name, to: found.to.name, written }
    }),
  )
}

const recipientOf = ({ returnId }: ReturnToWriteAbout, { main, reach }: Invitation, { invitationId, ...to }: Addressee) =>
  invitationId === null ? { ...to, returnId, main, reach } : { held: invitationId, name: to.name }

async function mailMoved(context: LinkDeps & { db: Db }, actor: PartnershipActor, returnId: Id<'return'>, invitationId: Id<'invitation'>) {
  const about = await returnToWriteAbout(context.db, actor.partnershipId, returnId)
  await mailLinks(context, actor, {
    returns: [about],
    kind: 'invitation',
    audience: { link: invitationId },
    text: () => movedText(about),
    keyOf: () => `moved:${invitationId}`,
  })
}

/**
 * Brings every link of a round that is out of step back to the register: those that can be moved are moved, and a colleague's whose
 * holder left is ended. One whose return changed meanwhile is left, and counted.
 */
export async function moveAll(
  deps: LinkDeps & { db: Db },
  actor: PartnershipActor,
  { roundId, chosen }: { roundId: Id<'round'>; chosen: readonly Id<'invitation'>[] },
): Promise<{ moved: number; ended: number; left: number }> {
  const wanted = new Set(chosen)
  const found = await returnsOutOfStep(deps.db, actor.partnershipId, { roundId }, londonDate(deps.now()))
  const done = { moved: 0, ended: 0, left: 0 }
  for (const { about, links } of found)
    for (const link of links.filter(({ invitationId }) => wanted.has(invitationId))) {
      const of = { returnId: about.returnId, invitationId: link.invitationId }
      done[await bringBack(deps, actor, link, of)] += 1
    }
  return done
}

async function bringBack(
  deps: LinkDeps & { db: Db },
  actor: PartnershipActor,
  { to, main, why }: LinkOutOfStep,
  of: { returnId: Id<'return'>; invitationId: Id<'invitation'> },
): Promise<'moved' | 'ended' | 'left'> {
  if (to === null && main) return 'left'
  try {
    if (to === null) await revokeLink(deps.db, actor, { ...of, reason: sayOutOfStep(why) })
    else await moveOne(deps, actor, of)
    return to === null ? 'ended' : 'moved'
  } catch (error) {
    if (error instanceof Refusal) return 'left'
    throw error
  }
}
