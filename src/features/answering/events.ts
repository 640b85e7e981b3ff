import { eventWords, labelled, roleWords } from '../history/index.ts'

export const events = eventWords({
  'return.signed_off': { subject: 'returns', did: 'signed off the return of {establishment}', more: d => [roleWords(d.role)] },
  'return.signature_asked': { subject: 'returns', did: 'asked the head of {establishment} to sign', more: d => [labelled('To', d.name)] },
  'return.submitted': {
    subject: 'returns',
    did: 'submitted the return of {establishment}',
    more: d => [labelled('Receipt', d.reference), d.awaitingChair === true ? 'The chair’s sign-off is still to come' : undefined],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
