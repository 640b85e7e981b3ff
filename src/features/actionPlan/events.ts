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
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
