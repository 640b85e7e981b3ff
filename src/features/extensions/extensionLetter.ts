import type { Id } from '../../platform/id.ts'
import { sayInstant } from '../../platform/london.ts'
import { letterAbout, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'

/** What makes the letters of a batch of extensions once, and finds them: to one address, or to any (`%`) about any return. */
export const letterKey = (batchId: Id<'batch'>, address: string): string => `extension:${batchId}:${address}`

/** What somebody is told when their establishment is given more time. The reason is not told: it may be about a person. */
export function extensionLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  { batchId, fromDueAt, toDueAt }: { batchId: Id<'batch'>; fromDueAt: Date; toDueAt: Date },
): NewMessage {
  return letterAbout(about, to, from, {
    key: letterKey(batchId, `${about.returnId}:${to.email}`),
    kind: 'extension',
    dueAt: toDueAt,
    subject: `you have until ${sayInstant(toDueAt)} for ${about.round}`,
    paragraphs: [
      `You have more time for ${about.round}. It is now due by ${sayInstant(toDueAt)}.`,
      `It was due by ${sayInstant(fromDueAt)}. Everything that was saved is still there.`,
    ],
    link: `Your audit link takes you to it. It belongs to ${about.establishment.name} alone:`,
  })
}
