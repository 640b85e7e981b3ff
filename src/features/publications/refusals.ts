import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { sayInstant } from '../../platform/london.ts'
import type { Publication, PublicationKind } from './publication.ts'

const lookAgain = (roundId: Id<'round'>, kind: PublicationKind) => [
  { text: 'Look at it as it is now', href: `/rounds/${roundId}/publications/new/${kind}` },
]

export const refuse = {
  overtaken: (roundId: Id<'round'>, kind: PublicationKind, newest: Publication | undefined) =>
    new Refusal(
      'conflict',
      'publications.overtaken',
      'Someone has published meanwhile',
      [
        newest === undefined
          ? 'Nothing of yours was published.'
          : `${newest.publishedBy} published version ${newest.number} at ${sayInstant(newest.publishedAt)}. Nothing of yours was published.`,
      ],
      lookAgain(roundId, kind),
    ),
  movedOn: (roundId: Id<'round'>, kind: PublicationKind) =>
    new Refusal(
      'conflict',
      'publications.moved_on',
      'It would say something else now',
      ['Someone changed what it says after you looked at it. Nothing was published.'],
      lookAgain(roundId, kind),
    ),
  lacks: (back: { text: string; href: string }, why: string) =>
    new Refusal('conflict', 'publications.lacks', 'This cannot be published yet', [`${why} Nothing was published.`], [back]),
}
