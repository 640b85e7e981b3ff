import { counted, eventWords, labelled, roleWords, tally, text } from '../history/index.ts'

export const events = eventWords({
  'establishment.added': { subject: 'register', did: 'added {establishment} to the register' },
  'establishment.changed': { subject: 'register', did: 'changed {establishment} in the register' },
  'establishment.matched': {
    subject: 'register',
    did: 'gave {establishment} its number',
    more: d => [`From ${text(d.from) ?? 'none'} to ${text(d.to) ?? 'none'}`],
  },
  'establishment.set_chosen': {
    subject: 'register',
    did: 'chose the question set of {establishment}',
    more: d => [labelled('Set', d.set)],
  },
  'contact.forgotten': {
    subject: 'register',
    did: 'deleted the names of former contacts at the end of the time they are kept',
    more: d => [counted(d.contacts, 'contact')],
  },
  'contact.added': { subject: 'register', did: 'added a contact of {establishment}', more: d => [text(d.name), roleWords(d.role)] },
  'contact.changed': { subject: 'register', did: 'changed a contact of {establishment}', more: d => [text(d.name), roleWords(d.role)] },
  'contact.ended': { subject: 'register', did: 'ended a contact of {establishment}', more: d => [text(d.name), roleWords(d.role)] },
  'contact.imported': { subject: 'register', did: 'imported contacts of {establishment}' },
  'contact.carried_over': {
    subject: 'register',
    did: 'copied the contacts of predecessors to {establishment}',
    more: d => [text(d.from), counted(d.contacts, 'contact')],
  },
  'contacts.imported': {
    subject: 'register',
    did: 'imported contacts',
    more: d => [text(d.file), ...['new', 'changed'].map(name => tally(d[name], name)), tally(d.leftOut, 'left out')],
  },
  'contacts.words_explained': {
    subject: 'register',
    did: 'explained words in a file of contacts',
    more: d => (Array.isArray(d.words) ? d.words.map(text) : []),
  },
  'register.imported': {
    subject: 'register',
    did: 'imported the register',
    more: d => [text(d.file), ...['new', 'changed', 'closed', 'converted'].map(name => tally(d[name], name))],
  },
  'register.links_imported': {
    subject: 'register',
    did: 'imported predecessors and successors',
    more: d => [text(d.file), tally(d.added, 'added')],
  },
  'register.import_undone': {
    subject: 'register',
    did: 'undid an import of the register',
    more: d => [text(d.file), tally(d.removed, 'removed'), tally(d.restored, 'put back')],
  },
  'establishment.closing_undone': { subject: 'register', did: 'opened {establishment} again, by undoing an import' },
  'register.preview_discarded': { subject: 'register', did: 'discarded an import of the register', more: d => [text(d.file)] },
  'establishment.closed': { subject: 'register', did: 'marked {establishment} as closed, by an import' },
  'establishment.converted': { subject: 'register', did: 'recorded that {establishment} was converted, by an import' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
