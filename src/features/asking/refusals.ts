import type { Id } from '../../platform/id.ts'
import { sayInstant } from '../../platform/london.ts'
import { Refusal } from '../../platform/http/refusal.ts'

const TO_REQUESTS = [{ text: 'See what you asked', href: '/return/requests' }]

/** Met by the page, which shows the request as it is now. */
export const ANSWERED_MEANWHILE = 'requests.answered_meanwhile'

export const refuse = {
  partOnly: () =>
    new Refusal(
      'forbidden',
      'requests.part_only',
      'Your link opens some sections only',
      ['More time and opening the return again are about the whole return. Ask the person who leads on it.'],
      TO_REQUESTS,
    ),
  cannotAsk: (why: string) => new Refusal('conflict', 'requests.cannot_ask', why, ['Nothing was sent.'], TO_REQUESTS),
  waitsAlready: ({ byName, askedAt }: { byName: string; askedAt: Date }) =>
    new Refusal(
      'conflict',
      'requests.waits_already',
      'This was asked already',
      [`${byName} asked at ${sayInstant(askedAt)}, and your partnership has not answered yet. Nothing more was sent.`],
      TO_REQUESTS,
    ),
  /** The page shows the other text beside the one that was typed. */
  clarifiedMeanwhile: (latest: { byName: string; at: Date } | undefined) =>
    new Refusal('conflict', 'clarifications.changed_meanwhile', 'The clarification has changed since you opened the page', [
      latest
        ? `${latest.byName} wrote what it says now at ${sayInstant(latest.at)}. Nothing of yours was saved.`
        : 'Nothing of yours was saved.',
    ]),
  /** The page shows the request as it is now, with what was typed. */
  answeredMeanwhile: (returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      ANSWERED_MEANWHILE,
      'This request needs no answer any more',
      ['Nothing was done. Look at the request as it is now.'],
      [{ text: 'Go to the return', href: `/returns/${returnId}` }],
    ),
}
