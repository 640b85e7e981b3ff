import { Refusal } from '../../platform/http/refusal.ts'

const toTheExports = (roundId: number) => [{ text: 'Go to the exports of this round', href: `/rounds/${roundId}/exports` }]

export const refuse = {
  notReady: (roundId: number) =>
    new Refusal(
      'conflict',
      'exports.not_ready',
      'This workbook is not ready',
      ['It is still being made, or it could not be made: its page says which.'],
      toTheExports(roundId),
    ),
  expired: (roundId: number) =>
    new Refusal(
      'gone',
      'exports.expired',
      'This workbook is not kept any more',
      [
        'A workbook holds names and answers, so it is thrown away after 24 hours. Nothing is lost: make a new one, with everything as it stands now.',
      ],
      toTheExports(roundId),
    ),
}
