import { eventWords, number, text } from '../history/index.ts'

export const events = eventWords({
  'questionnaire.set_added': { subject: 'questionnaires', did: 'added a question set', more: d => [`Set ${text(d.set) ?? ''}`] },
  'questionnaire.draft_started': {
    subject: 'questionnaires',
    did: 'started a draft of a question set',
    more: d => [`Set ${text(d.set) ?? ''}`],
  },
  'questionnaire.draft_changed': {
    subject: 'questionnaires',
    did: 'changed the draft of a question set',
    more: d => [`Set ${text(d.set) ?? ''}`],
  },
  'questionnaire.draft_discarded': {
    subject: 'questionnaires',
    did: 'discarded the draft of a question set',
    more: d => [`Set ${text(d.set) ?? ''}`],
  },
  'questionnaire.published': {
    subject: 'questionnaires',
    did: 'published a question set',
    more: d => [`Set ${text(d.set) ?? ''}, version ${number(d.version) ?? ''}`],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
