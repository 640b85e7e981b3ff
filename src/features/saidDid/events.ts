import { eventWords, labelled, text, type Details } from '../history/index.ts'

const theme = ({ title }: Details): readonly (string | undefined)[] => [text(title)]

export const events = eventWords({
  'theme.added': { subject: 'saidDid', did: 'added a theme to what the audit said', more: theme },
  'theme.changed': {
    subject: 'saidDid',
    did: 'changed a theme of what the audit said',
    more: d => [text(d.title), labelled('The audit said', d.statement)],
  },
  'theme.moved': { subject: 'saidDid', did: 'moved a theme of what the audit said', more: theme },
  'theme.removed': { subject: 'saidDid', did: 'removed a theme from what the audit said', more: theme },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
