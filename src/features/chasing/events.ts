import { day, eventWords, labelled } from '../history/index.ts'
import { CHASE_KINDS } from './chase.ts'

const chaseWords = (kind: unknown): string | undefined =>
  typeof kind === 'string' && kind in CHASE_KINDS ? CHASE_KINDS[kind as keyof typeof CHASE_KINDS].by : undefined

export const events = eventWords({
  'chase.recorded': {
    subject: 'chases',
    did: 'chased the return of {establishment}',
    more: d => [chaseWords(d.kind), labelled('Said', d.said), day('Next on', d.nextOn)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
