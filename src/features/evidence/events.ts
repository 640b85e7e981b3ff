import { counted, day, eventWords, labelled } from '../history/index.ts'
import { PURGE_REASONS, purgeReasonOf } from './purgeReasons.ts'
import { RECEIVED_VIA_WORDS } from './receivedVia.ts'

const purgeReason = (code: unknown): string | undefined => {
  const known = purgeReasonOf(code)
  return known === undefined ? undefined : PURGE_REASONS[known]
}

export const events = eventWords({
  'evidence.added': {
    subject: 'returns',
    did: 'added evidence of {establishment}',
    more: d => [
      counted(d.files, 'file'),
      d.via === 'email' ? RECEIVED_VIA_WORDS.email : d.via === 'offline_return' ? RECEIVED_VIA_WORDS.offline_return : undefined,
    ],
  },
  'evidence.described': {
    subject: 'returns',
    did: 'described evidence of {establishment}',
    more: d => [labelled('Its description was', d.noteBefore), day('It was dated', d.datedBefore)],
  },
  'evidence.detached': { subject: 'returns', did: 'took evidence of {establishment} off a question' },
  'evidence.removed': { subject: 'returns', did: 'removed evidence of {establishment}' },
  'evidence.held_back': { subject: 'returns', did: 'held back a document of {establishment}, which seems to hold children’s details' },
  'evidence.explained': { subject: 'returns', did: 'said why a document of {establishment} is right to send' },
  'evidence.replaced': { subject: 'returns', did: 'replaced a document of {establishment}' },
  'evidence.purged': {
    subject: 'returns',
    did: 'removed a document of {establishment} for good',
    more: d => [purgeReason(d.reason)],
  },
  'evidence.expired': {
    subject: 'returns',
    did: 'deleted the documents of {establishment} at the end of the time they are kept',
    more: d => [counted(d.files, 'file')],
  },
  'return.answers_deleted': {
    subject: 'returns',
    did: 'deleted the answers of {establishment} at the end of the time they are kept',
  },
  'evidence.restored': { subject: 'returns', did: 'brought removed evidence of {establishment} back' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
