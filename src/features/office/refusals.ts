import { Refusal } from '../../platform/http/refusal.ts'

const toTheReturn = (returnId: number) => [{ text: 'Go to the return', href: `/returns/${returnId}` }]

export const refuse = {
  /** The same as the returns say it: the page offers the form again, with what was typed. */
  changedMeanwhile: (returnId: number) =>
    new Refusal(
      'conflict',
      'returns.changed_meanwhile',
      'This return has changed since you opened the page',
      ['Nothing was done. Look at the return as it is now, then decide again.'],
      toTheReturn(returnId),
    ),
  notExcused: (returnId: number) =>
    new Refusal('conflict', 'office.not_excused', 'This return is expected already', ['Nothing was changed.'], toTheReturn(returnId)),
}
