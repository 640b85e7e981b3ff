import { day, eventWords } from '../history/index.ts'

export const events = eventWords({
  'return.time_asked': {
    subject: 'extensions',
    did: 'asked for more time for the return of {establishment}',
    more: d => [day('Until', d.until)],
  },
  'return.time_refused': { subject: 'extensions', did: 'did not give {establishment} the time that it asked for' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
