import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

const toTheExports = (roundId: Id<'round'>) => [{ text: 'Go to the exports of this round', href: `/rounds/${roundId}/exports` }]

export const refuse = {
  notReady: (roundId: Id<'round'>, noun: string) =>
    new Refusal(
      'conflict',
      'exports.not_ready',
      `This ${noun} is not ready`,
      ['It is still being made, or it could not be made: its page says which.'],
      toTheExports(roundId),
    ),
  expired: (roundId: Id<'round'>, noun: string) =>
    new Refusal(
      'gone',
      'exports.expired',
      `This ${noun} is not kept any more`,
      [
        'An export holds names and answers, so it is deleted after 24 hours. Nothing is lost: make a new one, with everything as it stands now.',
      ],
      toTheExports(roundId),
    ),
}
