import { counted, eventWords, instant, labelled, list, number, text } from '../history/index.ts'

export const events = eventWords({
  'sample.drawn': {
    subject: 'samples',
    did: 'drew a dip sample',
    more: d => [
      text(d.name),
      `${counted(d.drawn, 'establishment') ?? 'None'} of ${number(d.population) ?? 'all'}`,
      labelled('Seed', d.seed),
      labelled('Reason', d.why),
      list('Samples of the round before it', d.beside),
    ],
  },
  'sample.replaced': {
    subject: 'samples',
    did: 'replaced {establishment} in the dip sample',
    more: d => [labelled('Reason', d.reason), list('Passed over, as no return is expected', d.passedOver)],
  },
  'return.sampled': { subject: 'samples', did: 'took {establishment} into the dip sample', more: d => [text(d.name)] },
  'evidence.requested': {
    subject: 'samples',
    did: 'asked {establishment} for evidence',
    more: d => [instant('By', d.dueAt), list('About', d.areas)],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
