import { z } from 'zod'
import { errorsBy } from '../../platform/forms/errors.ts'
import { optionalText } from '../../platform/forms/fields.ts'
import { typed, type FormError } from '../../platform/forms/parseForm.ts'
import { ACTION_STATES, STATE_WORDS, type ActionState } from './action.ts'
import { LONGEST_ACTION } from './longest.ts'

/** How an action stands as it was chosen in a form, and why it was dropped. */
export type TypedState = { state: string; droppedReason: string }
export const typedState = (body: unknown): TypedState => ({ state: typed(body, 'state'), droppedReason: typed(body, 'droppedReason') })

/** The choice of how an action stands, and the box for why it was dropped: the same wherever it is said. */
export function stateFields({ state, droppedReason }: TypedState, errors: readonly FormError[]) {
  const errorOf = errorsBy(errors)
  return {
    state: {
      idPrefix: 'state',
      name: 'state',
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: 'How does it stand now?', classes: 'govuk-fieldset__legend--s' } },
      items: ACTION_STATES.map(value => ({ value, text: STATE_WORDS[value].words, checked: state === value })),
      errorMessage: errorOf('state'),
    },
    droppedReason: {
      id: 'droppedReason',
      name: 'droppedReason',
      limit: LONGEST_ACTION.droppedReason,
      label: { text: 'If it is dropped, why?' },
      value: droppedReason,
      errorMessage: errorOf('droppedReason'),
    },
  }
}

/** How an action stands, by the names of its boxes. */
export const stateForm = {
  state: z.enum(ACTION_STATES, { error: 'Choose how it stands now' }),
  droppedReason: optionalText('The reason', LONGEST_ACTION.droppedReason),
}

/** Whoever drops an action says why. */
export const saysWhyDropped = ({ state, droppedReason }: { state?: ActionState | undefined; droppedReason: string }): boolean =>
  state !== 'dropped' || droppedReason !== ''
export const WHY_DROPPED = { path: ['droppedReason'], message: 'Say why it was dropped' }
