import { counted, eventWords, labelled, text, type Details } from '../history/index.ts'

const theme = ({ name }: Details): readonly (string | undefined)[] => [text(name)]
const comments = ({ name, comments: n }: Details): readonly (string | undefined)[] => [labelled('Theme', name), counted(n, 'comment')]

export const events = eventWords({
  'coding.theme_added': { subject: 'coding', did: 'added a theme of comments', more: theme },
  'coding.themes_copied': {
    subject: 'coding',
    did: 'added the themes of an earlier round to the comments',
    more: d => [labelled('From', d.from), counted(d.themes, 'theme')],
  },
  'coding.theme_changed': {
    subject: 'coding',
    did: 'changed a theme of comments',
    more: d => [text(d.name), labelled('Before', d.before)],
  },
  'coding.theme_merged': {
    subject: 'coding',
    did: 'merged two themes of comments',
    more: d => [labelled('From', d.name), labelled('Into', d.into), counted(d.comments, 'comment')],
  },
  'coding.theme_removed': { subject: 'coding', did: 'removed a theme of comments', more: comments },
  'coding.coded': { subject: 'coding', did: 'added comments to a theme', more: comments },
  'coding.taken_out': { subject: 'coding', did: 'took comments out of a theme', more: comments },
  'coding.looked_again': {
    subject: 'coding',
    did: 'looked again at comments that had changed, and left them in their themes',
    more: d => [counted(d.comments, 'comment')],
  },
  'coding.undone': { subject: 'coding', did: 'undid what they had coded', more: comments },
  'quotation.picked': { subject: 'coding', did: 'picked a quotation from what {establishment} wrote' },
  'quotation.edited': { subject: 'coding', did: 'edited a quotation of {establishment}' },
  'quotation.approved': { subject: 'coding', did: 'approved a quotation of {establishment} for publication' },
  'quotation.approval_ended': { subject: 'coding', did: 'took back the approval of a quotation of {establishment}' },
  'quotation.removed': { subject: 'coding', did: 'removed a quotation of {establishment}' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
