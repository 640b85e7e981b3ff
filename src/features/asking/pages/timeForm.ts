import { errorsBy } from '../../../platform/forms/errors.ts'
import { dayField, timeField, typedMoment, type TypedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { OpenRequest } from '../store.ts'
import { momentAsked } from '../timeAsked.ts'

/** What was typed into the answer to a request for more time. */
export type TimeGiven = { answer: string; due: TypedMoment; refusal: string }

export const timeGiven = (body: unknown): TimeGiven => ({
  answer: typed(body, 'answer'),
  due: typedMoment(body, 'due'),
  refusal: typed(body, 'refusal'),
})

/** The moment that granting as asked comes to, by the due date as it was when more time was asked for. */
export const askedMoment = ({ wantedOn, dueAtThen }: OpenRequest): Date => momentAsked(wantedOn ?? '', dueAtThen)

/** The three answers to a request for more time; the day that was asked for is not offered once it has passed. */
export function timeForm(
  request: OpenRequest,
  { answer, due, refusal }: TimeGiven,
  { errors, now }: { errors: readonly FormError[]; now: Date },
) {
  const asked = askedMoment(request)
  return {
    answer: {
      idPrefix: 'answer',
      name: 'answer',
      fieldset: { legend: { text: 'What do you answer?', classes: 'govuk-fieldset__legend--m' } },
      errorMessage: errorsBy(errors)('answer'),
      items: [
        ...(asked > now
          ? [{ value: 'as_asked', text: `Give more time until ${sayInstant(asked)}, as they asked`, checked: answer === 'as_asked' }]
          : []),
        { value: 'another', text: 'Give more time until another date', checked: answer === 'another' },
        { value: 'refuse', text: 'Do not give more time', checked: answer === 'refuse' },
      ],
    },
    due: dayField('due', 'New due date', 'For example, 27 3 2027', due, errors),
    time: timeField('due', 'Time', due, errors),
    refusal: refusalField(refusal, errors),
  }
}

/** The reason for saying no, as the establishment reads it. */
export const refusalField = (refusal: string, errors: readonly FormError[]) => ({
  id: 'refusal',
  name: 'refusal',
  limit: 1_000,
  label: { text: 'Why not?', classes: 'govuk-label--s' },
  hint: { text: 'They read this in an email and in their return.' },
  rows: 4,
  value: refusal,
  errorMessage: errorsBy(errors)('refusal'),
})
