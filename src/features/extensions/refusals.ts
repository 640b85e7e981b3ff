import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

/** Met by the page, which shows the preview again as it is now. */
export const MOVED_MEANWHILE = 'extensions.moved_meanwhile'

export const refuse = {
  nobodyLeft: (roundId: Id<'round'>, reasons: readonly string[]) =>
    new Refusal(
      'conflict',
      'extensions.nobody_left',
      'Nobody was given more time',
      ['Nothing was changed: the returns have changed since you looked at the preview.', ...reasons],
      [{ text: 'Go to the returns', href: `/rounds/${roundId}/returns` }],
    ),
  movedMeanwhile: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      MOVED_MEANWHILE,
      'A colleague gave some of these more time after you opened the page',
      ['Nothing of yours was done.'],
      [{ text: 'Go to the returns', href: `/rounds/${roundId}/returns` }],
    ),
  roundNotOpen: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'extensions.round_not_open',
      'More time can be given only while the round is open',
      ['Nothing was changed. Open the round first, or open it again if it was closed too early.'],
      [{ text: 'Go to the round', href: `/rounds/${roundId}` }],
    ),
}
