import { counted, eventWords, labelled } from '../history/index.ts'

export const events = eventWords({
  'return.workbook_read': {
    subject: 'returns',
    did: 'saved the answers of a workbook in the return of {establishment}',
    more: d => [counted(d.answers, 'answer'), labelled('File', d.file)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
