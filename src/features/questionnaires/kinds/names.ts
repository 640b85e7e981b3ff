import type { Question } from '../document.ts'

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
export const subjectOf = (q: Pick<Question, 'label' | 'shortLabel'>): string => {
  if (q.shortLabel) return q.shortLabel
  const label = q.label.trim().replace(/[.:]$/, '')
  return label.length <= SHORT_ENOUGH && !label.endsWith('?') ? label : `Your answer to “${shortened(label)}”`
}

/** The label of a question in a form. Most are required, so the others say that they are not. */
export const labelOf = (q: { label: string; required?: boolean | undefined }): string =>
  q.required === false ? `${q.label} (optional)` : q.label

/** A question's name inside a sentence: "Email address for “Who is the headteacher?”". */
export const quoted = (q: Pick<Question, 'label' | 'shortLabel'>): string => (q.shortLabel ? q.shortLabel : `“${shortened(q.label)}”`)

/** A text cut after a whole word, with an ellipsis when something was cut. */
export const shortened = (text: string, length = SHORT_ENOUGH): string => {
  if (text.length <= length) return text
  const cut = text.slice(0, length).toWellFormed()
  const space = cut.lastIndexOf(' ')
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.]+$/, '')}…`
}

/** A text as paragraphs: an author splits them by a blank line. */
export const paragraphs = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim())
    .filter(paragraph => paragraph !== '')

/** A word of the author's as the start of a line. */
export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
