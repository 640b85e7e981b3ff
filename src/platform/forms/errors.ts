import type { ErrorSummaryItem } from '../http/page.ts'
import type { FormError } from './parseForm.ts'

/** Finds what is wrong with one field, as the `errorMessage` of a component takes it. */
export const errorsBy =
  (errors: readonly FormError[]) =>
  (wanted: string): { text: string } | undefined => {
    const found = errors.find(({ field }) => field === wanted)
    return found && { text: found.message }
  }
export type ErrorOf = ReturnType<typeof errorsBy>

/** The lines of the error summary, each of which leads to its field. */
export const summaryOf = (errors: readonly FormError[]): ErrorSummaryItem[] =>
  errors.map(({ field, message }) => ({ text: message, href: `#${field}` }))
