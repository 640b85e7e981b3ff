import type { Db } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import type { Id } from '../../../platform/id.ts'
import { sayInstant } from '../../../platform/london.ts'
import { endedAccess } from '../accessStore.ts'
import { findStartedLink, type FoundLink } from '../landingStore.ts'
import { linkState } from '../linkState.ts'
import { contactLine, HEADINGS, whatToDo, whyWords } from './landingView.ts'

/** What somebody is told on the page that they open after their link, or their own access by it, was ended: who did, and who to ask. Null where neither was. */
export async function whyEnded(db: Db, contributorId: Id<'contributor'>): Promise<Refusal | null> {
  const access = await endedAccess(db, contributorId)
  const link = access && (await findStartedLink(db, access.invitationId))
  if (!link || link.answersDeletedAt !== null) return null
  if (access.endedAt !== null)
    return told(link, 'Your access to this return has been ended', [
      `${access.endedBy}, at ${link.establishment}, ended it at ${sayInstant(access.endedAt)}. Everything that was saved is safe.`,
      whatToDo({ ...link, endedBy: access.endedBy, enderHolds: access.enderHolds }),
    ])
  const state = linkState(link)
  return state === 'revoked' || state === 'replaced' ? told(link, HEADINGS[state], whyWords(link, state)) : null
}

const told = (link: FoundLink, title: string, paragraphs: string[]): Refusal =>
  new Refusal(
    'forbidden',
    'no_session',
    title,
    [...paragraphs, contactLine(link)],
    [{ text: 'I do not have a link', href: '/audit/lost-link' }],
  )
