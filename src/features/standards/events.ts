import { counted, eventWords, labelled, list, text, type Details } from '../history/index.ts'

const about = ({ set, exercise, agency }: Details): string | undefined =>
  [set, exercise, agency].flatMap(part => text(part) ?? []).join(', ') || undefined

/** Whom a link was written to, or that it was made to be handed over, and to whom where that was said. */
const madeFor = ({ to, byHand }: Details) =>
  byHand === true ? [labelled('To be handed over to', to) ?? 'To be handed over'] : [labelled('Written to', to)]

export const events = eventWords({
  'standard_set.created': { subject: 'standards', did: 'made a set of standards', more: details => [about(details)] },
  'standard_set.changed': {
    subject: 'standards',
    did: 'changed a set of standards',
    more: details => [about(details), list('Changed', details.changed)],
  },
  'standard_set.removed': { subject: 'standards', did: 'removed a set of standards', more: details => [about(details)] },
  'standard_set.restored': { subject: 'standards', did: 'restored a set of standards', more: details => [about(details)] },
  'rating_agency.renamed': {
    subject: 'standards',
    did: 'renamed an agency',
    more: details => [about(details), labelled('Before', details.before)],
  },
  'standard.added': {
    subject: 'standards',
    did: 'added standards',
    more: details => [about(details), counted(details.standards, 'standard')],
  },
  'standard.changed': {
    subject: 'standards',
    did: 'changed a standard',
    more: details => [about(details), text(details.standard), labelled('Before', details.before)],
  },
  'standard.moved': { subject: 'standards', did: 'moved a standard', more: details => [about(details), text(details.standard)] },
  'standard.removed': {
    subject: 'standards',
    did: 'removed a standard from a set',
    more: details => [about(details), text(details.standard)],
  },
  'rating_exercise.started': {
    subject: 'standards',
    did: 'asked agencies to rate standards',
    more: details => [about(details), list('Agencies', details.agencies)],
  },
  'rating_exercise.changed': {
    subject: 'standards',
    did: 'changed an exercise',
    more: details => [about(details), list('Changed', details.changed)],
  },
  'rating_exercise.closed': { subject: 'standards', did: 'closed an exercise', more: details => [about(details)] },
  'rating_exercise.reopened': { subject: 'standards', did: 'opened an exercise again', more: details => [about(details)] },
  'rating_exercise.agencies_added': {
    subject: 'standards',
    did: 'asked more agencies',
    more: details => [about(details), list('Agencies', details.agencies)],
  },
  'rating_exercise.agency_removed': { subject: 'standards', did: 'stopped asking an agency', more: details => [about(details)] },
  'agency_link.made': {
    subject: 'standards',
    did: 'made a link for an agency',
    more: details => [about(details), ...madeFor(details)],
  },
  'agency_link.ended': { subject: 'standards', did: 'ended the link of an agency', more: details => [about(details)] },
  'rating.saved': {
    subject: 'standards',
    did: 'saved ratings',
    more: details => [about(details), counted(details.ratings, 'rating'), labelled('Entered from', details.from)],
  },
  'rating.imported': {
    subject: 'standards',
    did: 'imported a workbook of ratings',
    more: details => [about(details), text(details.file), counted(details.ratings, 'rating')],
  },
  'rating.agreed': { subject: 'standards', did: 'set an agreed rating', more: details => [about(details), text(details.standard)] },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
