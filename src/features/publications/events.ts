import { eventWords, labelled, list, text, type Details } from '../history/index.ts'

const which = ({ title, number }: Details): string | undefined =>
  typeof number === 'number' ? `${text(title) ?? ''}, version ${number}` : undefined

export const events = eventWords({
  'publication.published': { subject: 'publications', did: 'published', more: d => [which(d), list('It says', d.leaves)] },
  'publication.withdrawn': {
    subject: 'publications',
    did: 'withdrew what was published',
    more: d => [
      Array.isArray(d.numbers) ? `${text(d.title) ?? ''}, version ${d.numbers.join(', ')}` : undefined,
      labelled('Reason', d.reason),
    ],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
