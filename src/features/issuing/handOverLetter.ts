import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { AUDIT_LINK, sayAnswer, type Letterhead, type NewMessage } from '../messages/index.ts'
import type { MailText } from './mailText.ts'

/** What goes with the link by which somebody takes a return over. @param by who hands it over */
export const handOverText = (by: string, { roundIsOpen }: { roundIsOpen: boolean }): MailText => ({
  subject: '{{establishment}}: you are asked to lead on {{round}}',
  body: `${by} hands over {{round}} for {{establishment}} to you. ${roundIsOpen ? 'It is due by {{due}}.' : 'The round has closed, but evidence or a signature is still asked for.'}

${AUDIT_LINK}

Once you open this link and press the button, it is the main link, and the link before stops working. Everything that was saved is still there, under the names of those who wrote it.

If this is not for you, do not open the link and tell ${by}.`,
})

/** What the holder of the main link reads when the return is handed over, whoever asked for it. @param to the holder */
export const handedOverLetter = (
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  { by, name, key }: { by: string; name: string; key: string },
): NewMessage =>
  letterAbout(about, to, from, {
    key,
    kind: 'hand_over',
    subject: 'someone else takes over the return',
    paragraphs: [
      `${by} asked that ${name} takes over the return of ${about.establishment.name} for “${about.round}”.`,
      `Your link works until ${name} has opened theirs. Then yours ends, and everyone who came by it is signed out. What was written stays, under the names of those who wrote it.`,
      `If this is a mistake, end the link of ${name} on the page “Colleagues who help” before they open it, or ${sayAnswer(from)}.`,
    ],
  })
