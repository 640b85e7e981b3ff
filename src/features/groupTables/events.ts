import { eventWords, text } from '../history/index.ts'

export const events = eventWords({
  'group_table.added': { subject: 'publications', did: 'added a table by group to what is to be published', more: d => [text(d.title)] },
  'group_table.removed': {
    subject: 'publications',
    did: 'removed a table by group from what is to be published',
    more: d => [text(d.title)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
