import { counted, eventWords, labelled, list, text, type Details } from '../history/index.ts'

const answer = ({ title, what }: Details): readonly (string | undefined)[] => [labelled('Theme', title), text(what)]
const theme = ({ title }: Details): readonly (string | undefined)[] => [text(title)]

export const events = eventWords({
  'theme.added': {
    subject: 'saidDid',
    did: 'added a theme to what the audit said',
    more: d => [text(d.title), list('Answers', d.answers)],
  },
  'theme.changed': {
    subject: 'saidDid',
    did: 'changed a theme of what the audit said',
    more: d => [text(d.title), labelled('The audit said', d.statement)],
  },
  'theme.moved': { subject: 'saidDid', did: 'moved a theme of what the audit said', more: theme },
  'theme.removed': { subject: 'saidDid', did: 'removed a theme from what the audit said', more: theme },
  'answer.added': { subject: 'saidDid', did: 'added an answer to what the audit said', more: answer },
  'answer.placed': {
    subject: 'saidDid',
    did: 'made actions answers to what the audit said',
    more: d => [labelled('Theme', d.title), list('Answers', d.what)],
  },
  'answer.names_decided': {
    subject: 'saidDid',
    did: 'decided whether the people who lead an answer may be named',
    more: d => [text(d.what), d.namesPublic === true ? 'They may be named' : 'They may not be named'],
  },
  'answer.moved': { subject: 'saidDid', did: 'moved an answer to what the audit said', more: answer },
  'answer.removed': { subject: 'saidDid', did: 'took an answer out of a theme', more: answer },
  'said_did.imported': {
    subject: 'saidDid',
    did: 'imported a workbook of themes and answers',
    more: d => [text(d.file), counted(d.changes, 'change')],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
