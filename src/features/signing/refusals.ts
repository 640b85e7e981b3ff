import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { sayMinutes } from '../../platform/say.ts'
import { refuse as answering } from '../answering/index.ts'

const TO_SIGNING = { text: 'Go back to signing', href: '/return/sign-off' }

export const refuse = {
  notFound: answering.notFound,
  notOpen: answering.notOpen,
  incomplete: answering.incomplete,
  headSigns: () =>
    new Refusal(
      'forbidden',
      'returns.head_signs',
      'The headteacher signs and submits the return',
      ['Nothing was submitted. Ask them to sign, by a link of their own. Everything that was saved is kept.'],
      [TO_SIGNING],
    ),
  notToSign: () =>
    new Refusal(
      'forbidden',
      'returns.not_to_sign',
      'There is nothing for you to sign',
      ['Nothing was changed.'],
      [{ text: 'Go to your return', href: '/return' }],
    ),
  notShown: () =>
    new Refusal(
      'forbidden',
      'signing.not_shown',
      'This link is not the signer’s own',
      ['Nothing was signed. Use your own link, or the code that goes to the address your partnership has.'],
      [TO_SIGNING],
    ),
  otherThanShown: () =>
    new Refusal(
      'conflict',
      'signing.other_than_shown',
      'Read what your partnership will see before you sign',
      ['Nothing was signed. Something about this signature has changed since you opened the page.'],
      [TO_SIGNING],
    ),
  codeOver: () =>
    new Refusal(
      'conflict',
      'signing.code_over',
      'This code cannot be used any more',
      ['Nothing was signed. The code was used, or an answer changed after it was sent. Read the return again, then ask for another code.'],
      [TO_SIGNING],
    ),
  noCodeNeeded: () =>
    new Refusal(
      'conflict',
      'signing.no_code_needed',
      'You need no code',
      ['Nothing was sent. You opened your own link: you can sign now.'],
      [TO_SIGNING],
    ),
  noMail: () =>
    new Refusal(
      'conflict',
      'signing.no_mail',
      'No code can be sent',
      ['Nothing was sent: no email leaves this program yet. Ask your partnership for a link of your own.'],
      [TO_SIGNING],
    ),
  tooManyCodes: (seconds: number) =>
    new Refusal(
      'too_many',
      'signing.too_many_codes',
      'Too many codes were sent',
      [`Wait ${sayMinutes(seconds)}, then ask for another. Nothing was changed.`],
      [TO_SIGNING],
    ),
  signatureGone: (returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'signing.signature_gone',
      'This signature is not to be confirmed any more',
      ['Nothing was changed. It was confirmed or cancelled after you opened the page.'],
      [{ text: 'See the signatures', href: `/returns/${returnId}/signatures` }],
    ),
  otherBoards: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'signing.other_boards',
      'Other boards need to be asked by now',
      [
        'Nothing was sent. Someone was asked, has signed, or the register has changed, after you opened the page. Look at the numbers again.',
      ],
      [{ text: 'See who will be asked', href: `/rounds/${roundId}/signatures/ask` }],
    ),
  /** What staff read, whatever stands against asking the board. */
  nobodyAskedNow: (returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'signing.nobody_asked_now',
      'Nobody can be asked to sign this return now',
      ['Nothing was sent.'],
      [{ text: 'See the signatures', href: `/returns/${returnId}/signatures` }],
    ),
  nobodyToAsk: () =>
    new Refusal(
      'conflict',
      'signing.nobody_to_ask',
      'Your partnership has no email address of the chair or proprietor',
      ['Nothing was sent. Add them as a colleague, or tell your partnership.'],
      [{ text: 'Add a colleague', href: '/return/colleagues' }],
    ),
}
