import { eventWords, labelled, type Details } from '../history/index.ts'

const pseudonymised = ({ people }: Details) => (people === 'pseudonymised' ? 'Pseudonymised' : undefined)

export const events = eventWords({
  'export.requested': { subject: 'exports', did: 'asked for an export of the round', more: d => [pseudonymised(d)] },
  'export.made': { subject: 'exports', did: 'made an export of the round', more: d => [labelled('For', d.requestedBy), pseudonymised(d)] },
  'export.failed': { subject: 'exports', did: 'could not make an export of the round' },
  'export.downloaded': { subject: 'exports', did: 'downloaded an export of the round' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
