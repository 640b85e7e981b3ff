import type { Id } from '../../platform/id.ts'
import type { Json } from '../questions/index.ts'

/** What a reviewer finds, question by question: of an answer whether the evidence bears it out; without one, what the evidence shows by itself. */
export const VERDICTS = ['agrees', 'partly', 'does_not_agree', 'shown', 'partly_shown', 'not_shown', 'cannot_tell', 'no_evidence'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What a verdict is about. */
type About = 'answer' | 'evidence' | 'either'

/** What each verdict is called and, under its words, says; and what the establishment is told (`told`). */
export const VERDICT_WORDS: Record<Verdict, { words: string; hint: string; told: string; about: About }> = {
  agrees: {
    words: 'Agrees',
    hint: 'the evidence shows what they said',
    told: 'The evidence shows what you said',
    about: 'answer',
  },
  partly: {
    words: 'Partly agrees',
    hint: 'the evidence shows some of what they said',
    told: 'The evidence shows some of what you said',
    about: 'answer',
  },
  does_not_agree: {
    words: 'Does not agree',
    hint: 'the evidence shows otherwise',
    told: 'The evidence does not show what you said',
    about: 'answer',
  },
  shown: {
    words: 'Shown',
    hint: 'they gave no answer; the evidence shows what is asked',
    told: 'You gave no answer; the evidence shows what is asked',
    about: 'evidence',
  },
  partly_shown: {
    words: 'Partly shown',
    hint: 'they gave no answer; the evidence shows some of what is asked',
    told: 'You gave no answer; the evidence shows some of what is asked',
    about: 'evidence',
  },
  not_shown: {
    words: 'Not shown',
    hint: 'they gave no answer; the evidence shows otherwise',
    told: 'You gave no answer; the evidence does not show what is asked',
    about: 'evidence',
  },
  cannot_tell: {
    words: 'Cannot tell',
    hint: 'the evidence is about something else, or cannot be opened',
    told: 'We could not tell from what you sent',
    about: 'either',
  },
  no_evidence: {
    words: 'No evidence',
    hint: 'nothing was sent for this',
    told: 'We received nothing that shows this',
    about: 'either',
  },
}

/** The verdicts that can be given on a question, by whether the establishment answered it: nobody agrees with a blank. */
export const verdictsOn = (answered: boolean): Verdict[] =>
  VERDICTS.filter(verdict => VERDICT_WORDS[verdict].about !== (answered ? 'evidence' : 'answer'))

/** Which way a self-rating is out, where the evidence does not bear it out. */
export const DIRECTIONS = ['over', 'under'] as const
export type Direction = (typeof DIRECTIONS)[number]
export const DIRECTION_WORDS: Record<Direction, { words: string; hint: string; told: string }> = {
  over: { words: 'Over-rated', hint: 'it is worse than they said', told: 'you are not yet as far as you said' },
  under: { words: 'Under-rated', hint: 'it is better than they said', told: 'you are further than you said' },
}

/** Whether a verdict has to say which way the answer is out. */
export const hasDirection = (verdict: Verdict | null): boolean => verdict === 'partly' || verdict === 'does_not_agree'

/** Who says it: the reviewer, the second one who reviews the same without seeing the first, or whoever settled what they differ about. */
export const READINGS = ['first', 'second', 'moderated'] as const
export type Reading = (typeof READINGS)[number]
export const READING_WORDS: Record<Reading, { words: string }> = {
  first: { words: 'The reviewer' },
  second: { words: 'The second reviewer' },
  moderated: { words: 'The moderator' },
}

/** What is said of one question: the verdict, which way the answer is out, a note for colleagues, and words worth quoting. */
export type Finding = { verdict: Verdict | null; direction: Direction | null; note: string; quote: string }

/** A verdict as it is stored. Version 1 is the first. */
export type StoredVerdict = Finding & {
  verdict: Verdict
  questionKey: string
  reading: Reading
  /** What the establishment had answered when the verdict was given; null when nothing. */
  aboutAnswer: Json
  accountId: Id<'account'> | null
  reviewerName: string
  at: Date
  version: number
}

/** "Partly agrees, over-rated": a verdict in words. */
export const sayVerdict = ({ verdict, direction }: { verdict: Verdict; direction: Direction | null }): string =>
  direction === null ? VERDICT_WORDS[verdict].words : `${VERDICT_WORDS[verdict].words}, ${DIRECTION_WORDS[direction].words.toLowerCase()}`

/** "The evidence shows some of what you said: you are not yet as far as you said.": a verdict as the establishment is told. */
export const tellVerdict = ({ verdict, direction }: { verdict: Verdict; direction: Direction | null }): string =>
  `${[VERDICT_WORDS[verdict].told, ...(direction === null ? [] : [DIRECTION_WORDS[direction].told])].join(': ')}.`
