import { eventWords } from '../history/index.ts'

export const events = eventWords({
  'review.recorded': { subject: 'samples', did: 'recorded verdicts on the evidence of {establishment}' },
  'review.concluded': { subject: 'samples', did: 'concluded the review of {establishment}' },
  'outcome.sent': { subject: 'samples', did: 'sent the outcome of the review to {establishment}' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
