import { randomUUID } from 'node:crypto'
import { inTransaction, type Db } from '../../platform/db.ts'
import { londonDate } from '../../platform/london.ts'
import { readIdentifier } from '../establishments/index.ts'
import { CONTACT_ROLES, recordEvent, type SystemActor } from '../history/index.ts'
import { can } from '../returns/index.ts'
import { mailedLately, returnsMeantBy } from './landingStore.ts'
import { RESEND_MINUTES } from './limits.ts'
import { invitedTo, mailLinks, storeLinks, type LinkDeps, type Recipient } from './links.ts'
import { resendText } from './mailWords.ts'
import { activeInvitations, lockInvitees, type Invitee } from './store.ts'
import { reachableContacts } from './whoIsInvited.ts'

/**
 * Somebody who lost their link says which establishment, or which address. Whatever they typed, they are told the same;
 * only addresses in the register are written to, each at most once in a quarter of an hour.
 *
 * @param typed an email address, a URN, an Ofsted number or a DfE number
 */
export async function askForLink(db: Db, deps: LinkDeps, typed: string): Promise<void> {
  const meant = readMeant(typed)
  if (meant === null) return
  const found = await returnsMeantBy(db, meant)
  for (const [partnershipId, returns] of Map.groupBy(found, entry => entry.partnershipId))
    await sendLinks(
      db,
      deps,
      partnershipId,
      returns.map(({ returnId }) => returnId),
      meant.email,
    )
}

/**
 * Mails the links of these returns to whoever is registered: the working link, when it belongs to somebody who still is; otherwise
 * one of their own for the person whom the rule names. No link is ended: a stranger who asks must not be able to shut anybody out.
 *
 * @param email an address that was typed; a link that belongs to it is preferred
 */
export function sendLinks(db: Db, deps: LinkDeps, partnershipId: number, returnIds: readonly number[], email = ''): Promise<void> {
  return inTransaction(db, async trx => {
    const invitees = await lockInvitees(trx, partnershipId, returnIds)
    const late = new Set(await mailedLately(trx, partnershipId, returnIds, RESEND_MINUTES))
    for (const invitee of invitees)
      if (invitee.canHaveLink && can('open', invitee.status) && !late.has(invitee.returnId))
        await sendLink(trx, deps, partnershipId, invitee, email)
  })
}

async function sendLink(trx: Db, deps: LinkDeps, partnershipId: number, invitee: Invitee, email: string): Promise<void> {
  const actor: SystemActor = { kind: 'system', partnershipId, name: 'Somebody who asked for a new link' }
  const today = londonDate(deps.now())
  const registered = new Set(reachableContacts(invitee.contacts, today).map(contact => contact.email))
  const active = (await activeInvitations(trx, partnershipId, [invitee.returnId])).filter(
    invitation => registered.has(invitation.email) || (invitation.email === email && email !== ''),
  )
  const recipient = invitedTo(invitee, today, { main: false })
  const known = active.find(invitation => invitation.email === email) ?? active.find(invitation => invitation.main) ?? active[0]
  const link = known
    ? { name: known.name, email: known.email, role: CONTACT_ROLES.find(role => role === known.role) ?? 'other', invitationId: known.id }
    : recipient && (await newLink(trx, deps, actor, recipient))
  if (!link) return
  await mailLinks(trx, deps, actor, [{ ...invitee, ...link, isNew: known === undefined }], {
    kind: 'resend',
    text: resendText(invitee),
    keyOf: () => `resend:${link.invitationId}:${randomUUID()}`,
  })
  await recordEvent(trx, actor, { verb: 'invitation.resent', returnId: invitee.returnId, details: { name: link.name } })
}

const newLink = async (trx: Db, deps: LinkDeps, actor: SystemActor, recipient: Recipient) =>
  (await storeLinks(trx, deps, actor, [recipient])).get(recipient.returnId)

/** What somebody typed, as it is looked up; null when it is nothing of the kind. */
export function readMeant(typed: string): { email: string; urn: string; laCode: number | null; number: number | null } | null {
  const text = typed.trim().toLowerCase()
  if (text.includes('@')) return { email: text, urn: '', laCode: null, number: null }
  const dfe = /^(\d{3})\s*\/?\s*(\d{4})$/.exec(text)
  const identifier = readIdentifier(text)?.identifier ?? ''
  if (dfe === null && identifier === '') return null
  return { email: '', urn: identifier, laCode: dfe ? Number(dfe[1]) : null, number: dfe ? Number(dfe[2]) : null }
}
