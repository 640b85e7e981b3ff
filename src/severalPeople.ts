import type { Request } from 'express'
import type { Actor } from './features/history/index.ts'
import { inBrowser, loadContributor } from './features/links/index.ts'
import type { Db } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { personInPath } from './platform/http/personInPath.ts'
import { forgetBeside } from './platform/http/sessionStore.ts'
import type { Id } from './platform/id.ts'
import { contributorOf } from './sessionReadings.ts'
import type { KnownContributor } from './shell.ts'

/**
 * Who came by an audit link: whoever the address names, when their return is open in this browser, or the last who came. A form says by
 * its token whose it is (`whoseForm`), so its address need not. A session forgets whose link was ended, and goes on with another return.
 */
export async function recogniseContributor({ db }: Deps, req: Request): Promise<KnownContributor | null> {
  const asked = personInPath(req)
  if (asked !== undefined && asked !== req.session.contributor?.contributorId && req.method !== 'POST') {
    if (!inBrowser.openIn(req).some(({ contributorId }) => contributorId === asked)) return null
    const known = await loadAnother(db, req, asked)
    if (!known) forgetReturnOf(req, asked)
    return known ?? null
  }
  let known = await contributorOf(db, req)
  while (!known && req.session.contributor) {
    forgetReturnOf(req, req.session.contributor.contributorId)
    const [next] = req.session.people ?? []
    if (next) {
      req.session.contributor = { contributorId: next.contributorId }
      known = await loadAnother(db, req, next.contributorId)
    } else delete req.session.contributor
  }
  return known ?? null
}

/** Somebody else of this browser than whoever was read with the session; undefined once their link was ended. */
export function loadAnother(db: Db, req: Request, contributorId: Id<'contributor'>): Promise<KnownContributor | undefined> {
  forgetBeside(req)
  return loadContributor(db, contributorId)
}

/** Whose link was ended is not followed by whoever had the same return before them. */
function forgetReturnOf({ session }: Request, whose: Id<'contributor'>): void {
  session.ended = { contributorId: whose }
  const gone = session.people?.find(({ contributorId }) => contributorId === whose)
  if (gone) session.people = session.people?.filter(({ returnId }) => returnId !== gone.returnId)
}

/** Where several returns are open in a browser, a page whose address names nobody could be of any of them. */
export function isUnclear(req: Request, actor: Actor): string | null {
  if (actor.kind !== 'contributor' || personInPath(req) !== undefined) return null
  return inBrowser.isOneOfSeveral(req, actor) ? inBrowser.RETURNS_HERE : null
}
