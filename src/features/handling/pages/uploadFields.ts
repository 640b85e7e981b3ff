import { dayField, type TypedMoment } from '../../../platform/forms/moment.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { accepted } from '../../evidence/index.ts'

/** A file that was not taken in, and why. */
export type RefusedFile = { name: string; why: string }

/** The box for files, with what may be chosen and what is wrong with what was. */
export function filesField(label: string, megabytes: number, errors: readonly string[]) {
  return {
    id: 'files',
    name: 'files',
    label,
    hint: accepted.sayLimits(megabytes),
    errors,
  }
}

export const receivedField = (boxes: TypedMoment, errors: readonly FormError[]) =>
  dayField('received', 'When was it received?', 'The day on which the email or the envelope arrived. For example, 27 3 2027', boxes, errors)

export const errorLines = (refused: readonly RefusedFile[]): string[] => refused.map(({ name, why }) => `${name}: ${why}`)

export const keptWords = (added: number): string =>
  added === 0 ? '' : added === 1 ? 'One document was added. ' : `${added} documents were added. `
