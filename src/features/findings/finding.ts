import { asId, type Id } from '../../platform/id.ts'
import type { TagColour } from '../../platform/http/components.ts'
import type { Json } from '../questions/index.ts'
import { sayPublishable, sayQuantity, type Quantity } from './quantifier.ts'
import { singularVerb } from './singularVerb.ts'

export const FINDING_KINDS = ['strength', 'development', 'clarification', 'good_practice'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

export const KIND_WORDS: Record<FindingKind, { words: string; colour: TagColour }> = {
  strength: { words: 'Strength', colour: 'green' },
  development: { words: 'Development need', colour: 'orange' },
  clarification: { words: 'To clarify', colour: 'yellow' },
  good_practice: { words: 'Good practice', colour: 'teal' },
}

/** What a finding counts: the answers of completed returns, those of sampled ones, or what reviewers found in the sample. */
export const SOURCES = ['completed', 'sampled', 'reviewed'] as const
export type Source = (typeof SOURCES)[number]

/** What each source is called, and whom a finding from it speaks of. */
export const SOURCE_WORDS: Record<Source, { words: string; one: string; many: string }> = {
  completed: { words: 'Answers of completed returns', one: 'establishment', many: 'establishments' },
  sampled: { words: 'Answers of sampled establishments', one: 'sampled establishment', many: 'sampled establishments' },
  reviewed: { words: 'Reviewers’ verdicts on sampled establishments', one: 'sampled establishment', many: 'sampled establishments' },
}

/** The answers of one question that count. */
export type CountedAnswers = { question: string; values: Json[] }

/** Stands for a finding that is counted before it is kept. No finding has it. */
export const UNWRITTEN = asId<'finding'>(0)

export type Finding = {
  id: Id<'finding'>
  roundId: Id<'round'>
  areaKey: string
  kind: FindingKind
  /** What follows "Almost all establishments (96 of 101)": "have a child protection policy that is current". */
  statement: string
  source: Source
  counted: CountedAnswers[]
  n: number
  of: number
  countedAt: Date
  position: number
  createdBy: string
  changedBy: string
  version: number
}

/** "Almost all establishments (96 of 101) have a policy that is current." */
export const sentenceOf = (quantity: Quantity, source: Source, statement: string): string =>
  finished(sayQuantity(quantity, SOURCE_WORDS[source]), quantity.singular ? singularVerb(statement) : statement)

/** The same as it may be published. */
export const publishableSentence = (quantity: Quantity, source: Source, statement: string): string =>
  finished(sayPublishable(quantity, SOURCE_WORDS[source]), !quantity.small && quantity.singular ? singularVerb(statement) : statement)

/** The same without any number, where even the bound would give one away. */
export const sentenceWithoutNumbers = (source: Source, statement: string): string =>
  finished(`Some ${SOURCE_WORDS[source].many} (numbers left out, because another finding would give away a small one)`, statement)

/** The beginning of the sentence, up to the statement: what the number's link is called. */
export const subjectOf = (quantity: Quantity, source: Source): string => sayQuantity(quantity, SOURCE_WORDS[source])

const finished = (subject: string, statement: string): string => {
  const words = statement.trim().replace(/\s+/g, ' ')
  return `${subject} ${words}${/[.!?]["”’)]?$/.test(words) ? '' : '.'}`
}
