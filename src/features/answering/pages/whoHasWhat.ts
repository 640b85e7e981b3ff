import type { Id } from '../../../platform/id.ts'
import type { Db } from '../../../platform/db.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { capitalised, sayList } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS, type ContactRole, type ContributorActor } from '../../history/index.ts'
import { invitationsOf, type Invitation } from '../../links/index.ts'
import { DELIVERY_WORDS, deliveryOf, lastSentByLink, type LastSent } from '../../messages/index.ts'

type Holder = Pick<Invitation, 'id' | 'name' | 'role' | 'main' | 'reach' | 'lastOpenedAt'>

/** Who holds a link to this return that works, and the last message with each. */
export type LinksOfReturn = { holders: readonly Holder[]; sent: ReadonlyMap<Id<'invitation'>, LastSent> }

/** The same, as whoever may see the whole return is shown it; nothing for who may see a part. */
export async function linksOfReturn(
  db: Db,
  { partnershipId, returnId, reach }: Pick<ContributorActor, 'partnershipId' | 'returnId' | 'reach'>,
): Promise<LinksOfReturn> {
  const holders =
    reach.sections === 'all' ? (await invitationsOf(db, partnershipId, returnId)).filter(({ revokedAt }) => revokedAt === null) : []
  const isUnopened = holders.some(({ lastOpenedAt }) => lastOpenedAt === null)
  return { holders, sent: isUnopened ? await lastSentByLink(db, partnershipId, [returnId]) : new Map() }
}

/** "With Omar Aziz (last opened 3 Nov, 2:05pm)": who was given a section; blank where it is nobody's in particular. */
export function ownerLine({ holders, sent }: LinksOfReturn, sectionKey: string): string {
  const owners = holders.filter(({ reach }) => reach.sections !== 'all' && reach.sections.includes(sectionKey))
  return owners.length === 0 ? '' : `With ${sayList(owners.map(holder => `${holder.name} (${howFar(holder, sent)})`))}`
}

/** Who was given a link and has not opened it: they stand among those who work on the return. */
export const notComeYet = ({ holders, sent }: LinksOfReturn) =>
  holders
    .filter(({ main, lastOpenedAt }) => !main && lastOpenedAt === null)
    .map(holder => ({ who: holder.name, role: CONTACT_ROLE_WORDS[holder.role as ContactRole], saved: capitalised(howFar(holder, sent)) }))

function howFar({ id, lastOpenedAt }: Holder, sent: LinksOfReturn['sent']): string {
  if (lastOpenedAt !== null) return `last opened ${sayShortInstant(lastOpenedAt)}`
  const last = sent.get(id)
  return last ? `link not opened yet, message: ${lowered(DELIVERY_WORDS[deliveryOf(last)])}` : 'link not opened yet'
}

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
