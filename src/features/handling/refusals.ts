import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

const toTheReturn = (returnId: Id<'return'>) => [{ text: 'Go to the return', href: `/returns/${returnId}` }]

export const refuse = {
  /** The page offers the form again, with what was typed. */
  changedMeanwhile: (returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'returns.changed_meanwhile',
      'This return has changed since you opened the page',
      ['Nothing was done. Look at the return as it is now, then decide again.'],
      toTheReturn(returnId),
    ),
  cannotCover: (returnId: Id<'return'>, fault: string) =>
    new Refusal('conflict', 'returns.cannot_cover', `${fault}.`, ['Nothing was changed.'], toTheReturn(returnId)),
  notExcused: (returnId: Id<'return'>) =>
    new Refusal('conflict', 'returns.not_excused', 'This return is expected already', ['Nothing was changed.'], toTheReturn(returnId)),
}
