import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { linkToken, newNonce, tokenHash } from '../../platform/linkToken.ts'
import { foldEmail } from '../../platform/forms/foldEmail.ts'
import { lockInvitees, startByInvitation, type LinkDeps } from '../links/index.ts'
import { askedBy, ensureLink, type Asked } from './askedActions.ts'
import { findAddressLink, insertAddressLink, wasMadeLately, type AddressLink } from './addressLinkStore.ts'
import { ADDRESS_LINK_DAYS, ADDRESS_PATH } from './addressLetter.ts'
import { returnsMeantBy } from './lostLinkStore.ts'

/**
 * Makes a link to every return of the partnership that this address was given. It opens nothing that the address has no link to at the
 * moment it is used (decision 0073). Call it with those returns locked.
 *
 * @returns its nonce and when it ends; null when one was made within so many minutes, since a stranger may be asking
 */
export async function makeAddressLink(
  { db: trx, secret, now }: LinkDeps & { db: Db },
  of: Pick<AddressLink, 'partnershipId' | 'email'>,
  minutes: number,
): Promise<{ nonce: Buffer; expiresAt: Date } | null> {
  if (await wasMadeLately(trx, of.partnershipId, of.email, minutes)) return null
  const nonce = newNonce()
  const expiresAt = new Date(now().getTime() + ADDRESS_LINK_DAYS * 86_400_000)
  await insertAddressLink(trx, { ...of, nonce, tokenHash: tokenHash(linkToken(secret, ADDRESS_PATH, nonce)), expiresAt })
  return { nonce, expiresAt }
}

/** The returns to which the link of an address leads now, by the rule of today; undefined when the link does not work (any more). */
export async function returnsByAddress(
  deps: Pick<LinkDeps, 'now'> & { db: Db },
  token: string,
): Promise<{ link: AddressLink; returns: readonly Asked[] } | undefined> {
  const link = await findAddressLink(deps.db, tokenHash(token))
  if (!link) return undefined
  const { partnershipId, email } = link
  const meant = await returnsMeantBy(deps.db, { email, urn: '', laCode: null, number: null })
  const ids = meant.flatMap(entry => (entry.partnershipId === partnershipId ? [entry.returnId] : []))
  const asked = await askedBy(deps, partnershipId, ids, email)
  return { link, returns: ownOf(asked, email) }
}

/** Those returns of which whoever asks by an address is given the link, the latest round first: one each, though two may share a mailbox. */
export function ownOf(asked: readonly Asked[], email: string): Asked[] {
  const own = asked.filter(({ to }) => email !== '' && foldEmail(to.email) === email)
  const each = [...new Map(own.toReversed().map(one => [one.about.returnId, one])).values()]
  return each.toSorted((a, b) => b.about.roundId - a.about.roundId || byName(a, b))
}

const byName = (a: Asked, b: Asked): number => a.about.establishment.name.localeCompare(b.about.establishment.name)

/**
 * Somebody chose one of the returns to which the link of their address leads: what pressing the button of its own link does.
 *
 * @returns the link by which they come; null when the address has none to this return (any more)
 */
export function startByAddress(
  { db, ...deps }: LinkDeps & { db: Db },
  token: string,
  returnId: Id<'return'>,
): Promise<Id<'invitation'> | null> {
  return inTransaction(db, async trx => {
    const found = await returnsByAddress({ ...deps, db: trx }, token)
    if (!found) return null
    const { partnershipId, email } = found.link
    await lockInvitees(trx, partnershipId, [returnId])
    const [own] = ownOf(await askedBy({ ...deps, db: trx }, partnershipId, [returnId], email), email)
    if (!own || !found.returns.some(({ about }) => about.returnId === returnId)) return null
    const { invitationId } = await ensureLink({ ...deps, db: trx }, partnershipId, own)
    return (await startByInvitation(trx, invitationId)) ? invitationId : null
  })
}
