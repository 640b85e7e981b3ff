import { eventWords, labelled } from '../history/index.ts'

export const events = eventWords({
  'export.requested': { subject: 'exports', did: 'asked for the workbook of the round' },
  'export.made': { subject: 'exports', did: 'made the workbook of the round', more: d => [labelled('For', d.requestedBy)] },
  'export.failed': { subject: 'exports', did: 'could not make the workbook of the round' },
  'export.downloaded': { subject: 'exports', did: 'downloaded the workbook of the round' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
