import { Refusal } from '../../platform/http/refusal.ts'

const toTheReturn = (returnId: number) => [{ text: 'Go to the return', href: `/returns/${returnId}` }]

export const refuse = {
  notExcused: (returnId: number) =>
    new Refusal('conflict', 'office.not_excused', 'This return is expected already', ['Nothing was changed.'], toTheReturn(returnId)),
}
