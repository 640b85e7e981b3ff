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
  'questionnaire.questions_chosen': {
    subject: 'questionnaires',
    did: 'chose the questions of a question set',
    more: d => [`Set ${text(d.set) ?? ''}`, sayChosen(d)],
  },
  'questionnaire.choice_undone': {
    subject: 'questionnaires',
    did: 'undid the last choice of questions of a question set',
    more: d => [`Set ${text(d.set) ?? ''}`, sayChosen(d)],
  },
  'questionnaire.published': {
    subject: 'questionnaires',
    did: 'published a question set',
    more: d => [`Set ${text(d.set) ?? ''}, version ${number(d.version) ?? ''}`],
  },
})

const sayChosen = (d: Record<string, unknown>): string =>
  `${number(d.compulsory) ?? ''} compulsory, ${number(d.optional) ?? ''} optional, ${number(d.leftOut) ?? ''} left out`

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
