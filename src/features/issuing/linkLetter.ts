import { sayInstant } from '../../platform/london.ts'
import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import type { Letterhead, MessageKind, NewMessage } from '../messages/index.ts'
import { DUE, fillIn, type MailText } from './mailText.ts'

/** What a letter with a link names of its return. */
export type LinkFacts = Pick<ReturnToWriteAbout, 'returnId' | 'roundId' | 'establishment' | 'round' | 'dueAt'>

/** The letter that brings an audit link, in a text that staff may have written themselves: its paragraph says where the link stands. @param others who else was given one */
export function linkLetter(
  about: LinkFacts,
  to: Addressee,
  from: Letterhead,
  { kind, text, key, others = '' }: { kind: MessageKind; text: MailText; key: string; others?: string },
): NewMessage {
  const { subject, body } = fillIn(text, {
    name: to.name,
    establishment: about.establishment.name,
    round: about.round,
    due: sayInstant(about.dueAt),
    partnership: from.name,
  })
  const namesDate = [text.subject, text.body].some(words => words.includes(DUE))
  return letterAbout(about, to, from, {
    ...{ key, kind, subject, link: '' },
    paragraphs: body.trim().split(/\n[^\S\n]*\n\s*/),
    after: [others].filter(words => words !== ''),
    dueAt: namesDate ? about.dueAt : null,
  })
}
