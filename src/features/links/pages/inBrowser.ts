import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import { beginSession } from '../../../platform/http/session.ts'
import type { Id } from '../../../platform/id.ts'
import { loadContributor } from '../contributorStore.ts'

export { whyEnded } from './whyEnded.ts'

type Present = { contributorId: Id<'contributor'>; returnId: Id<'return'> }

/** How many may have come by audit links in one browser before the first is forgotten: an office that opens the links of a whole trust. */
const MOST = 50

/** The button of a link was pressed: this browser may say who it is, for the return of that link. */
export async function startInBrowser(req: Request, { invitationId }: { invitationId: Id<'invitation'> }): Promise<void> {
  const { staff } = req.session
  await beginSession(req, session => {
    session.started = { invitationId }
    if (staff) session.staff = staff
  })
}

/** Whoever just said who they are comes first; who was there before stays (decision 0064). The caller saves the session. */
export async function beInBrowser(db: Db, { session }: Request, present: Present): Promise<void> {
  const { contributor, people } = session
  const before = contributor && !people ? await loadContributor(db, contributor.contributorId) : undefined
  session.contributor = { contributorId: present.contributorId }
  const known = [...(before ? [presentOf(before.actor)] : []), ...(people ?? [])]
  const others = known.filter(({ contributorId }) => contributorId !== present.contributorId)
  if (others.length > 0) session.people = [present, ...others].slice(0, MOST)
  delete session.started
  delete session.ended
}

const presentOf = ({ contributorId, returnId }: Present): Present => ({ contributorId, returnId })

/** Whether somebody came by an audit link in this browser: what they typed in a form that is open here can be sent. */
export const isInBrowser = ({ session }: Request, whose: Id<'contributor'>): boolean =>
  session.contributor?.contributorId === whose || (session.people ?? []).some(({ contributorId }) => contributorId === whose)

/** Who has the returns that are open in this browser: of each, whoever came to it last. */
export const openIn = ({ session: { contributor, people } }: Request): { contributorId: Id<'contributor'> }[] =>
  people
    ? people.filter(({ returnId }, at) => people.findIndex(other => other.returnId === returnId) === at)
    : contributor
      ? [contributor]
      : []

/** Whether other returns than this are open in the browser as well. */
export const isOneOfSeveral = ({ session }: Request, { returnId }: Pick<Present, 'returnId'>): boolean =>
  (session.people ?? []).some(other => other.returnId !== returnId)

/** Whoever came last to a return that is open in this browser; undefined where it is none of them. */
export const personAt = ({ session }: Request, returnId: Id<'return'>): Id<'contributor'> | undefined =>
  (session.people ?? []).find(one => one.returnId === returnId)?.contributorId

/** The page of the returns that are open in a browser. */
export const RETURNS_HERE = '/return/mine'
