import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { QuestionnaireDocument } from '../questionnaires/index.ts'
import type { Round } from '../rounds/index.ts'
import { currentFindings } from './currentActions.ts'
import type { EarlierFindings } from './figureActions.ts'
import { figureOf } from './figureSet.ts'
import { KIND_WORDS, SOURCE_WORDS, sentenceOf, type Finding, type FindingKind } from './finding.ts'
import { partsOf, titledQuestions } from './partQuestions.ts'
import { coverForPublication, groupedBy, keptFigures } from './publicationActions.ts'
import { answerTables, publishedSentence, type AnswerTable } from './published.ts'
import { scaleInShort } from './quantifier.ts'
import { closedValues } from './questionShapes.ts'

/** A finding as a report says it. A covered number is null. */
export type ReportedFinding = {
  id: Id<'finding'>
  kind: FindingKind
  words: string
  sentence: string
  population: string
  n: number | null
  of: number | null
  /** The share by which the scale has its word; null where a number is covered, or nobody was counted. */
  share: number | null
}

/** What a report says of the answers of a round: counted as its findings are, all of it at one moment. */
export type ReportedAnswers = {
  parts: { title: string; findings: ReportedFinding[] }[]
  /** The answers to every closed question, and whatever else the findings count. */
  tables: AnswerTable[]
  documents: readonly QuestionnaireDocument[]
  /** How many returns the answers are of. Null where nothing can be counted. */
  population: number | null
  scale: string
  /** What is kept of a covered report, to hold what is published next against. */
  figures: EarlierFindings | undefined
  /** The numbers of the findings as they are, by which it is told later whether they have moved. It is not part of the report. */
  counted: Pick<Finding, 'id' | 'statement' | 'n' | 'of'>[]
  /** Whatever is covered, it would give a small number away beside what left the office before: it may not be shown. */
  withheld: boolean
}

/**
 * All findings of a round and the answers to all its closed questions.
 *
 * @param covers whether small numbers are covered as in a publication; with every number as staff see it otherwise
 * @throws Refusal conflict when answers came in between two counts
 */
export async function answersForReport(db: Db, round: Round, covers: boolean): Promise<ReportedAnswers> {
  const counted = await coverForPublication(db, round, documents => [...closedQuestions(documents)])
  const { said, sources, rule, documents } = counted
  const covering = covers ? counted.covering : { covered: new Map(), exposed: [] }
  // Of a round whose answers were deleted staff still read the last numbers.
  const all = covers ? said : withNumbersOf(await findingsKept(db, round, counted.findings), said)
  const reported = (finding: Finding): ReportedFinding => {
    const isCovered = covering.covered.has(figureOf.n(finding)) || covering.covered.has(figureOf.of(finding))
    const { id, kind, n, of, weighted, source } = finding
    return {
      ...{ id, kind, words: KIND_WORDS[kind].words, population: SOURCE_WORDS[source].words },
      sentence: covers ? publishedSentence(finding, covering, rule) : sentenceOf(finding, rule.least),
      n: isCovered ? null : n,
      of: isCovered ? null : of,
      share: isCovered || of === 0 ? null : (weighted ?? n / of),
    }
  }
  const groups = groupedBy(partsOf(round.evidenceAreas, documents), all)
  const figures = keptFigures(counted)
  return {
    parts: groups.map(({ title, findings }) => ({ title, findings: findings.map(reported) })).filter(({ findings }) => findings.length > 0),
    tables: answerTables(sources, titledQuestions(documents), covering),
    documents,
    population: sources.find(({ source }) => source === 'completed')?.population ?? null,
    scale: scaleInShort(rule.least),
    figures: covers ? figures : undefined,
    counted: all.map(({ id, statement, n, of }) => ({ id, statement, n, of })),
    withheld: covering.exposed.length > 0,
  }
}

const findingsKept = (db: Db, { partnershipId, id }: Round, counted: readonly Finding[]): Promise<readonly Finding[]> =>
  counted.length > 0 ? Promise.resolve(counted) : currentFindings(db, { partnershipId, roundId: id })

/** The numbers of one moment, those of the tables among them. */
function withNumbersOf(findings: readonly Finding[], said: readonly Finding[]): Finding[] {
  const now = new Map(said.map(({ id, n, of }) => [id, { n, of }]))
  return findings.map(finding => ({ ...finding, ...now.get(finding.id) }))
}

/** The questions of a round that have answers to count, in the order of the questionnaires. */
const closedQuestions = (documents: readonly QuestionnaireDocument[]): Set<string> =>
  new Set(
    documents.flatMap(({ sections }) =>
      sections.flatMap(({ questions }) => questions.filter(question => closedValues(question).length > 0).map(({ key }) => key)),
    ),
  )
