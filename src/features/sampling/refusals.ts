import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

/** What staff are told when a sample cannot be drawn or changed as asked. */
export const refuse = {
  nobodyMatches: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'sampling.nobody_matches',
      'No return matches what you chose',
      ['Nothing was drawn. Take a condition away, or choose other returns.'],
      [{ text: 'Choose again', href: `/rounds/${roundId}/samples/new` }],
    ),
  drawChanged: (again: string) =>
    new Refusal(
      'conflict',
      'sampling.draw_changed',
      'The returns have changed since you looked at the draw',
      ['Nothing was drawn. In the meantime a return arrived, was closed or was drawn by someone else.'],
      [{ text: 'Show who would be drawn now', href: again }],
    ),
  alreadyReplaced: (back: string) =>
    new Refusal(
      'conflict',
      'sampling.already_replaced',
      'This establishment has already been replaced',
      ['Nothing was changed. Someone else did the same before you.'],
      [{ text: 'Back to the sample', href: back }],
    ),
  nobodyLeft: (back: string) =>
    new Refusal(
      'conflict',
      'sampling.nobody_left',
      'There is nobody left to draw',
      ['Nothing was changed. Every establishment that could be drawn is in the sample already, or is no longer expected to return.'],
      [{ text: 'Back to the sample', href: back }],
    ),
  allAskedAlready: (back: string) =>
    new Refusal(
      'conflict',
      'sampling.all_asked_already',
      'Another sample has asked them already',
      ['Nothing was sent, so that nobody is asked twice. Look at the request again: it says who was asked, and by when.'],
      [{ text: 'Ask for evidence', href: `${back}/request` }],
    ),
  nobodyToWriteTo: (back: string) =>
    new Refusal(
      'conflict',
      'sampling.no_email_address',
      'There is nobody to write to',
      ['Nothing was sent. The register has no email address for the head or the Designated Safeguarding Lead of this establishment.'],
      [{ text: 'Back', href: back }],
    ),
}
