import { sayInstant } from '../../../platform/london.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { CONTACT_ROLE_WORDS, type ContributorActor } from '../../history/index.ts'
import { accepted } from '../../evidence/index.ts'
import { returnProgress } from '../../questionnaires/index.ts'
import { deliveryOf, sayDelivery } from '../../messages/index.ts'
import { openFor } from '../openActions.ts'
import { requireWhole } from '../reach.ts'
import { type OpenReturn, stands, submissions } from '../../returns/index.ts'
import { waitsForChair } from '../signOff.ts'
import { receiptMails, type ReceiptMail } from '../receiptStore.ts'

/** What the establishment keeps to show that its return came. */
export const receiptPage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  requireWhole(actor)
  const open = await openFor(db, actor)
  const sent = await submissions.submissionsOf(db, actor.partnershipId, open.auditReturn.id)
  const [latest] = sent
  if (!latest) {
    res.redirect(303, '/return')
    return
  }
  const mails = await receiptMails(db, actor.partnershipId, open.auditReturn.id, latest.sequence)
  renderPage(res, 'answering/receipt', receiptView(open, sent, mails))
}

/**
 * The model of views/answering/receipt.ejs.
 *
 * @param sent the latest first
 * @param mails the messages with the receipt, one for each address
 */
export function receiptView(open: OpenReturn, sent: readonly submissions.Submission[], mails: readonly ReceiptMail[]): ViewModel {
  const { auditReturn, signOffs } = open
  const kept = accepted.sayKept(returnProgress(open.document, auditReturn.facts, open.responses, open.evidenceCounts).kept)
  const [latest] = sent
  const isReturned = stands('sent_back', auditReturn.status)
  const waits = stands('awaiting_chair', auditReturn.status) && waitsForChair(auditReturn, signOffs)
  return {
    title: isReturned ? 'Receipt of your earlier submission' : 'Return submitted',
    backLink: { text: 'Your return', href: '/return' },
    reference: latest?.reference ?? '',
    facts: [
      { key: 'Establishment', value: auditReturn.establishmentName },
      { key: 'Audit', value: auditReturn.roundName },
      ...sent.map(({ sequence, submittedAt, byName }) => ({
        key: sent.length === 1 ? 'Submitted' : `Submission ${sequence}`,
        value: `${sayInstant(submittedAt)}, by ${byName}`,
      })),
      {
        key: 'Due',
        value: `${sayInstant(auditReturn.dueAt)}${latest ? (latest.submittedAt <= auditReturn.dueAt ? ': on time' : ': late') : ''}`,
      },
      ...signOffs.map(({ name, role, at }) => ({ key: CONTACT_ROLE_WORDS[role], value: `Signed by ${name} at ${sayInstant(at)}` })),
      { key: 'Files attached', value: String(auditReturn.files) },
      ...(kept === '' ? [] : [{ key: 'Evidence kept by you', value: kept }]),
    ],
    isReturned,
    waits,
    next: [
      ...(waits
        ? [
            'The chair of governors or the proprietor still needs to sign, by a link of their own. They can sign after their next meeting. The return already counts as submitted.',
          ]
        : []),
      ...mailWords(mails),
      'Your partnership reads the returns together. It may choose some establishments and ask them for evidence.',
      'If something is wrong in what you sent, ask your partnership to open the return again, from “Ask your partnership” in your return. Both versions are kept.',
    ],
  }
}

/** No more than is known of the messages. */
function mailWords(mails: readonly ReceiptMail[]): string[] {
  if (mails.length === 0) return [`No email was written with this receipt. ${PRINT}`]
  const arrived = mails.every(mail => ['accepted', 'delivered'].includes(deliveryOf(mail)))
  return [...mails.map(mail => `${sayDelivery(`The email to ${mail.name} with this receipt`, mail)}.`), ...(arrived ? [] : [PRINT])]
}

const PRINT = 'Print this page if you want to keep it.'
