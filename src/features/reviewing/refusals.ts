import { Refusal } from '../../platform/http/refusal.ts'

/** What staff are told when a review cannot go on as asked. */
export const refuse = {
  leftTheSample: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.left_the_sample',
      'This establishment is not in the sample any more',
      ['Another was drawn in its place. What you sent was not saved: nobody reviews it now.'],
      [{ text: 'Back to the sample', href: back }],
    ),
  noOutcome: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.no_outcome',
      'Record the outcome first',
      ['Nothing was sent. The message tells the establishment the outcome of its review.'],
      [{ text: 'Back', href: back }],
    ),
  nobodyToWriteTo: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.no_email_address',
      'There is nobody to write to',
      ['Nothing was sent. The register has no email address for the head or the Designated Safeguarding Lead of this establishment.'],
      [{ text: 'Back', href: back }],
    ),
  hasInterest: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.interest',
      'You cannot review this establishment',
      ['Nothing was saved. You work there, or said that you have an interest in it. A colleague has to review it.'],
      [{ text: 'Back', href: back }],
    ),
  finished: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.finished',
      'This review is finished',
      ['Nothing was saved. To change a verdict, open the review again first.'],
      [{ text: 'Back', href: back }],
    ),
  notFinished: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.not_finished',
      'Both reviewers have to finish first',
      ['Nothing was saved. Two people review this establishment, and one of them has not finished yet.'],
      [{ text: 'Back', href: back }],
    ),
  ownReviewOpen: (back: string) =>
    new Refusal(
      'forbidden',
      'reviewing.own_review_open',
      'Finish your own review first',
      [
        'You review establishments of this sample that someone else reviews as well. You can see how far reviewers agree when you have finished yours.',
      ],
      [{ text: 'Back to the sample', href: back }],
    ),
  disputed: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.disputed',
      'The two reviewers differ',
      ['Nothing was saved. Someone has to settle what they differ about before the review can be concluded.'],
      [{ text: 'What the reviewers differ about', href: `${back}/disagreements` }],
    ),
  visitRemoved: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.visit_removed',
      'This visit was removed',
      [
        'What you sent was not saved. Someone removed the visit while you had the form open: restore it first, on the page of the establishment.',
      ],
      [{ text: 'Back to the establishment', href: back }],
    ),
  sharingChanged: () =>
    new Refusal('conflict', 'reviewing.sharing_changed', 'Who reviews what has changed since you looked', [
      'Nothing was given out. In the meantime someone was given a review, declared an interest, or left the sample.',
    ]),
  concluded: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.concluded',
      'The outcome of this review is recorded',
      ['Nothing was changed. Who reviewed it, and what was settled, stays as it was when the outcome was recorded.'],
      [{ text: 'Back', href: back }],
    ),
  moderated: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.moderated',
      'What the reviewers differed about has been settled',
      ['Nothing was changed. Whoever settled it has to take that back first.'],
      [{ text: 'Back', href: back }],
    ),
  notYours: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.not_yours',
      'This review is not yours',
      ['Nothing was changed. It was given to someone else, or taken away, in the meantime.'],
      [{ text: 'Back', href: back }],
    ),
  mayNotModerate: (back: string, because: string) =>
    new Refusal(
      'conflict',
      'reviewing.may_not_moderate',
      'Someone else has to settle this',
      [`Nothing was saved. ${because}`],
      [{ text: 'Back', href: back }],
    ),
  nothingToSettle: (back: string) =>
    new Refusal(
      'conflict',
      'reviewing.nothing_to_settle',
      'There is nothing to settle here',
      ['Nothing was saved. The reviewers do not differ about this question any more, or one of them has opened the review again.'],
      [{ text: 'What the reviewers differ about', href: back }],
    ),
}
