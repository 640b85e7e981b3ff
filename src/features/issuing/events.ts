import { counted, eventWords, labelled } from '../history/index.ts'
import { LINKS_GO_TO_WORDS, linksGoToIn } from './whoGetsThem.ts'

export const events = eventWords({
  'round.issue_ordered': {
    subject: 'rounds',
    did: 'started to issue audit links',
    more: d => [`To ${counted(d.establishments, 'establishment') ?? 'none'}`, labelled('For', goToWords(d.goTo))],
  },
  'round.links_go_to_changed': {
    subject: 'rounds',
    did: 'chose who gets the audit links',
    more: d => [labelled('For', goToWords(d.goTo)), labelled('Before', goToWords(d.was))],
  },
  'invitation.hand_over_asked': {
    subject: 'links',
    did: 'started to hand over the return of {establishment}',
    more: d => [labelled('From', d.from), labelled('To', d.to)],
  },
  'invitation.resent': { subject: 'links', did: 'sent the audit link again to {establishment}', more: d => [labelled('To', d.name)] },
})

function goToWords(value: unknown): string {
  const goTo = typeof value === 'string' ? linksGoToIn(value) : null
  return goTo === null ? '' : LINKS_GO_TO_WORDS[goTo].choice.toLowerCase()
}

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
