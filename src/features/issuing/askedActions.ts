import { stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { returnsToWriteAbout, whoIsWrittenTo, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { WHOLE_RETURN, type SystemActor } from '../history/index.ts'
import { storeLinks, type LinkDeps } from '../links/index.ts'
import { can } from '../returns/index.ts'

/** A return for which a link was asked, and somebody to whom the rule gives it. */
export type Asked = { about: ReturnToWriteAbout; to: Addressee }

/** Whoever asks without being signed in. */
export const someoneWhoAsked = (partnershipId: Id<'partnership'>): SystemActor => ({
  kind: 'system',
  partnershipId,
  name: 'Someone who asked for a new link',
})

/**
 * Those of these returns to which a link leads, each with everybody to whom the rule gives it when somebody asks.
 *
 * @param email an address that was typed, folded; a link that belongs to it is preferred. Blank for none
 */
export async function askedBy(
  { db, now }: Pick<LinkDeps, 'now'> & { db: Db },
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  email: string,
): Promise<Asked[]> {
  const today = londonDate(now())
  return (await returnsToWriteAbout(db, partnershipId, returnIds))
    .filter(({ linkLeads, status }) => linkLeads && can('open', status))
    .flatMap(about => whoIsWrittenTo(about, { asking: email }, today).to.map(to => ({ about, to })))
}

/** Gives somebody a link who has none. Call it with the return locked. @returns the link that they had, or that was made */
export async function ensureLink(
  deps: LinkDeps & { db: Db },
  partnershipId: Id<'partnership'>,
  { about: { returnId }, to }: Asked,
): Promise<{ invitationId: Id<'invitation'>; isNew: boolean }> {
  if (to.invitationId !== null) return { invitationId: to.invitationId, isNew: false }
  const { contactId, name, email, role } = to
  const [made] = await storeLinks(deps, someoneWhoAsked(partnershipId), [
    { returnId, contactId, name, email, role, main: false, reach: WHOLE_RETURN },
  ])
  return { invitationId: stored(made, 'the link').invitationId, isNew: true }
}
