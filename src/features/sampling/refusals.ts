import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { sayInstant } from '../../platform/london.ts'
import { sayList } from '../../platform/say.ts'
import type { DipSample } from './store.ts'

/** A sample that somebody else drew. */
type Drawn = Pick<DipSample, 'name' | 'drawnBy' | 'drawnAt'>

const sayDrawn = ({ name, drawnBy, drawnAt }: Drawn): string => `${drawnBy} drew “${name}” at ${sayInstant(drawnAt)}`

/** What staff are told when a sample cannot be drawn or changed as asked. */
export const refuse = {
  nameTaken: ({ name, drawnBy, drawnAt }: Drawn) =>
    new Refusal(
      'conflict',
      'sampling.name_taken',
      `${drawnBy} drew a sample called “${name}” at ${sayInstant(drawnAt)}: give this one a name of its own`,
      ['Nothing was drawn.'],
    ),
  nobodyMatches: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'sampling.nobody_matches',
      'No return matches what you chose',
      ['Nothing was drawn. Take a condition away, or choose other returns.'],
      [{ text: 'Choose again', href: `/rounds/${roundId}/samples/new` }],
    ),
  /** @param since the samples that were drawn since the person looked */
  drawChanged: (again: string, since: readonly Drawn[]) =>
    new Refusal(
      'conflict',
      'sampling.draw_changed',
      'The returns have changed since you looked at the draw',
      [
        since.length === 0
          ? 'Nothing was drawn. In the meantime a return arrived or was closed.'
          : `Nothing was drawn. In the meantime ${sayList(since.map(sayDrawn))}.`,
      ],
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
