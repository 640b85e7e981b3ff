import { foldEmail } from '../../platform/forms/foldEmail.ts'
import { linksOutOfStep, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { reachableContacts } from '../establishments/index.ts'
import type { ContactRole } from '../history/index.ts'

/** Somebody to whom a return may be handed over, because the register names them now. */
export type HandOverOffer = { name: string; email: string; role: ContactRole }

/** What the register says of a return's main link: who has left that holds it, and who has come since it was given. */
export type RegisterChanged = { left: { name: string; leftOn: string } | null; offers: HandOverOffer[] }

/**
 * Who the register names now, where its head or DSL changed after the main link of a return was given: whoever follows somebody who has
 * left, and each head and DSL who began since. Whoever has the main link at their address already is not offered it.
 *
 * @param today 'YYYY-MM-DD'
 */
export function registerChanged(about: ReturnToWriteAbout, today: string): RegisterChanged {
  const main = about.holders.find(holder => holder.main)
  if (!main) return { left: null, offers: [] }
  const out = linksOutOfStep(about, today).find(({ invitationId }) => invitationId === main.invitationId)
  const left = out?.why.is === 'left' ? { name: out.name, leftOn: out.why.leftOn } : null
  const leading = reachableContacts(about.contacts, today, about.linksGoTo).filter(({ role }) => role === 'dsl' || role === 'head')
  const begun = leading.filter(({ fromOn }) => fromOn !== null && fromOn > main.givenOn)
  const named = [...(left ? leading.slice(0, 1) : []), ...begun].map(({ name, email, role }) => ({ name, email: foldEmail(email), role }))
  const others = named.filter(({ email }) => email !== foldEmail(main.email))
  return { left, offers: [...new Map(others.toReversed().map(offer => [offer.email, offer])).values()].toReversed() }
}
