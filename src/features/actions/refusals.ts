import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { sayMinutes } from '../../platform/say.ts'

/** "in 1 minute" */
const later = (seconds: number): string => `Try again in ${sayMinutes(seconds)}.`

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
