import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

import { planHref } from './paths.ts'

const back = (planId: Id<'plan'> | null) =>
  planId === null ? [{ text: 'Open the list of plans', href: '/plans' }] : [{ text: 'Back to the plan', href: planHref(planId) }]

export const refuse = {
  labelTaken: (planId: Id<'plan'>, label: string) =>
    new Refusal(
      'conflict',
      'plans.label_taken',
      'This plan has such a version already',
      [`“${label}” was approved before, and never changes. Give the plan another number.`],
      back(planId),
    ),
  removed: (by: string) =>
    new Refusal('gone', 'plans.removed', 'This plan was removed', [`${by} What you sent was not saved.`], back(null)),
  wasApproved: (planId: Id<'plan'>, label: string) =>
    new Refusal(
      'conflict',
      'plans.was_approved',
      'A plan that was approved is not removed',
      [
        `“${label}” was approved, and stays for everyone to read what the board agreed.`,
        'When the plan is over, begin the next one: this one stays in the list with its versions. What is no longer to be done can be taken out of the next version, and an action can be recorded as dropped.',
      ],
      back(planId),
    ),
  importedAlready: (planId: Id<'plan'> | null) =>
    new Refusal('conflict', 'plans.imported_already', 'This workbook was imported already', ['Nothing was changed again.'], back(planId)),
  notUnderItself: (planId: Id<'plan'>) =>
    new Refusal('conflict', 'plans.not_linked', 'A plan cannot be linked with itself', ['Nothing was changed.'], back(planId)),
}
