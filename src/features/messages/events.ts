import { counted, eventWords } from '../history/index.ts'

export const events = eventWords({
  'message.retried': { subject: 'links', did: 'sent a message that had not left to {establishment}' },
  'message.forgotten': {
    subject: 'links',
    did: 'deleted emails at the end of the time they are kept',
    more: d => [counted(d.messages, 'message')],
  },
  'message.kept_sent': {
    subject: 'links',
    did: 'sent the messages that were kept while no email was being sent',
    more: d => [counted(d.messages, 'message'), `${counted(d.left, 'message') ?? 'None'} left out`],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
