import { eventWords } from '../history/index.ts'

export const events = eventWords({
  'partnership.settings_changed': {
    subject: 'settings',
    did: 'changed the settings of the partnership',
    more: d => (Array.isArray(d.changes) ? d.changes.filter(change => typeof change === 'string') : []),
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
