import { errorsBy } from '../../platform/forms/errors.ts'
import { typed, type FormError } from '../../platform/forms/parseForm.ts'
import type { ActionText } from './action.ts'
import { LONGEST_ACTION } from './longest.ts'

/** What was typed into the boxes of an action, to be shown again. */
export const typedAction = (body: unknown): ActionText => ({
  what: typed(body, 'what'),
  timescale: typed(body, 'timescale'),
  lead: typed(body, 'lead'),
  outcomeMeasure: typed(body, 'outcomeMeasure'),
  remark: typed(body, 'remark'),
})

export const NO_TEXT: ActionText = { what: '', timescale: '', lead: '', outcomeMeasure: '', remark: '' }

/** The boxes of an action, as the view `actions/fields` draws them: the same wherever one is written. */
export function actionFields(text: ActionText, errors: readonly FormError[]) {
  const errorOf = errorsBy(errors)
  const box = (id: keyof ActionText, label: string, hint: string, rows: number) => ({
    id,
    name: id,
    limit: LONGEST_ACTION[id],
    label: { text: label, classes: 'govuk-label--s' },
    ...(hint === '' ? {} : { hint: { text: hint } }),
    rows,
    value: text[id],
    errorMessage: errorOf(id),
  })
  return {
    what: box('what', 'What is to be done?', '', 3),
    timescale: box(
      'timescale',
      'When? (optional)',
      'As you would write it: “by 31 March 2027”, “Q2 2026/27”, “Quarterly”. It stays as written; next to it we show the date that we read.',
      1,
    ),
    lead: box(
      'lead',
      'Who leads it? (optional)',
      'A person with their organisation, a post, a group or a body. Put several on lines of their own. Write “(tbc)” after someone who is still to be confirmed.',
      2,
    ),
    outcomeMeasure: box('outcomeMeasure', 'How will you know that it worked? (optional)', 'The outcome measure.', 3),
    remark: box('remark', 'Remark (optional)', '', 2),
  }
}
