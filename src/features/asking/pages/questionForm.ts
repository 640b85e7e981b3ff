import { errorsBy } from '../../../platform/forms/errors.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { Clarification } from '../clarificationStore.ts'

/** What was typed into the answer to a question. */
export type QuestionGiven = { text: string; to: string }

export const questionGiven = (body: unknown): QuestionGiven => ({ text: typed(body, 'answer'), to: typed(body, 'to') })

/** The answer to a question, and who is to read it. @param latest what all are told about it already */
export function questionForm({ text, to }: QuestionGiven, latest: Clarification | undefined, errors: readonly FormError[]) {
  const errorOf = errorsBy(errors)
  const told = latest !== undefined && latest.text !== '' ? latest : undefined
  return {
    seen: latest?.number ?? 0,
    told: told
      ? {
          text: told.text,
          line: `Everyone in this round who has the same questionnaire as this establishment reads this clarification. ${told.byName} wrote it at ${sayInstant(told.at)}.`,
        }
      : null,
    text: {
      id: 'answer',
      name: 'answer',
      limit: 1_000,
      label: { text: 'Your answer', classes: 'govuk-label--s' },
      hint: { text: 'Write nothing that identifies a child. Where everyone reads it, write nothing that identifies a school.' },
      rows: 5,
      value: text,
      errorMessage: errorOf('answer'),
    },
    to: {
      idPrefix: 'to',
      name: 'to',
      fieldset: { legend: { text: 'Who reads the answer?', classes: 'govuk-fieldset__legend--s' } },
      errorMessage: errorOf('to'),
      items: [
        { value: 'asker', text: 'Only the establishment that asked', checked: to === 'asker' },
        {
          value: 'all',
          text: 'Everyone in this round who has the same questionnaire as this establishment',
          hint: {
            text: `They see it next to the question as a clarification, without who asked.${told ? ' It replaces the clarification above.' : ''}`,
          },
          checked: to === 'all',
        },
      ],
    },
  }
}
