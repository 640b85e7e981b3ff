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
  'feedback.acknowledged': { subject: 'feedback', did: 'said that {establishment} has read its feedback' },
  'feedback.replied': { subject: 'feedback', did: 'replied to the feedback of {establishment}' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
