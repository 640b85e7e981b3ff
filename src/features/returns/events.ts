import { counted, eventWords, tally, text } from '../history/index.ts'

export const events = eventWords({
  'return.saved': {
    subject: 'returns',
    did: 'saved answers of {establishment}',
    more: d => [
      text(d.title),
      counted(d.questions, 'question'),
      tally(d.again, 'used again from the last return'),
      Array.isArray(d.cancelled) ? 'This cancelled the signatures that were there' : undefined,
    ],
  },
  'return.keyed_in': {
    subject: 'returns',
    did: 'keyed in answers of {establishment}',
    more: d => [text(d.title), counted(d.questions, 'question'), tally(d.changed, 'of them changed an earlier answer')],
  },
  'return.chosen_over': {
    subject: 'returns',
    did: 'chose their own text over that of someone else in the return of {establishment}',
    more: d => [text(d.label), typeof d.part === 'string' ? `The ${d.part}` : undefined],
  },
  'return.cover_ended': {
    subject: 'returns',
    did: 'asked {establishment} for its return again, because no other return covers it now',
    more: d => [text(d.covering), text(d.why)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
