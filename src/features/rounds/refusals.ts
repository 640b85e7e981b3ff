import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { sayInstant } from '../../platform/london.ts'

const toRound = (roundId: Id<'round'>, text = 'Go back to the round') => [{ text, href: `/rounds/${roundId}/establishments` }]

export const refuse = {
  notADraft: (roundId: Id<'round'>) =>
    new Refusal('conflict', 'rounds.not_a_draft', 'This round is open already', ['Nothing was changed.'], toRound(roundId)),
  notOpen: (roundId: Id<'round'>) =>
    new Refusal('conflict', 'rounds.not_open', 'This round is not open', ['Nothing was changed. Open the round first.'], toRound(roundId)),
  notClosed: (roundId: Id<'round'>) =>
    new Refusal('conflict', 'rounds.not_closed', 'This round is not closed', ['Nothing was changed.'], toRound(roundId)),
  hasRecords: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'rounds.has_records',
      'Something is recorded in this round already',
      ['Nothing was changed. Findings, workbooks, documents or chases belong to it, and would be lost.'],
      toRound(roundId),
    ),
  isClosed: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'rounds.closed',
      'This round is closed',
      ['Nothing was changed. Open the round again if it was closed by mistake.'],
      toRound(roundId),
    ),
  nobodyAsked: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'rounds.nobody_asked',
      'No establishments are in this round yet',
      ['Choose which establishments are asked, then open the round.'],
      toRound(roundId, 'Choose establishments'),
    ),
  dueInThePast: (roundId: Id<'round'>, dueAt: Date) =>
    new Refusal(
      'conflict',
      'rounds.due_in_the_past',
      'The due date has passed',
      [`The audit was due by ${sayInstant(dueAt)}. Give the round a later due date, then open it.`],
      [{ text: 'Change the dates', href: `/rounds/${roundId}/edit` }],
    ),
  answersDeleted: (roundId: Id<'round'>, at: Date) =>
    new Refusal(
      'conflict',
      'rounds.answers_deleted',
      'The answers of this round were deleted',
      [`They were deleted at ${sayInstant(at)}, at the end of the time that your settings keep them. The round stays closed.`],
      toRound(roundId),
    ),
  noQuestionnaire: (roundId: Id<'round'>, sets: readonly string[]) =>
    new Refusal(
      'conflict',
      'rounds.no_questionnaire',
      'A question set has no published version',
      [`Nothing was changed. Publish a version of set ${sets.join(', ')} first.`],
      [{ text: 'Go to questionnaires', href: '/questionnaires' }, ...toRound(roundId)],
    ),
}
