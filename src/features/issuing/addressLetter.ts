import { sayDay } from '../../platform/london.ts'
import type { Addressee, ReturnToWriteAbout } from '../correspondence/index.ts'
import { letter, type Letterhead, type NewMessage } from '../messages/index.ts'

/** Where a link to the returns of an address leads, which is the purpose of its token too. */
export const ADDRESS_PATH = '/audit/all'

/** How long such a link works: it is asked for when it is needed, and again when it is needed again. */
export const ADDRESS_LINK_DAYS = 30

/** As many returns are named; whoever has more reads them behind the link. */
const NAMED = 30

/**
 * The letter that brings one link to several returns of an address.
 *
 * @param asked each return once, with whoever is written to about it; at least one
 * @param link the nonce of the link, and when it ends
 */
export function addressLetter(
  asked: readonly { about: ReturnToWriteAbout; to: Addressee }[],
  from: Letterhead,
  { nonce, expiresAt }: { nonce: Buffer; expiresAt: Date },
): NewMessage {
  const returns = asked.map(({ about }) => about)
  const names = [...new Set(asked.map(({ to }) => to.name))]
  const rounds = new Set(returns.map(({ roundId }) => roundId))
  const [first] = asked
  const more = returns.length - NAMED
  return letter({
    key: `resend:all:${nonce.toString('hex')}`,
    kind: 'resend',
    // Two may share a mailbox.
    to: { name: names.join(' and '), email: first?.to.email ?? '' },
    from,
    subject: `Your audit links for ${returns.length} returns`,
    paragraphs: [
      `You asked for your audit links. This address has links to ${returns.length} returns:`,
      [...returns.slice(0, NAMED).map(sayReturn), ...(more > 0 ? [`- and ${more} more`] : [])].join('\n'),
    ],
    link: { path: ADDRESS_PATH, nonce, words: 'This link opens all of them, one by one:' },
    after: [
      `It works until ${sayDay(expiresAt)}. The link of each return works as before. You answer and sign each return separately.`,
      'If you did not expect this message, you do not have to do anything.',
    ],
    roundId: rounds.size === 1 ? (returns[0]?.roundId ?? null) : null,
  })
}

/** Without the date by which it is due: that stands behind the link, where it is never out of date. */
const sayReturn = ({ establishment, round }: ReturnToWriteAbout): string => `- ${establishment.name} (${round})`
