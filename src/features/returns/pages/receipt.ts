import { sayInstant } from '../../../platform/london.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { deliveryOf } from '../../messages/index.ts'
import { openReturn } from '../actions.ts'
import type { OpenReturn } from '../auditReturn.ts'
import { SIGN_OFF_WORDS, waitsForChair } from '../signOff.ts'
import { receiptMail, submissionsOf, type ReceiptMail, type Submission } from '../submitStore.ts'

/** What the establishment keeps to show that its return came. */
export const receiptPage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  const open = await openReturn(db, actor.partnershipId, actor.returnId)
  const submissions = await submissionsOf(db, actor.partnershipId, actor.returnId)
  const [latest] = submissions
  if (!latest) {
    res.redirect(303, '/return')
    return
  }
  const mail = await receiptMail(db, actor.partnershipId, actor.returnId, latest.sequence)
  renderPage(res, 'returns/receipt', receiptView(open, submissions, mail))
}

/**
 * The model of views/returns/receipt.ejs.
 *
 * @param submissions the latest first
 * @param mail the message with the receipt, when there was an address
 */
export function receiptView(open: OpenReturn, submissions: readonly Submission[], mail: ReceiptMail | undefined): ViewModel {
  const { auditReturn, signOffs } = open
  const [latest] = submissions
  const isReturned = auditReturn.status === 'returned'
  const waits = !isReturned && auditReturn.status === 'awaiting_sign_off' && waitsForChair(auditReturn, signOffs)
  return {
    title: isReturned ? 'Receipt of your earlier submission' : 'Return submitted',
    backLink: { text: 'Your return', href: '/return' },
    reference: latest?.reference ?? '',
    facts: [
      { key: 'Establishment', value: auditReturn.establishmentName },
      { key: 'Audit', value: auditReturn.roundName },
      ...submissions.map(({ sequence, submittedAt, byName }) => ({
        key: submissions.length === 1 ? 'Submitted' : `Submission ${sequence}`,
        value: `${sayInstant(submittedAt)}, by ${byName}`,
      })),
      {
        key: 'Due',
        value: `${sayInstant(auditReturn.dueAt)}${latest ? (latest.submittedAt <= auditReturn.dueAt ? ': it came in time' : ': it came after that') : ''}`,
      },
      ...signOffs.map(({ name, role, at }) => ({ key: SIGN_OFF_WORDS[role], value: `Signed by ${name} at ${sayInstant(at)}` })),
      { key: 'Files attached', value: String(auditReturn.files) },
    ],
    isReturned,
    next: [
      ...(waits
        ? [
            'The chair of governors or the proprietor has still to sign. They open the same link and say who they are. It can wait for their next meeting: the return counts as sent.',
          ]
        : []),
      mailWords(mail),
      'Your partnership reads the returns together. It may choose some establishments and ask them for evidence.',
      'If something is wrong in what you sent, ask your partnership to open the return again. Both versions are kept.',
    ],
  }
}

/** No more than is known: what was handed over was sent, what waits is being sent. */
function mailWords(mail: ReceiptMail | undefined): string {
  const print = 'Print this page if you want to keep it.'
  const delivery = mail ? deliveryOf(mail) : 'kept'
  if (!mail || delivery === 'kept') return `This receipt was not sent by email. ${print}`
  if (delivery === 'failed') return `This receipt could not be sent by email to ${mail.name}. ${print}`
  return delivery === 'accepted'
    ? `We have sent this receipt by email to ${mail.name}.`
    : `We are sending this receipt by email to ${mail.name}.`
}
