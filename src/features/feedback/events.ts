import { counted, eventWords } from '../history/index.ts'

export const events = eventWords({
  'feedback.drafted': {
    subject: 'feedback',
    did: 'had feedback drafted',
    more: d => [counted(d.establishments, 'establishment')],
  },
  'feedback.texts_written': { subject: 'feedback', did: 'wrote what the feedback says to all' },
  'feedback.remark_written': { subject: 'feedback', did: 'wrote to {establishment} in its feedback' },
  'feedback.sent': { subject: 'feedback', did: 'sent {establishment} its feedback', more: d => [counted(d.letters, 'letter')] },
  'feedback.sent_again': {
    subject: 'feedback',
    did: 'sent {establishment} the letter about its feedback again',
    more: d => [counted(d.letters, 'letter')],
  },
  'feedback.acknowledged': { subject: 'feedback', did: 'said that {establishment} has read its feedback' },
  'feedback.reply_answered': { subject: 'feedback', did: 'answered the reply of {establishment} to its feedback' },
  'feedback.reply_ticked': { subject: 'feedback', did: 'said that the reply of {establishment} to its feedback needs no answer' },
  'feedback.reply_unticked': {
    subject: 'feedback',
    did: 'said that the reply of {establishment} to its feedback waits for an answer again',
  },
  'feedback.replied': { subject: 'feedback', did: 'replied to the feedback of {establishment}' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
