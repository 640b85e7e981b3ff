import { sayInstant } from '../../platform/london.ts'
import { AUDIT_LINK, type NewMessage } from '../messages/index.ts'
import type { Addressee, AuditReturn } from '../returns/index.ts'

/** What is told of a return that was taken in. */
export type TakenIn = { reference: string; sequence: number; receivedAt: Date; byName: string }

/** Tells an establishment that its return came in by another way than the link, and asks it to check what was taken in. */
export function offlineLetter(
  { name, email, invitationId }: Addressee,
  { id, roundId, roundName, establishmentName }: Pick<AuditReturn, 'id' | 'roundId' | 'roundName' | 'establishmentName'>,
  { reference, sequence, receivedAt, byName }: TakenIn,
): NewMessage {
  const link = invitationId === null ? [] : ['To see it with its documents, open your audit link:', AUDIT_LINK]
  return {
    key: `taken_in:${id}:${sequence}`,
    kind: 'receipt',
    toName: name,
    toEmail: email,
    roundId,
    returnId: id,
    invitationId,
    subject: `${establishmentName}: please confirm your return (${reference})`,
    body: [
      establishmentName,
      `Dear ${name},`,
      `We have taken in the return of ${establishmentName} for ${roundName}. It came to us from ${byName}, at ${sayInstant(receivedAt)}.`,
      `The reference is ${reference}. You do not need to do anything else for this audit unless we ask you.`,
      ...link,
      'Please check it and reply to us, to confirm that it is yours or to say what is wrong. If you did not expect this message, tell us too.',
    ].join('\n\n'),
  }
}
