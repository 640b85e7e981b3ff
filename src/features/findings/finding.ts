import type { Json } from '../questionnaires/index.ts'
import { sayPublishable, sayQuantity, type Quantity } from './quantifier.ts'

export const FINDING_KINDS = ['strength', 'development', 'clarification', 'good_practice'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

export const KIND_WORDS: Record<FindingKind, string> = {
  strength: 'Strength',
  development: 'Development need',
  clarification: 'To clarify',
  good_practice: 'Good practice',
}

/** What a finding counts: the answers of completed returns, those of sampled ones, or what reviewers found in the sample. */
export const SOURCES = ['completed', 'sampled', 'reviewed'] as const
export type Source = (typeof SOURCES)[number]

export const SOURCE_WORDS: Record<Source, string> = {
  completed: 'Answers of completed returns',
  sampled: 'Answers of sampled establishments',
  reviewed: 'Reviewers’ verdicts on sampled establishments',
}

/** The answers of one question that count. */
export type CountedAnswers = { question: string; values: Json[] }

export type Finding = {
  id: number
  roundId: number
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

const NOUNS: Record<Source, { one: string; many: string }> = {
  completed: { one: 'establishment', many: 'establishments' },
  sampled: { one: 'sampled establishment', many: 'sampled establishments' },
  reviewed: { one: 'sampled establishment', many: 'sampled establishments' },
}

/** "Almost all establishments (96 of 101) have a policy that is current." */
export const sentenceOf = (quantity: Quantity, source: Source, statement: string): string =>
  finished(sayQuantity(quantity, NOUNS[source]), quantity.singular ? singularVerb(statement) : statement)

/** The same as it may be published. */
export const publishableSentence = (quantity: Quantity, source: Source, statement: string): string =>
  finished(sayPublishable(quantity, NOUNS[source]), !quantity.small && quantity.singular ? singularVerb(statement) : statement)

/** The same without any number, where even the bound would give one away. */
export const sentenceWithoutNumbers = (source: Source, statement: string): string =>
  finished(`Some ${NOUNS[source].many} (numbers left out, because another finding would give away a small one)`, statement)

/** The beginning of the sentence, up to the statement: what the number's link is called. */
export const subjectOf = (quantity: Quantity, source: Source): string => sayQuantity(quantity, NOUNS[source])

const finished = (subject: string, statement: string): string => {
  const words = statement.trim().replace(/\s+/g, ' ')
  return `${subject} ${words}${/[.!?]["”’)]?$/.test(words) ? '' : '.'}`
}

const IRREGULAR: Record<string, string> = {
  have: 'has',
  are: 'is',
  were: 'was',
  do: 'does',
  go: 'goes',
  "don't": "doesn't",
  'don’t': 'doesn’t',
}
/** Words that stand before a verb and do not change with it, and verbs that have one form. */
const BEFORE_VERB = new Set(['not', 'also', 'always', 'never', 'often', 'now', 'only', 'still', 'already', 'all', 'each'])
const ONE_FORM = new Set([
  'gave',
  'made',
  'sent',
  'said',
  'took',
  'kept',
  'found',
  'told',
  'held',
  'met',
  'wrote',
  'put',
  'ran',
  'began',
  'can',
  'cannot',
  'could',
  'may',
  'might',
  'must',
  'should',
  'will',
  'would',
  'had',
  'did',
  'was',
])

/** "have a policy" as it is said of one: "has a policy". The first word that can be a verb changes; the author sees the result before saving. */
export function singularVerb(statement: string): string {
  const words = statement.trim().split(' ')
  const at = words.findIndex(word => !BEFORE_VERB.has(word.toLowerCase()) && !/ly$/i.test(word))
  const verb = words[at]
  if (!verb || ONE_FORM.has(verb.toLowerCase()) || /[^e]ed$/i.test(verb)) return statement.trim()
  return [...words.slice(0, at), IRREGULAR[verb.toLowerCase()] ?? regular(verb), ...words.slice(at + 1)].join(' ')
}

function regular(verb: string): string {
  if (/[^aeiou]y$/i.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(s|sh|ch|x|z|o)$/i.test(verb) ? `${verb}es` : `${verb}s`
}
