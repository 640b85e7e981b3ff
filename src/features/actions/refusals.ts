import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

/** "in 5 minutes" */
const later = (seconds: number): string => `Try again in ${Math.max(1, Math.ceil(seconds / 60))} minutes.`

export const refuse = {
  tooManyLinks: (seconds: number) =>
    new Refusal('too_many', 'actions.too_many_links', 'Too many links that do not work were tried', [later(seconds)]),
  tooManyNotes: (seconds: number) =>
    new Refusal('too_many', 'actions.too_many_notes', 'Too many notes were sent by this link', [
      `Your last one was not saved. ${later(seconds)}`,
    ]),
  standsSomewhere: (actionId: Id<'action'>) =>
    new Refusal(
      'conflict',
      'actions.stands_somewhere',
      'This action still stands somewhere',
      ['Nothing was removed. Take it out of the places that its page names first.'],
      [{ text: 'Back to the action', href: `/actions/${actionId}` }],
    ),
}
