import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import type { PartOfAudit } from './finding.ts'

export const refuse = {
  notCountable: (what: readonly string[]) =>
    new Refusal('conflict', 'findings.not_countable', 'These answers cannot be counted', [
      `There is no such question or answer here: ${what.join(', ')}. Nothing was saved.`,
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
  movedMeanwhile: () =>
    new Refusal('conflict', 'findings.moved_meanwhile', 'Answers were saved while they were counted', [
      'The numbers of the round and of its sample do not fit together. Nothing was saved: open the page again.',
    ]),
  notComparable: (roundId: Id<'round'>, since: string, reasons: readonly string[]) =>
    new Refusal(
      'conflict',
      'findings.not_comparable',
      `This finding cannot be compared with “${since}”`,
      [...reasons, 'Nothing was saved.'],
      [{ text: 'Back to the findings', href: `/rounds/${roundId}/findings` }],
    ),
  tooMuch: () =>
    new Refusal('conflict', 'findings.too_much', 'There are too many groups to be looked at', [
      'The program cannot make sure that nobody could be worked out from so many numbers. Take a table off the page, or choose a grouping with fewer groups.',
    ]),
  partGone: (roundId: Id<'round'>, part: PartOfAudit['part']) =>
    new Refusal(
      'conflict',
      'findings.part_gone',
      part === 'area' ? 'This round no longer has that evidence area' : 'The questionnaires of this round no longer have that section',
      [
        part === 'area'
          ? 'Nothing was saved. Someone changed the evidence areas in the settings of the round.'
          : 'Nothing was saved. Someone changed which questionnaire is asked.',
      ],
      [{ text: 'Back to the findings', href: `/rounds/${roundId}/findings` }],
    ),
}
