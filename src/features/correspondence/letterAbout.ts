import { letter, type Letterhead, type MessageKind, type NewMessage } from '../messages/index.ts'
import type { Addressee } from './addressees.ts'
import type { ReturnToWriteAbout } from './store.ts'

/** What one letter about a return says of its own. */
export type AboutReturn = {
  key: string
  kind: MessageKind
  /** Without the establishment, which comes first by itself. */
  subject: string
  paragraphs: readonly string[]
  /** What stands above the link; blank where a paragraph holds its place. Left out for somebody who holds none. */
  link?: string
  /** What stands under the link. */
  after?: readonly string[]
  /** The date by which it says that the return is due; left out when it names none. */
  dueAt?: Date | null
}

/** A letter about a return to one of those to whom the rule says it goes. */
export function letterAbout(
  about: Pick<ReturnToWriteAbout, 'returnId' | 'roundId' | 'establishment'>,
  to: Addressee,
  from: Letterhead,
  says: AboutReturn,
): NewMessage {
  const { link, ...rest } = says
  const holds =
    to.invitationId === null || link === undefined ? null : { invitationId: to.invitationId, ...(link === '' ? {} : { words: link }) }
  return letter({ ...rest, to, from, link: holds, establishment: about.establishment, roundId: about.roundId, returnId: about.returnId })
}
