import { eventWords, labelled, roleWords, text } from '../history/index.ts'
import { signatures } from '../returns/index.ts'

const unusual = (codes: unknown) =>
  Array.isArray(codes) ? codes.flatMap(code => signatures.UNUSUAL_WORDS[code as signatures.Unusual] ?? []) : []

export const events = eventWords({
  'return.signed_off': {
    subject: 'returns',
    did: 'signed off the return of {establishment}',
    more: d => [roleWords(d.role), labelled('Minute', d.minute), ...unusual(d.unusual)],
  },
  'return.submitted': {
    subject: 'returns',
    did: 'submitted the return of {establishment}',
    more: d => [
      labelled('Receipt', d.reference),
      d.awaitingChair === true ? 'The chair’s sign-off is still to come' : undefined,
      ...unusual(d.unusual),
    ],
  },
  'return.code_sent': {
    subject: 'returns',
    did: 'asked for a code to sign the return of {establishment}',
    more: d => [roleWords(d.role), labelled('To', d.to), d.given === true ? 'The school gave the address' : undefined],
  },
  'return.board_asked': {
    subject: 'returns',
    did: 'asked the chair or proprietor of {establishment} to sign',
    more: d => [labelled('To', d.name)],
  },
  'return.board_reminded': {
    subject: 'returns',
    did: 'reminded the chair or proprietor of {establishment} to sign',
    more: d => [labelled('To', d.name)],
  },
  'round.boards_asked': {
    subject: 'returns',
    did: 'asked all boards that still need to sign',
    more: d => [labelled('Letters', d.boards)],
  },
  'return.signature_confirmed': {
    subject: 'returns',
    did: 'confirmed a signature of {establishment}',
    more: d => [roleWords(d.role), text(d.name), text(d.note)],
  },
  'return.signature_waived': {
    subject: 'returns',
    did: 'continued without the signature of the chair or proprietor of {establishment}',
    more: d => [labelled('Reason', d.reason)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
