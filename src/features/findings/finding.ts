import { asId, type Id } from '../../platform/id.ts'
import type { TagColour } from '../../platform/http/components.ts'
import type { Json } from '../questions/index.ts'
import { quantify, sayQuantity, type Quantity, type Whom } from './quantifier.ts'
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

/** What each source is called; who its published tables are about; and who stands in them without an answer that counts. */
export const SOURCE_WORDS: Record<Source, { words: string; table: string; unanswered: string }> = {
  completed: {
    words: 'Answers of completed returns',
    table: 'Establishments that have sent their return',
    unanswered: 'No answer, or not applicable',
  },
  sampled: {
    words: 'Answers of sampled establishments',
    table: 'Sampled establishments',
    unanswered: 'No answer, or not applicable',
  },
  reviewed: {
    words: 'Reviewers’ verdicts on sampled establishments',
    table: 'Sampled establishments, by what the reviewers found',
    unanswered: 'Not reviewed, or cannot tell',
  },
}

/** What a finding is about: an evidence area of the round, or a section of its questionnaires. */
export const PARTS_OF_AUDIT = ['area', 'section'] as const
export type PartOfAudit = { part: (typeof PARTS_OF_AUDIT)[number]; partKey: string }

/** The answers of one question that count. */
export type CountedAnswers = { question: string; values: Json[] }

/** n of N, and whom they were counted among. */
export type Count = {
  n: number
  of: number
  /** How many there are of those whom the source speaks of, asked or not. */
  among: number
  /** More returns are expected: what is counted is what is in so far. */
  coming: boolean
  /** The share with each stratum by its size, where a sample was drawn with unequal shares. */
  weighted: number | null
}

/** Nobody was counted. */
export const NOBODY: Count = { n: 0, of: 0, among: 0, coming: false, weighted: null }

/** Stands for a finding that is counted before it is kept. No finding has it. */
export const UNWRITTEN = asId<'finding'>(0)

export type Finding = PartOfAudit &
  Count & {
    id: Id<'finding'>
    roundId: Id<'round'>
    kind: FindingKind
    /** What follows "Almost all (96) of the 101 establishments that have sent theirs": "have a child protection policy that is current". */
    statement: string
    source: Source
    counted: CountedAnswers[]
    countedAt: Date
    /** The earlier round since which it says how it has changed. */
    against: Id<'round'> | null
    position: number
    createdBy: string
    changedBy: string
    version: number
  }

/** What a sentence is made of. */
export type Worded = Pick<Finding, 'source' | 'statement' | keyof Count>

/** Whom a count is about, in words that follow "of the 101". */
export function whomOf({ source, of, among, coming }: Pick<Worded, 'source' | 'of' | 'among' | 'coming'>): Whom {
  const part = of < among
  if (source === 'reviewed') return { one: 'establishment reviewed on this', many: 'establishments reviewed on this' }
  if (source === 'sampled') return plural('sampled establishment', 'sampled establishments', part ? ' that answered this' : '')
  if (coming)
    return { one: `return in so far${part ? ' that answers this' : ''}`, many: `returns in so far${part ? ' that answer this' : ''}` }
  return plural('establishment that has sent its return', 'establishments that have sent theirs', part ? ' and answered this' : '')
}

const plural = (one: string, many: string, more: string): Whom => ({ one: `${one}${more}`, many: `${many}${more}` })

/** The number of a finding with its word. @param least how many have to be counted for a word */
export const quantityOf = ({ n, of, weighted }: Pick<Count, 'n' | 'of' | 'weighted'>, least: number): Quantity =>
  quantify(n, of, { least, weighted })

/** "Almost all (96) of the 101 establishments that have sent theirs have a policy that is current." */
export const sentenceOf = (finding: Worded, least: number): string =>
  sentence(subjectOf(finding, least), finding.n === 1 ? singularVerb(finding.statement) : finding.statement)

/** The beginning of the sentence, up to the statement: what the number's link is called. */
export const subjectOf = (finding: Worded, least: number): string => sayQuantity(quantityOf(finding, least), whomOf(finding))

/** A sentence of its two parts. */
export function sentence(subject: string, statement: string): string {
  const words = statement.trim().replace(/\s+/g, ' ')
  return `${subject} ${words}${/[.!?]["”’)]?$/.test(words) ? '' : '.'}`
}
