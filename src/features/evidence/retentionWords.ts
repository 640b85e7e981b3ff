import { sayDay } from '../../platform/london.ts'
import { sayCount } from '../../platform/say.ts'
import type { Outdated } from './retentionActions.ts'

/** What is older than it is kept, a line for each round and one for each other kind; none where nothing is. */
export const outdatedLines = ({ rounds, answers, contacts, messages }: Outdated): string[] => [
  ...rounds.map(({ round, closedAt, files }) => `${sayCount(files, 'document')} of ${round}, closed on ${sayDay(closedAt)}`),
  ...answers.map(
    ({ round, closedAt, returns }) =>
      `The answers of ${sayCount(returns, 'return')} of ${round}, closed on ${sayDay(closedAt)}, and the names of those who gave them. The audit links of this round end, and it cannot be opened again`,
  ),
  ...(contacts === 0 ? [] : [`The names and addresses of ${sayCount(contacts, 'former contact')}`]),
  ...(messages === 0 ? [] : [`What ${sayCount(messages, 'email')} said, and who they went to`]),
]
