import { notFound, Refusal } from '../../platform/http/refusal.ts'

const BACK = { text: 'Go to the action plan', href: '/return/actions' }

export const refuse = {
  notFound,
  notNeeded: () =>
    new Refusal(
      'conflict',
      'action_plan.not_needed',
      'You do not need to send this return',
      ['Your partnership has excused you from this audit, so nothing more is asked about its actions. Nothing was saved.'],
      [{ text: 'Go to your return', href: '/return' }],
    ),
  answersDeleted: () =>
    new Refusal('conflict', 'action_plan.answers_deleted', 'The answers of this return have been deleted', [
      'The time for which they are kept is over, and its actions were deleted with them. Nothing was saved.',
    ]),
  changedMeanwhile: () =>
    new Refusal(
      'conflict',
      'action_plan.changed_meanwhile',
      'One of these answers has changed since you opened the page',
      ['Nothing was saved. Read the action as it is now, then choose again.'],
      [BACK],
    ),
  signedMeanwhile: () =>
    new Refusal(
      'conflict',
      'action_plan.signed_meanwhile',
      'Someone signed the return since you opened the page',
      ['Nothing was saved: changing an answer cancels their signature. Open the action again to see who signed.'],
      [BACK],
    ),
}
