import { day, eventWords, labelled, text, type Details } from '../history/index.ts'

const visit = ({ visitedOn, visitors, met, copyLeftWith }: Details): readonly (string | undefined)[] => [
  day('On', visitedOn),
  labelled('Visited by', visitors),
  labelled('They met', met),
  labelled('A copy was left with', copyLeftWith),
]

export const events = eventWords({
  'review.recorded': { subject: 'samples', did: 'recorded verdicts on the evidence of {establishment}' },
  'review.concluded': { subject: 'samples', did: 'concluded the review of {establishment}' },
  'visit.recorded': { subject: 'samples', did: 'recorded a visit to {establishment}', more: visit },
  'visit.changed': { subject: 'samples', did: 'changed the note of a visit to {establishment}', more: visit },
  'visit.removed': { subject: 'samples', did: 'removed the note of a visit to {establishment}', more: visit },
  'visit.restored': { subject: 'samples', did: 'brought back the note of a visit to {establishment}', more: visit },
  'rubric.written': {
    subject: 'samples',
    did: 'changed what good evidence shows',
    more: d => [text(d.title), labelled('Now', d.body), labelled('Their own words before', d.before)],
  },
  'rubric.reset': {
    subject: 'samples',
    did: 'went back to the default of what good evidence shows',
    more: d => [text(d.title), labelled('Their own words before', d.before)],
  },
  'outcome.sent': { subject: 'samples', did: 'sent the outcome of the review to {establishment}' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
