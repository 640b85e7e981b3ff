import { eventWords, instant, labelled } from '../history/index.ts'

export const events = eventWords({
  'return.extended': {
    subject: 'extensions',
    did: 'granted an extension to {establishment}',
    more: d => [instant('Until', d.to), instant('It was due at', d.from), labelled('Reason', d.reason)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
