import { randomUUID } from 'node:crypto'
import { inTransaction, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { foldEmail } from '../../platform/forms/foldEmail.ts'
import { londonDate } from '../../platform/london.ts'
import { returnsToWriteAbout, whoIsWrittenTo, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { readIdentifier } from '../establishments/index.ts'
import { recordEvent, WHOLE_RETURN, type SystemActor } from '../history/index.ts'
import { lockInvitees, storeLinks, type LinkDeps } from '../links/index.ts'
import { can } from '../returns/index.ts'
import { RESEND_MINUTES } from './lostLinkLimits.ts'
import { mailedLately, returnsMeantBy } from './lostLinkStore.ts'
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
    const late = new Set(await mailedLately(trx, partnershipId, returnIds, RESEND_MINUTES))
    for (const about of await returnsToWriteAbout(trx, partnershipId, returnIds))
      if (about.linkLeads && can('open', about.status) && !late.has(about.returnId))
        await sendLink({ ...deps, db: trx }, partnershipId, about, email)
  })
}

async function sendLink(
  { db: trx, ...deps }: LinkDeps & { db: Db },
  partnershipId: Id<'partnership'>,
  about: ReturnToWriteAbout,
  email: string,
): Promise<void> {
  const actor: SystemActor = { kind: 'system', partnershipId, name: 'Someone who asked for a new link' }
  const { returnId } = about
  for (const to of whoIsWrittenTo(about, { asking: email }, londonDate(deps.now())).to) {
    const { contactId, name, role } = to
    const [made] =
      to.invitationId === null
        ? await storeLinks({ ...deps, db: trx }, actor, [
            { returnId, contactId, name, email: to.email, role, main: false, reach: WHOLE_RETURN },
          ])
        : []
    const invitationId = to.invitationId ?? stored(made, 'the link').invitationId
    await mailLinks({ ...deps, db: trx }, actor, {
      returns: made ? await returnsToWriteAbout(trx, partnershipId, [returnId]) : [about],
      kind: 'resend',
      audience: { link: invitationId },
      text: resendText,
      keyOf: () => `resend:${invitationId}:${randomUUID()}`,
    })
    await recordEvent(trx, actor, { verb: 'invitation.resent', returnId, details: { name } })
  }
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
