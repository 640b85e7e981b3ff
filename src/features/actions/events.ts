import { eventWords, labelled, text, type Details } from '../history/index.ts'
import { STATE_WORDS, type ActionState } from './action.ts'

const action = ({ what }: Details): readonly (string | undefined)[] => [text(what)]

const stateWords = (state: unknown): string | undefined =>
  typeof state === 'string' && Object.hasOwn(STATE_WORDS, state) ? STATE_WORDS[state as ActionState].words : undefined

function progress({ what, state, before, note, droppedReason }: Details): readonly (string | undefined)[] {
  const was = before === state ? undefined : stateWords(before)
  return [text(what), labelled('State', stateWords(state)), labelled('Before', was), text(note), labelled('Dropped because', droppedReason)]
}

export const events = eventWords({
  'action.created': { subject: 'plans', did: 'wrote an action', more: action },
  'action.changed': { subject: 'plans', did: 'changed an action', more: action },
  'action.lead_changed': {
    subject: 'plans',
    did: 'said who leads an action',
    more: ({ what, lead }) => [text(what), labelled('Lead', lead)],
  },
  'action.progressed': { subject: 'plans', did: 'told how far an action is', more: progress },
  'action.reminded': {
    subject: 'plans',
    did: 'wrote to who leads an action that is due',
    more: ({ what, lead }) => [text(what), labelled('Lead', lead)],
  },
  'action.link_ended': {
    subject: 'plans',
    did: 'ended a link to report progress',
    more: ({ what, lead }) => [text(what), labelled('Lead', lead)],
  },
  'action.deleted': { subject: 'plans', did: 'removed an action', more: action },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
