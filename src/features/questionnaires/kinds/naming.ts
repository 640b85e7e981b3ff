import type { Question } from '../document.ts'

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
