import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

const back = (roundId: Id<'round'>) => [{ text: 'Go to the feedback', href: `/rounds/${roundId}/feedback` }]

/** What staff, and readers of feedback, are told when it cannot be drafted, sent or answered. */
export const refuse = {
  partOnly: () =>
    new Refusal(
      'forbidden',
      'feedback.part_only',
      'Your link opens some sections only',
      ['Feedback is about the whole return. Ask the person who leads on it if you need to see it.'],
      [{ text: 'Go to your return', href: '/return' }],
    ),
  nobodyToDraft: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'feedback.nobody_to_draft',
      'There is nothing to draft',
      ['Nothing was changed. Nobody was given a link yet, or everyone has their feedback.'],
      back(roundId),
    ),
  cannotDraft: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'feedback.cannot_draft',
      'There is nothing to draft for this establishment',
      ['Nothing was changed. It was never given a link, no return is expected of it, its feedback was sent, or its answers were deleted.'],
      back(roundId),
    ),
  nothingToSend: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'feedback.nothing_to_send',
      'There is nothing to send',
      ['Nothing was sent. It was sent already, or is not drafted.'],
      back(roundId),
    ),
  nothingToSendAgain: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'feedback.nothing_to_send_again',
      'There is nothing to send again',
      ['Nothing was sent. A colleague has sent it again already, or it has arrived meanwhile.'],
      back(roundId),
    ),
  otherNumber: (roundId: Id<'round'>, page: 'send' | 'send-again') =>
    new Refusal(
      'conflict',
      'feedback.other_number',
      'The number has changed since you looked',
      ['Nothing was sent. A return or a letter has changed, or a colleague drafted or sent some. Look at the number again.'],
      [{ text: 'Look again', href: `/rounds/${roundId}/feedback/${page}` }],
    ),
  changedSince: (roundId: Id<'round'>, returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'feedback.changed_since',
      'Something has changed since this was drafted',
      ['The return, its action plan or what reviewers found is not as it was. Nothing was sent. Draft it again first, and look at it.'],
      [{ text: 'Back to the draft', href: `/rounds/${roundId}/feedback/${returnId}` }],
    ),
  publishedSince: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'feedback.published_since',
      'What the feedback says of others has to be checked again',
      [
        'Nothing was sent. Since this was drafted, numbers of this round were published, your smallest number or your rule for words was changed, or only some of the feedback was drafted again. What it says of others could now tell what single schools answered.',
        'Draft all again first: it is then checked once more.',
      ],
      back(roundId),
    ),
  nobodyToWriteTo: (roundId: Id<'round'>, returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'feedback.no_email_address',
      'There is nobody to write to',
      ['Nothing was sent. The register has no email address for the head or the Designated Safeguarding Lead of this establishment.'],
      [{ text: 'Back to the draft', href: `/rounds/${roundId}/feedback/${returnId}` }],
    ),
  nobodyToSendAgain: (roundId: Id<'round'>, returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'feedback.nobody_to_send_again',
      'There is nobody to send it to again',
      [
        'Nothing was sent. A colleague has sent it again already, it has arrived meanwhile, or the register has no other email address of the head or the Designated Safeguarding Lead.',
      ],
      [{ text: 'Back to the feedback', href: `/rounds/${roundId}/feedback/${returnId}` }],
    ),
  wasSent: (roundId: Id<'round'>, returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'feedback.was_sent',
      'This feedback was sent',
      ['Nothing was changed. What was sent stays as it was.'],
      [{ text: 'See what was sent', href: `/rounds/${roundId}/feedback/${returnId}` }],
    ),
  tooManyReplies: () =>
    new Refusal('too_many', 'feedback.too_many_replies', 'That was a lot of replies', [
      'This one was not saved. Wait an hour, or call the partnership.',
    ]),
  tooManyLinks: (seconds: number) =>
    new Refusal('too_many', 'feedback.too_many_links', 'Too many links were tried', [
      `Wait ${Math.ceil(seconds / 60)} minutes and open the link from the email again.`,
    ]),
}
