import { sayDay } from '../../platform/london.ts'
import { sayList } from '../../platform/say.ts'
import { CONTACT_ROLE_WORDS } from '../history/index.ts'
import type { HandOverOffer, RegisterChanged } from './handOverOffers.ts'

/** What the holder of a main link is told where the register names another head or DSL now; null where it does not. */
export function changedView({ left, offers }: RegisterChanged): { lines: string[]; offers: readonly HandOverOffer[] } | null {
  if (left === null && offers.length === 0) return null
  return {
    lines: [
      ...(left ? [`The main link was given to ${left.name}, who left on ${sayDay(left.leftOn)}.`] : []),
      offers.length === 0
        ? 'The register names nobody with an email address who could take over. Enter them below, and tell your partnership.'
        : `The register now names ${sayList(offers.map(sayOffer))}.`,
    ],
    offers,
  }
}

/** "Dora Lead (Designated Safeguarding Lead)". */
const sayOffer = ({ name, role }: HandOverOffer): string => `${name} (${CONTACT_ROLE_WORDS[role]})`

/** The same in one sentence, beside a link to the page; blank where nothing changed. */
export function changedLine({ left, offers }: RegisterChanged): string {
  const [first] = offers
  if (first) return `The register now names ${sayList(offers.map(sayOffer))}.`
  return left ? `The main link was given to ${left.name}, who left on ${sayDay(left.leftOn)}.` : ''
}
