import { sayInstant } from '../../platform/london.ts'
import { AUDIT_LINK, type NewMessage } from '../messages/index.ts'
import type { AuditReturn } from './auditReturn.ts'
import type { Addressee } from './submitStore.ts'

type Named = Pick<AuditReturn, 'id' | 'roundId' | 'roundName' | 'establishmentName'>

/** The receipt by mail: what came, when, and what happens next. */
export function receiptMessage(
  addressee: Addressee,
  auditReturn: Named,
  sent: { reference: string; sequence: number; submittedAt: Date; waits: boolean; byName: string },
): NewMessage {
  const { establishmentName, roundName } = auditReturn
  return {
    key: `receipt:${auditReturn.id}:${sent.sequence}`,
    kind: 'receipt',
    subject: `${establishmentName}: your return has arrived (${sent.reference})`,
    body: [
      `Dear ${addressee.name},`,
      `The return of ${establishmentName} for “${roundName}” was submitted by ${sent.byName} at ${sayInstant(sent.submittedAt)}.`,
      `The reference is ${sent.reference}.`,
      ...(sent.waits
        ? ['The chair of governors or the proprietor has still to sign it. They can do so by the same link, also after the due date.']
        : []),
      ...linkLines(addressee, 'To read or print what was sent, open your audit link:'),
      'If something in it is wrong, ask us to open it again. We keep both versions.',
    ].join('\n\n'),
    ...about(addressee, auditReturn),
  }
}

/** Tells the establishment that its return was sent back, and why. */
export function returnedMessage(
  addressee: Addressee,
  auditReturn: Named & Pick<AuditReturn, 'dueAt'>,
  reason: string,
  key: string,
): NewMessage {
  const { establishmentName, roundName } = auditReturn
  return {
    key,
    kind: 'returned',
    subject: `${establishmentName}: please look at your return again`,
    body: [
      `Dear ${addressee.name},`,
      `We have opened the return of ${establishmentName} for “${roundName}” again. What we ask:`,
      reason,
      ...linkLines(addressee, 'Everything that you sent is still there. Change what is needed and submit it again:'),
    ].join('\n\n'),
    ...about(addressee, auditReturn),
  }
}

const linkLines = ({ invitationId }: Addressee, words: string): string[] => (invitationId === null ? [] : [words, AUDIT_LINK])

const about = ({ name, email, invitationId }: Addressee, { id, roundId }: Named) => ({
  toName: name,
  toEmail: email,
  returnId: id,
  roundId,
  invitationId,
})
