import { foldEmail } from '../../platform/forms/foldEmail.ts'
import type { Id } from '../../platform/id.ts'
import { CONTACT_ROLE_WORDS } from '../history/index.ts'
import type { signatures } from '../returns/index.ts'
import { plainName, signsOwnWork } from './plainName.ts'
import { registeredFor, rolesFor, type Registered, type SignersLink, type Way } from './proof.ts'

/** All that may make a signature unusual. */
export type SigningFacts = {
  signer: { role: signatures.SignatureRole; name: string; contributorId: Id<'contributor'> }
  way: Way
  link: SignersLink | undefined
  register: readonly Registered[]
  /** Others who came in by the same link. */
  byTheLink: readonly string[]
  /** Others at the school who had the address of the link shown to them. */
  shownTo: readonly string[]
  /** Others who worked on the return in the same browser. */
  inTheBrowser: readonly string[]
  /** The signatures that are there. */
  signOffs: readonly Pick<signatures.SignOff, 'role' | 'name' | 'contributorId'>[]
  /** The names under which a DSL appears. */
  leads: readonly string[]
}

/** What is unusual about a signature, each with the sentence that its signer reads before they sign. */
export function unusualOf(facts: SigningFacts): { code: signatures.Unusual; words: string }[] {
  return CODES.flatMap(code => {
    const words = SAYS[code](facts)
    return words === null ? [] : [{ code, words }]
  })
}

const roleWords = (role: signatures.SignatureRole): string => CONTACT_ROLE_WORDS[role].toLowerCase()

/** The sentence where it is so; null where it is not. */
const SAYS: Record<signatures.Unusual, (facts: SigningFacts) => string | null> = {
  name_differs({ signer, register }) {
    const names = registeredFor(signer, register).map(({ name }) => name)
    if (names.length === 0 || names.some(name => plainName(name) === plainName(signer.name))) return null
    return `Your partnership has ${names.join(' and ')} as ${roleWords(signer.role)}. You are signing as ${signer.name}.`
  },
  role_differs({ signer, register }) {
    const registered = registeredFor(signer, register)
    const [other] = registered
    if (!other || registered.some(({ role }) => role === signer.role)) return null
    return `Your partnership has ${other.name} here as ${CONTACT_ROLE_WORDS[other.role].toLowerCase()}. You are signing as ${roleWords(signer.role)}.`
  },
  address_given: ({ signer, way }) =>
    way.proof === 'given_link' || way.proof === 'given_code'
      ? `Your partnership has no email address of a ${roleWords(signer.role)} here. It will check who signed.`
      : null,
  shared_address({ signer, way, register }) {
    if (way.kind === 'give_address') return null
    const others = register.filter(
      ({ role, email }) => !rolesFor(signer.role).includes(role) && foldEmail(email) === way.address && way.address !== '',
    )
    return others.length === 0
      ? null
      : `Your partnership has the same email address for ${others.map(({ name, role }) => `${name} (${CONTACT_ROLE_WORDS[role]})`).join(' and ')}.`
  },
  shared_link: ({ way, byTheLink }) =>
    way.kind === 'own_link' && byTheLink.length > 0 ? `${byTheLink.join(' and ')} used the same link.` : null,
  shown_link: ({ way, shownTo }) =>
    way.kind === 'own_link' && shownTo.length > 0 ? `${shownTo.join(' and ')} looked at this link, and could have used it.` : null,
  same_person({ signer, signOffs }) {
    const same = signOffs.find(
      ({ role, name, contributorId }) =>
        role !== signer.role && (plainName(name) === plainName(signer.name) || contributorId === signer.contributorId),
    )
    return same ? `${same.name} signed this return as ${roleWords(same.role)} too.` : null
  },
  same_browser: ({ inTheBrowser }) =>
    inTheBrowser.length === 0 ? null : `${inTheBrowser.join(' and ')} worked on this return in the same browser.`,
  also_dsl: ({ signer, leads }) =>
    signer.role === 'head' && signsOwnWork(signer, leads)
      ? 'You are also named as designated safeguarding lead. Ask the chair, or someone else who did not answer the questions, to read the return before you sign.'
      : null,
}

const CODES = Object.keys(SAYS) as signatures.Unusual[]
