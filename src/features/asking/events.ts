import { day, eventWords, labelled, text } from '../history/index.ts'

export const events = eventWords({
  'return.time_asked': {
    subject: 'extensions',
    did: 'asked for more time for the return of {establishment}',
    more: d => [day('Until', d.until)],
  },
  'return.question_asked': {
    subject: 'returns',
    did: 'asked about a question of the return of {establishment}',
    more: d => [text(d.label)],
  },
  'return.question_answered': {
    subject: 'returns',
    did: 'answered what {establishment} asked about a question',
    more: d => [text(d.label), d.toAll === true ? 'Shown to everyone with the same questionnaire' : undefined],
  },
  'clarification.published': {
    subject: 'rounds',
    did: 'published a clarification of a question',
    more: d => [text(d.label), labelled('It says', d.text)],
  },
  'clarification.corrected': {
    subject: 'rounds',
    did: 'corrected a clarification of a question',
    more: d => [text(d.label), labelled('It says now', d.text)],
  },
  'clarification.withdrawn': { subject: 'rounds', did: 'withdrew the clarification of a question', more: d => [text(d.label)] },
  'return.reopening_asked': { subject: 'returns', did: 'asked to open the return of {establishment} again' },
  'return.reopening_refused': { subject: 'returns', did: 'did not open the return of {establishment} again, as it asked' },
  'return.time_refused': { subject: 'extensions', did: 'did not give {establishment} the time that it asked for' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
