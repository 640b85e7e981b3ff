import { eventWords, labelled } from '../history/index.ts'

export const events = eventWords({
  'return.signature_asked': { subject: 'returns', did: 'asked the head of {establishment} to sign', more: d => [labelled('To', d.name)] },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
