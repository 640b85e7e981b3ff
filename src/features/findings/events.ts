import { eventWords, labelled, text, type Details } from '../history/index.ts'

function finding({ statement, n, of }: Details): readonly (string | undefined)[] {
  return [text(statement), typeof n === 'number' && typeof of === 'number' ? `${n} of ${of}` : undefined]
}

export const events = eventWords({
  'finding.created': { subject: 'findings', did: 'wrote a finding', more: finding },
  'finding.changed': { subject: 'findings', did: 'changed a finding', more: finding },
  'finding.recounted': { subject: 'findings', did: 'counted the findings again', former: true },
  'finding.moved': { subject: 'findings', did: 'moved a finding' },
  'finding.action_linked': { subject: 'findings', did: 'linked an action with a finding', more: finding },
  'finding.action_unlinked': { subject: 'findings', did: 'took an action off a finding', more: finding },
  'finding.change_said': {
    subject: 'findings',
    did: 'let a finding say how it has changed',
    more: d => [...finding(d), labelled('Since', d.since)],
  },
  'finding.change_left_out': { subject: 'findings', did: 'let a finding no longer say how it has changed', more: finding },
  'finding.deleted': { subject: 'findings', did: 'removed a finding', more: finding },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
