import type { Id } from '../../platform/id.ts'
import { sayCount } from '../../platform/say.ts'
import { cellOf, isFirst, isSmall, WHY_WORDS, type Covering, type Rule, type Why } from '../suppression/index.ts'
import type { EarlierFindings } from './figureActions.ts'
import type { SourceFigures } from './figures.ts'
import { figureOf } from './figureSet.ts'
import { KIND_WORDS, quantityOf, sentence, SOURCE_WORDS, whomOf, type Finding, type Source } from './finding.ts'
import type { TitledQuestion } from './partQuestions.ts'
import { ofThe, sayQuantity } from './quantifier.ts'
import { singularVerb } from './singularVerb.ts'

/** What a published page says: all of it, and nothing else. */
export type PublishedFindings = {
  /** Where the returns stand, line by line, with their sum. */
  statement: { lines: readonly { words: string; count: number }[]; sum: number }
  parts: { title: string; findings: PublishedFinding[] }[]
  tables: PublishedTable[]
  /** What schools wrote, as people edited and approved it, theme by theme; versions of before have none. */
  quotations?: { theme: string; quotes: { text: string; who: string }[] }[]
  /** Numbers below it are covered. */
  threshold: number
  least: number
}

/** A finding as it is published, with the number that it was made of: that is kept, not drawn. */
export type PublishedFinding = { id: Id<'finding'>; kind: string; sentence: string; n: number; of: number }

/** The answers to one question, or the verdicts on it. A covered number is null. */
export type PublishedTable = { question: string; whom: string; rows: { label: string; count: number | null }[] }

/** What is kept beside the page, for the publications after it: every number with what was covered. It is not drawn. */
export type KeptFigures = { figures: EarlierFindings; then?: readonly { roundId: Id<'round'>; figures: EarlierFindings }[] }

/**
 * "Fewer than 5 of the 101 establishments that have sent theirs have no policy.": a finding in the words in which it may be published. Of
 * a covered number they say no more than `leftOpen` does.
 */
export function publishedSentence(
  finding: Finding,
  { covered }: Pick<Covering, 'covered'>,
  { threshold, least }: Rule & { least: number },
): string {
  const { n, of, statement } = finding
  const why = covered.get(figureOf.n(finding))
  const verbed = why === undefined && n === 1 ? singularVerb(statement) : statement
  if (covered.has(figureOf.of(finding))) return sentence(sayOfUnknown(finding, why, threshold), verbed)
  // A weighted share would say more than the number: the word goes by it, and the sentence says so.
  if (why === undefined) return sentence(sayPublished(finding, least), verbed)
  const all = ofThe(of, whomOf(finding))
  if (why === 'small') return sentence(`Fewer than ${threshold} ${all}`, statement)
  if (why === 'beside' && isSmall(of - n, { threshold })) return sentence(`At least ${of - threshold + 1} ${all}`, statement)
  return sentence(`We do not publish how many ${all}`, statement)
}

/** What is said of a finding as long as any number would give somebody away. */
export const withheldSentence = (finding: Finding): string => sentence(sayOfUnknown(finding, 'whole', 0), finding.statement)

/** Of how many it is said is covered, and whether that is all of them. */
function sayOfUnknown(finding: Pick<Finding, 'n' | 'source' | 'among' | 'coming'>, why: Why | undefined, threshold: number): string {
  const all = `of the ${whomOf({ ...finding, of: finding.among }).many}`
  if (why === undefined) return `${finding.n === 0 ? 'None' : finding.n} ${all}`
  return why === 'small' ? `Fewer than ${threshold} ${all}` : `We do not publish how many ${all}`
}

function sayPublished(finding: Finding, least: number): string {
  const { weighted, ...quantity } = quantityOf(finding, least)
  const words = sayQuantity({ ...quantity, weighted: null }, whomOf(finding))
  return weighted === null ? words : `${words} (weighted by stratum)`
}

/** The findings that say something, part by part. Nothing is said where nobody was counted. */
export const publishedParts = (
  groups: readonly { title: string; findings: readonly Finding[] }[],
  sentences: ReadonlyMap<Finding['id'], string>,
): PublishedFindings['parts'] =>
  groups
    .map(({ title, findings }) => ({
      title,
      findings: findings.flatMap(({ id, kind, n, of }) => {
        const words = sentences.get(id)
        return words === undefined ? [] : [{ id, kind: KIND_WORDS[kind].words, sentence: words, n, of }]
      }),
    }))
    .filter(({ findings }) => findings.length > 0)

/** A table of answers with the question that it is about. */
export type AnswerTable = PublishedTable & {
  key: string
  source: Source
  /** So many of the first rows are answers; the others are those who gave none, and all. */
  answered: number
}

/** The answers behind the findings, question by question. */
export function publishedTables(
  sources: readonly SourceFigures[],
  questions: ReadonlyMap<string, TitledQuestion>,
  covering: Pick<Covering, 'covered'>,
): PublishedTable[] {
  return answerTables(sources, questions, covering).map(({ question, whom, rows }) => ({ question, whom, rows }))
}

/** The same, each with its question. */
export function answerTables(
  sources: readonly SourceFigures[],
  questions: ReadonlyMap<string, TitledQuestion>,
  { covered }: Pick<Covering, 'covered'>,
): AnswerTable[] {
  return sources.flatMap(({ source, population, questions: shapes, answers, printed }) =>
    shapes
      .filter(({ key }) => printed.has(key))
      .map(({ key, values }) => {
        const counts = answers.get(key) ?? { values: {}, answered: 0, asked: 0 }
        const titled = questions.get(key)
        const row = (label: string, id: string, count: number) => ({ label, count: covered.has(id) ? null : count })
        const notAsked = population - counts.asked
        return {
          ...{ key, source, answered: values.length, question: titled?.label ?? key },
          whom: SOURCE_WORDS[source].table,
          rows: [
            ...values.map(value =>
              row(titled?.labels[source].get(value) ?? value, cellOf.value(source, key, value), counts.values[value] ?? 0),
            ),
            row(SOURCE_WORDS[source].unanswered, cellOf.unanswered(source, key), counts.asked - counts.answered),
            // That nobody was left out is not said where it is covered.
            ...(notAsked > 0 || covered.has(cellOf.notAsked(source, key))
              ? [row('Not asked', cellOf.notAsked(source, key), notAsked)]
              : []),
            { label: 'All', count: population },
          ],
        }
      }),
  )
}

/** "12 numbers are covered: small numbers (4); numbers from which a covered one could be worked out (8).", for whoever publishes. */
export function sayCovered(covered: ReadonlyMap<string, Why>): string {
  const counts = Map.groupBy(covered.values(), why => why)
  const first = [...covered.values()].filter(isFirst).length
  if (covered.size === 0) return 'No number has to be covered.'
  const parts = [...counts].map(([why, all]) => `${WHY_WORDS[why]} (${all.length})`)
  const second = covered.size - first
  const how = second === 0 ? '' : `, ${first} of them for themselves and ${second} because of those`
  return `${sayCount(covered.size, 'number is', 'numbers are')} covered${how}: ${parts.join('; ')}.`
}
