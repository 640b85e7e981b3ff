import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

export const refuse = {
  notCountable: (what: readonly string[]) =>
    new Refusal('conflict', 'findings.not_countable', 'These answers cannot be counted', [
      `The area has no such question or answer: ${what.join(', ')}. Nothing was saved.`,
    ]),
  removed: (roundId: Id<'round'>, by: string) =>
    new Refusal(
      'conflict',
      'findings.removed',
      'This finding was removed',
      [`${by} What you sent was not saved: copy it from below if it is still wanted, and write a new finding.`],
      [{ text: 'Back to the findings', href: `/rounds/${roundId}/findings` }],
    ),
  answersDeleted: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'findings.answers_deleted',
      'The answers of this round were deleted',
      ['They were deleted at the end of the time that your settings keep them, so nothing can be counted any more. Nothing was saved.'],
      [{ text: 'Back to the findings', href: `/rounds/${roundId}/findings` }],
    ),
  areaGone: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'findings.area_gone',
      'This round no longer has that evidence area',
      ['Nothing was saved. Someone changed the evidence areas in the settings of the round.'],
      [{ text: 'Back to the findings', href: `/rounds/${roundId}/findings` }],
    ),
}
