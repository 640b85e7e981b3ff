import type { Details } from './detailWords.ts'

/** What parts of the work an event belongs to, in the order in which people are offered them. */
export const SUBJECTS = {
  rounds: 'Rounds',
  links: 'Audit links and mail',
  returns: 'Returns',
  extensions: 'Extensions',
  chases: 'Chases',
  samples: 'Dip samples and reviews',
  coding: 'Themes in comments',
  findings: 'Findings',
  feedback: 'Feedback to establishments',
  standards: 'Standards',
  saidDid: 'The audit said, we did',
  publications: 'What was published',
  plans: 'Plans and actions',
  exports: 'Workbooks',
  reports: 'Reports to the board',
  register: 'Register and contacts',
  questionnaires: 'Questionnaires',
  accounts: 'Accounts',
  settings: 'Settings',
} as const
export type Subject = keyof typeof SUBJECTS

export type EventWords = {
  subject: Subject
  /** What was done, to follow the person's name. `{establishment}` becomes a name, or "17 establishments". */
  did: string
  /** More, a sentence each. */
  more?: (details: Details) => readonly (string | undefined)[]
  /** Nothing writes such an event any more, but histories of former versions hold some. */
  former?: true
}

/**
 * The verbs that can be recorded. Each feature's `events.ts` adds its own by `declare module`, so a verb without words does not
 * compile, and a verb without a place in `src/events.ts` does not compile either.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- features fill it
export interface Verbs {}
export type Verb = keyof Verbs

/** What a feature adds to `Verbs`: those of its verbs that are still recorded. */
export type VerbsOf<Words extends Record<string, EventWords>> = {
  [verb in keyof Words as Words[verb] extends { former: true } ? never : verb]: EventWords
}

/** Every verb with its words, as `src/events.ts` composes them and hands them to the pages that tell a history. */
export type Events = Readonly<Record<Verb, EventWords>>

/** Declares the verbs of a feature. */
export const eventWords = <const Words extends Record<string, EventWords>>(words: Words): Words => words

/** The words of a verb. One that is not in the table (an older program wrote it) is said as it is written. */
export function wordsOf(events: Events, verb: string): EventWords {
  const known = (events as Readonly<Record<string, EventWords>>)[verb]
  const [noun = '', done = ''] = verb.split('.')
  return known ?? { subject: 'rounds', did: `${noun}: ${done}`.replaceAll('_', ' ') }
}

/** The verbs of a subject, for a filter. */
export const verbsOf = (events: Events, subject: Subject): string[] =>
  Object.entries<EventWords>(events).flatMap(([verb, words]) => (words.subject === subject ? [verb] : []))
