import { eventWords, labelled, text } from '../history/index.ts'
import { PLAN_STATES } from './plan.ts'
import { PLAN_STATE_WORDS } from './planWords.ts'

export const events = eventWords({
  'action_plan.progressed': {
    subject: 'returns',
    did: 'said how far an action of {establishment} is',
    more: ({ about, state }) => [
      text(about),
      labelled('Progress', PLAN_STATES.flatMap(known => (known === state ? [PLAN_STATE_WORDS[known].words] : []))[0]),
    ],
  },
  'action_plan.reminded': {
    subject: 'returns',
    did: 'reminded someone of the action plan of {establishment}',
    more: ({ about }) => [text(about)],
  },
  'action_plan.reminders_turned': {
    subject: 'returns',
    did: 'turned reminders of an action of {establishment} on or off',
    more: ({ about, isOn }) => [text(about), labelled('Reminders', isOn === true ? 'On' : 'Off')],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
