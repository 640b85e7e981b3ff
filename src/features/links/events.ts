import { eventWords, labelled, roleWords } from '../history/index.ts'

export const events = eventWords({
  'invitation.issued': { subject: 'links', did: 'issued an audit link to {establishment}', more: d => [labelled('To', d.name)] },
  'invitation.revoked': {
    subject: 'links',
    did: 'ended an audit link of {establishment}',
    more: d => [labelled('Of', d.name), labelled('Reason', d.reason)],
  },
  'invitation.moved': {
    subject: 'links',
    did: 'moved an audit link of {establishment}',
    more: d => [labelled('From', d.from), labelled('To', d.to), labelled('Because', d.reason)],
  },
  'invitation.shown': { subject: 'links', did: 'looked at the audit link of {establishment}', more: d => [labelled('Of', d.name)] },
  'invitation.opened': { subject: 'links', did: 'opened the audit link of {establishment}' },
  'contributor.ended': {
    subject: 'links',
    did: 'ended the access of a person to the return of {establishment}',
    more: d => [labelled('Of', d.name)],
  },
  'contributor.entered': {
    subject: 'links',
    did: 'said who they are, by the audit link of {establishment}',
    more: d => [roleWords(d.role)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
