import { counted, day, eventWords, labelled, list, tally, text, type Details } from '../history/index.ts'

const visit = ({ visitedOn, visitors, met, copyLeftWith }: Details): readonly (string | undefined)[] => [
  day('On', visitedOn),
  labelled('Visited by', visitors),
  labelled('They met', met),
  labelled('A copy was left with', copyLeftWith),
]

/** "As the second reviewer, who does not see what the first finds": of the first nothing is said. */
const asSecond = (d: Details): string | undefined => (d.reading === 'second' ? 'As the second reviewer' : undefined)

export const events = eventWords({
  // What was found is not said: while two review, the history may not tell one of them of the other's verdicts.
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
  'reviews.shared_out': {
    subject: 'samples',
    did: 'shared out the reviews of a dip sample',
    more: d => [text(d.name), counted(d.given, 'review'), tally(d.second, 'as the second reviewer'), list('Reviewers', d.reviewers)],
  },
  'review.given': {
    subject: 'samples',
    did: 'gave the review of {establishment} to a reviewer',
    more: d => [labelled('Reviewer', d.reviewer), asSecond(d), labelled('Reason', d.reason)],
  },
  'review.taken_away': {
    subject: 'samples',
    did: 'took the review of {establishment} from a reviewer',
    more: d => [labelled('Reviewer', d.reviewer), asSecond(d), labelled('Reason', d.reason)],
  },
  'review.finished': {
    subject: 'samples',
    did: 'finished their review of {establishment}',
    more: d => [asSecond(d), tally(d.missing, 'of its questions without a verdict')],
  },
  'review.opened_again': { subject: 'samples', did: 'opened their review of {establishment} again', more: d => [asSecond(d)] },
  'review.moderated': { subject: 'samples', did: 'settled what the reviewers of {establishment} differed about' },
  'review.moderation_taken_back': { subject: 'samples', did: 'took back what was settled between the reviewers of {establishment}' },
  'interest.declared': {
    subject: 'samples',
    did: 'declared an interest in {establishment}, and so does not review it',
    more: d => [labelled('On behalf of', d.reviewer), labelled('Reason', d.reason)],
  },
  'interest.ended': {
    subject: 'samples',
    did: 'ended an interest in {establishment}',
    more: d => [labelled('On behalf of', d.reviewer)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
