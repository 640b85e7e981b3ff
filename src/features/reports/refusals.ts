import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

const toTheReports = (roundId: Id<'round'>) => [{ text: 'Go to the reports of this round', href: `/rounds/${roundId}/report` }]

export const refuse = {
  notReady: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'reports.not_ready',
      'This report is not ready',
      ['It is still being made, or it could not be made: its page says which.'],
      toTheReports(roundId),
    ),
  noFile: (roundId: Id<'round'>) =>
    new Refusal(
      'gone',
      'reports.no_file',
      'The Word file of this report is not kept any more',
      ['The report itself can still be read and printed. Make a new one for a new file.'],
      toTheReports(roundId),
    ),
  stillMade: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'reports.still_made',
      'This report is still being made',
      ['Remove it when it is ready.'],
      toTheReports(roundId),
    ),
}
