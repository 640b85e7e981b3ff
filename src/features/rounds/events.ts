import { counted, eventWords, labelled, list, tally, text } from '../history/index.ts'

export const events = eventWords({
  'round.created': { subject: 'rounds', did: 'prepared the round' },
  'round.changed': {
    subject: 'rounds',
    did: 'changed the round',
    more: d => [list('Changed', d.changed), tally(d.chosenAgain, 'given another question set')],
  },
  'round.opened': { subject: 'rounds', did: 'opened the round', more: d => [counted(d.establishments, 'establishment')] },
  'round.closed': { subject: 'rounds', did: 'closed the round' },
  'round.reopened': { subject: 'rounds', did: 'opened the round again' },
  'round.discarded': { subject: 'rounds', did: 'threw a round away before it was opened', more: d => [text(d.name)] },
  'round.establishments_added': {
    subject: 'rounds',
    did: 'added establishments to the round',
    more: d => [counted(d.added, 'establishment')],
  },
  'round.establishments_removed': {
    subject: 'rounds',
    did: 'took establishments out of the round',
    more: d => [counted(d.removed, 'establishment')],
  },
  'round.sets_chosen': {
    subject: 'rounds',
    did: 'chose a question set for establishments',
    more: d => [counted(d.changed, 'establishment'), labelled('Set', d.set)],
  },
  'round.versions_taken': { subject: 'rounds', did: 'took newer versions of the question sets into the round' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
