import type { Request } from 'express'
import type { Db } from '../../platform/db.ts'
import { loadContributor } from './contributorStore.ts'
import type { Present } from './inBrowser.ts'

/** How many may have come by audit links in one browser before the first is forgotten: an office that opens the links of a whole trust. */
const MOST = 50

/** Whoever just said who they are comes first; who was there before stays (decision 0064). The caller saves the session. */
export async function beInBrowser(db: Db, { session }: Request, present: Present): Promise<void> {
  const { contributor, people } = session
  const before = contributor && !people ? await loadContributor(db, contributor.contributorId) : undefined
  session.contributor = { contributorId: present.contributorId }
  const known = [...(before ? [presentOf(before.actor)] : []), ...(people ?? [])]
  const others = known.filter(({ contributorId }) => contributorId !== present.contributorId)
  if (others.length > 0) session.people = [present, ...others].slice(0, MOST)
  delete session.started
}

const presentOf = ({ contributorId, returnId }: Present): Present => ({ contributorId, returnId })
