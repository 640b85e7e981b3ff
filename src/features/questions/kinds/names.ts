import type { BaseQuestion } from './base.ts'

/** The three parts of a response in a form: the answer, the comment, the action. */
export type Box = 'a' | 'c' | 'x'
type Path = readonly (string | number)[]

export const nameIn = (box: Box, q: { key: string }, path: Path = []): string => [box, q.key, ...path].join('.')
/** The id of a form field: its name with dashes, so that an error can link to it. */
export const idIn = (box: Box, q: { key: string }, path: Path = []): string => [box, q.key, ...path].join('-')

/** The name of an answer's field: a.<key>, then the parts. */
export const fieldName = (q: { key: string }, ...path: Path): string => nameIn('a', q, path)
export const fieldId = (q: { key: string }, ...path: Path): string => idIn('a', q, path)
const SHORT_ENOUGH = 60

/**
 * How an error message names a question, so that "… must be a real date" reads as a sentence:
 * its short label, its label when that is short and no question, or else "Your answer to “…”".
 */
export const subjectOf = (q: Pick<BaseQuestion, 'label' | 'shortLabel'>): string => {
  if (q.shortLabel) return q.shortLabel
  const label = q.label.trim().replace(/[.:]$/, '')
  return label.length <= SHORT_ENOUGH && !label.endsWith('?') ? label : `Your answer to “${label}”`
}

/** The label of a question in a form. Most are required, so the others say that they are not. */
export const labelOf = (q: { label: string; required?: boolean | undefined }): string =>
  q.required === false ? `${q.label} (optional)` : q.label

/** A question's name inside a sentence: "Email address for “Who is the headteacher?”". */
export const quoted = (q: Pick<BaseQuestion, 'label' | 'shortLabel'>): string => q.shortLabel ?? `“${q.label}”`
