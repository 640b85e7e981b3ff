import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

const back = (planId: Id<'plan'>) => [{ text: 'Back to the plan', href: `/plans/${planId}` }]

export const refuse = {
  labelTaken: (planId: Id<'plan'>, label: string) =>
    new Refusal(
      'conflict',
      'plans.label_taken',
      'This plan has such a version already',
      [`“${label}” was approved before, and never changes. Give the plan another number.`],
      back(planId),
    ),
  importedAlready: (planId: Id<'plan'>) =>
    new Refusal('conflict', 'plans.imported_already', 'This workbook was imported already', ['Nothing was changed again.'], back(planId)),
  notUnderItself: (planId: Id<'plan'>) =>
    new Refusal('conflict', 'plans.not_linked', 'A plan cannot be linked with itself', ['Nothing was changed.'], back(planId)),
}
