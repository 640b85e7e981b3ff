import { randomUUID } from 'node:crypto'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { foldEmail } from '../../platform/forms/foldEmail.ts'
import { returnsToWriteAbout } from '../correspondence/index.ts'
import { readIdentifier } from '../establishments/index.ts'
import { recordEvent, recordEvents } from '../history/index.ts'
import { lockInvitees, type LinkDeps } from '../links/index.ts'
import { letterheadOf, queueMessages } from '../messages/index.ts'
import { RESEND_MINUTES } from './lostLinkLimits.ts'
import { mailedLately, returnsMeantBy } from './lostLinkStore.ts'
import { addressLetter } from './addressLetter.ts'
import { makeAddressLink, ownOf } from './addressLinkActions.ts'
import { askedBy, ensureLink, someoneWhoAsked, type Asked } from './askedActions.ts'
import { mailLinks } from './mailActions.ts'
import { resendText } from './resendLetter.ts'

/**
 * Somebody who lost their link says which establishment, or which address. Whatever they typed, they are told the same;
 * only addresses in the register are written to, each at most once in a quarter of an hour.
 *
 * @param typed an email address, a URN, an Ofsted number or a DfE number
 */
export async function askForLink({ db, ...deps }: LinkDeps & { db: Db }, typed: string): Promise<void> {
  const meant = readMeant(typed)
  if (meant === null) return
  const found = await returnsMeantBy(db, meant)
  for (const [partnershipId, returns] of Map.groupBy(found, entry => entry.partnershipId))
    await sendLinks(
      { ...deps, db },
      partnershipId,
      returns.map(({ returnId }) => returnId),
      meant.email,
    )
}

/**
 * Mails the links of these returns to whoever the rule names when somebody asks: the working link, when it belongs to somebody who is
 * registered; otherwise one of their own. No link is ended: a stranger who asks must not be able to shut anybody out.
 *
 * @param email an address that was typed; a link that belongs to it is preferred
 */
export function sendLinks(
  { db, ...deps }: LinkDeps & { db: Db },
  partnershipId: Id<'partnership'>,
  returnIds: readonly Id<'return'>[],
  email = '',
): Promise<void> {
  return inTransaction(db, async trx => {
    await lockInvitees(trx, partnershipId, returnIds)
    const asked = await askedBy({ ...deps, db: trx }, partnershipId, returnIds, email)
    // Whoever asks by their own address, and has several returns, gets one letter about all of them.
    const own = ownOf(asked, email)
    const together = own.length > 1 ? own : []
    if (together.length > 0) await sendOneLink({ ...deps, db: trx }, partnershipId, email, together)
    const late = new Set(await mailedLately(trx, partnershipId, returnIds, RESEND_MINUTES))
    for (const one of asked)
      if (!together.includes(one) && !late.has(one.about.returnId)) await sendLink({ ...deps, db: trx }, partnershipId, one)
  })
}

async function sendLink(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  partnershipId: Id<'partnership'>,
  { about, to }: Asked,
): Promise<void> {
  const { returnId } = about
  const { invitationId, isNew } = await ensureLink({ ...deps, db: trx }, partnershipId, { about, to })
  await mailLinks({ ...deps, db: trx }, someoneWhoAsked(partnershipId), {
    returns: isNew ? await returnsToWriteAbout(trx, partnershipId, [returnId]) : [about],
    kind: 'resend',
    audience: { link: invitationId },
    text: resendText,
    keyOf: () => `resend:${invitationId}:${randomUUID()}`,
  })
  await recordEvent(trx, someoneWhoAsked(partnershipId), { verb: 'invitation.resent', returnId, details: { name: to.name } })
}

/** One letter with one link to several returns of an address (decision 0073): to that address alone. */
async function sendOneLink(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  partnershipId: Id<'partnership'>,
  email: string,
  asked: readonly Asked[],
): Promise<void> {
  const link = await makeAddressLink({ ...deps, db: trx }, { partnershipId, email }, RESEND_MINUTES)
  if (link === null) return
  for (const one of asked) await ensureLink({ ...deps, db: trx }, partnershipId, one)
  const from = await letterheadOf(trx, partnershipId)
  await queueMessages(trx, partnershipId, [addressLetter(asked, from, link)], deps.baseUrl)
  const resent = asked.map(({ about, to }) => ({
    verb: 'invitation.resent' as const,
    returnId: about.returnId,
    details: { name: to.name },
  }))
  await recordEvents(trx, someoneWhoAsked(partnershipId), resent)
}

/** What somebody typed, as it is looked up; null when it is nothing of the kind. */
export function readMeant(typed: string): { email: string; urn: string; laCode: number | null; number: number | null } | null {
  const text = foldEmail(typed)
  if (text.includes('@')) return { email: text, urn: '', laCode: null, number: null }
  const dfe = /^(\d{3})(?:\s*\/)?\s*(\d{4})$/.exec(text)
  const identifier = readIdentifier(text)?.identifier ?? ''
  if (dfe === null && identifier === '') return null
  return { email: '', urn: identifier, laCode: dfe ? Number(dfe[1]) : null, number: dfe ? Number(dfe[2]) : null }
}
