import { eventWords, labelled, type Details } from '../history/index.ts'

const whole = ({ audience }: Details) => (audience === 'whole' ? 'With every number' : undefined)

export const events = eventWords({
  'report.requested': { subject: 'reports', did: 'asked for a report of the round', more: d => [whole(d)] },
  'report.made': { subject: 'reports', did: 'made a report of the round', more: d => [labelled('For', d.requestedBy), whole(d)] },
  'report.failed': { subject: 'reports', did: 'could not make a report of the round' },
  'report.downloaded': { subject: 'reports', did: 'downloaded a report of the round as a Word file', more: d => [whole(d)] },
  'report.removed': { subject: 'reports', did: 'removed a report of the round', more: d => [whole(d)] },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
