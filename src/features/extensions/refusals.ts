import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

export const refuse = {
  nobodyLeft: (roundId: Id<'round'>, reasons: readonly string[]) =>
    new Refusal(
      'conflict',
      'extensions.nobody_left',
      'Nobody was given more time',
      ['Nothing was changed: the returns have changed since you looked at the preview.', ...reasons],
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
