import { day, eventWords, instant, labelled, tally, text, type Details } from '../history/index.ts'
import { EXCUSES } from '../returns/index.ts'

/** Why nothing is expected: in the words that were kept, or, where an old event kept none, in those of its code. */
const excuse = ({ why, as }: Details): string | undefined =>
  text(why) ?? (typeof as === 'string' && as in EXCUSES ? EXCUSES[as as keyof typeof EXCUSES].words : text(as))

export const events = eventWords({
  'return.sent_back': {
    subject: 'returns',
    did: 'sent the return of {establishment} back for more work',
    more: d => [labelled('Reason', d.reason), tally(d.questions, 'of its questions meant'), day('Asked for by', d.dueOn)],
  },
  'return.accepted': { subject: 'returns', did: 'accepted the return of {establishment}' },
  'return.excused': {
    subject: 'returns',
    did: 'recorded that {establishment} need not answer',
    more: d => [excuse(d), labelled('Reason', d.reason)],
  },
  'return.excuse_set': {
    subject: 'returns',
    did: 'recorded from which day {establishment} need not answer',
    more: d => [excuse(d), day('From', d.on), labelled('Reason', d.reason)],
  },
  'return.excuse_lapsed': {
    subject: 'returns',
    did: 'did not excuse {establishment} on the day that was recorded',
    more: d => [excuse(d), text(d.lapsed)],
  },
  'return.reinstated': { subject: 'returns', did: 'asked {establishment} for its return after all' },
  'return.taken_in': {
    subject: 'returns',
    did: 'recorded an offline return of {establishment}',
    more: d => [labelled('Receipt', d.reference), instant('Received', d.receivedAt), labelled('Note', d.note)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
