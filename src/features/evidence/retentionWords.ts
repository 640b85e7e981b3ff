import { sayDay } from '../../platform/london.ts'
import { sayNumber } from '../../platform/say.ts'
import type { Outdated } from './retentionActions.ts'

/** What is older than it is kept, a line for each round and one for contacts; none where nothing is. */
export const outdatedLines = ({ rounds, contacts }: Outdated): string[] => [
  ...rounds.map(
    ({ round, closedAt, files }) =>
      `${files === 1 ? 'One document' : `${sayNumber(files)} documents`} of ${round}, closed on ${sayDay(closedAt)}`,
  ),
  ...(contacts === 0
    ? []
    : [
        contacts === 1 ? 'The name and address of one former contact' : `The names and addresses of ${sayNumber(contacts)} former contacts`,
      ]),
]
