import { typed, typedAll } from '../../../platform/forms/parseForm.ts'
import { errorsBy, type ErrorOf } from '../../../platform/forms/errors.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { Choice } from '../../datasets/index.ts'
import { LIST_NAMES, LISTS, type Asked, type Choosable, type List } from '../choosing.ts'

/** What a form asks for. One that says nothing of names, such as a button of its own, asks for everything with them. */
export const askedIn = (body: unknown): Asked => ({
  sheets: typedAll(body, 'sheets'),
  sets: typedAll(body, 'sets'),
  sections: typedAll(body, 'sections'),
  states: typedAll(body, 'states'),
  people: typed(body, 'people') || 'named',
  labels: typed(body, 'labels') !== '',
})

/** A choice as the form that made it would ask for it. */
export const askedFor = ({ sheets, sets, sections, states, people, labels }: Choice): Asked => ({
  sheets: sheets ?? [],
  sets: sets ?? [],
  sections: sections ?? [],
  states: states ?? [],
  people,
  labels,
})

/** The same as hidden fields. */
export const hiddenFields = (choice: Choice): { name: string; value: string }[] => {
  const asked = askedFor(choice)
  return [
    ...LIST_NAMES.flatMap(name => asked[name].map(value => ({ name, value }))),
    { name: 'people', value: asked.people },
    ...(asked.labels ? [{ name: 'labels', value: 'yes' }] : []),
  ]
}

/** The fields in which somebody chooses, filled as they were the last time. */
export function choiceFields(asked: Asked, known: Choosable, errors: readonly FormError[]) {
  const errorOf = errorsBy(errors)
  const isPart = LIST_NAMES.some(name => asked[name].length > 0) || asked.labels
  return {
    people: {
      idPrefix: 'people',
      name: 'people',
      fieldset: { legend: { text: 'Names', classes: 'govuk-fieldset__legend--s' } },
      errorMessage: errorOf('people'),
      items: [
        {
          value: 'named',
          text: 'With names',
          hint: { text: 'Of establishments, of staff and governors, and everything that was written.' },
        },
        {
          value: 'pseudonymised',
          text: 'Pseudonymised',
          hint: {
            text: 'Codes in place of names, the same in every export. Numbers, postcodes and free text are left out. It is not anonymous.',
          },
        },
      ].map(item => ({ ...item, checked: item.value === asked.people })),
    },
    isOpen: isPart || errors.length > 0,
    lists: LIST_NAMES.map(name => listField(name, asked, known, errorOf)),
    labels: {
      idPrefix: 'labels',
      name: 'labels',
      fieldset: { legend: { text: 'Labels', classes: 'govuk-fieldset__legend--s' } },
      items: [
        {
          value: 'yes',
          text: 'Show what each code means in a column beside it, in Responses wide',
          checked: asked.labels,
        },
      ],
    },
  }
}

const listField = (name: List, asked: Asked, known: Choosable, errorOf: ErrorOf) => ({
  idPrefix: name,
  name,
  classes: 'govuk-checkboxes--small',
  fieldset: { legend: { text: LISTS[name].title, classes: 'govuk-fieldset__legend--s' } },
  hint: { text: LISTS[name].hint },
  errorMessage: errorOf(name),
  items: known[name].map(({ value, text }) => ({ value, text, checked: asked[name].includes(value) })),
})
