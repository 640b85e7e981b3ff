import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

export const refuse = {
  standsSomewhere: (actionId: Id<'action'>) =>
    new Refusal(
      'conflict',
      'actions.stands_somewhere',
      'This action still stands somewhere',
      ['Nothing was removed. Take it out of the places that its page names first.'],
      [{ text: 'Back to the action', href: `/actions/${actionId}` }],
    ),
}
