import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keptAnswerCount } from '../counting/index.ts'
import { VERDICTS } from '../reviewing/index.ts'
import { cover, withEarlier, type Covering, type Earlier, type Publication, type QuestionShape, type Rule } from '../suppression/index.ts'
import { countingIn } from './actions.ts'
import { countCompletedFigures, type CountIn } from './completedStore.ts'
import { countAsked, sampledAnswers } from './countStore.ts'
import { countAmong, readCounts, wantedFor, type Wanted } from './figureCounts.ts'
import { figuresOf, type SourceFigures } from './figures.ts'
import { SOURCES, type Finding, type Source } from './finding.ts'
import { closedValues, shapesOf } from './questionShapes.ts'

/** The numbers of a publication of findings, and what is covered of them. */
export type CoveredFindings = {
  /** Those that somebody was counted for, with the numbers of the publication. */
  said: Finding[]
  sources: SourceFigures[]
  publication: Publication
  covering: Covering
}

/**
 * What has to be covered when the findings of a round are published: beside each other, beside the answers that they count, and beside
 * what was published before.
 */
export async function coverFindings(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  { findings, rule, earlier }: { findings: readonly Finding[]; rule: Rule; earlier: readonly Earlier[] },
): Promise<CoveredFindings> {
  const where = await countingIn(db, of.partnershipId, of.roundId)
  const read = []
  for (const source of SOURCES) {
    const mine = findings.filter(finding => finding.source === source && finding.counted.length > 0)
    if (mine.length > 0) read.push(await figuresOfSource(db, where, source, mine))
  }
  const sources = read.map(({ figures }) => figures)
  const counted = new Map(read.flatMap(one => one.said).map(finding => [finding.id, finding]))
  const said = findings.flatMap(({ id }) => counted.get(id) ?? [])
  const publication = figuresOf(sources, said, {
    bases: read.flatMap(({ bases }) => bases),
    overlaps: read.flatMap(({ overlaps }) => overlaps),
    threshold: rule.threshold,
  })
  return { said, sources, publication, covering: cover(withEarlier(publication, earlier), rule) }
}

async function figuresOfSource(db: Db, where: CountIn, source: Source, findings: readonly Finding[]) {
  const values = valuesOfQuestions(where, source, findings)
  const keys = [...values.keys()]
  const known = findings.filter(({ counted }) => counted.every(({ question }) => values.has(question)))
  const wanted = wantedFor(known, values)
  const asked = source === 'reviewed' ? undefined : await askedOf(db, where, source, keys)
  const counts = await countWanted(db, where, source, { keys, wanted })
  // Whatever is in the sample can be reviewed, so who was not is among those without a verdict.
  const all = new Map(keys.map(key => [key, counts.get('all') ?? 0]))
  const { population, answers, numbers, ...between } = readCounts(counts, known, values, asked ?? all)
  const documents = where.documents.map(({ document }) => document)
  const questions = source === 'reviewed' ? keys.map(verdictShape) : shapesOf(documents, answers, values)
  return {
    ...between,
    figures: { source, population, answers, questions },
    said: known.map(finding => ({ ...finding, ...numbers.get(finding.id) })).filter(finding => finding.of > 0),
  }
}

/** Everything at one moment, so that it adds up. Over completed returns it is kept while no answer moves. */
async function countWanted(
  db: Db,
  where: CountIn,
  source: Source,
  { keys, wanted }: { keys: readonly string[]; wanted: Wanted },
): Promise<ReadonlyMap<string, number>> {
  if (source !== 'completed') return countAmong(await sampledAnswers(db, where, source, keys), wanted)
  const work = async () => [...(await countCompletedFigures(db, where, wanted))]
  return new Map(await keptAnswerCount(db, where, { what: 'publication', asked: [...wanted], work }))
}

/** Of whom each question is asked hangs on their answers, so among completed returns it is kept as long as they are. */
async function askedOf(db: Db, where: CountIn, source: Source, keys: readonly string[]): Promise<Map<string, number>> {
  const work = async () => [...(await countAsked(db, where, source, keys))]
  return new Map(source === 'completed' ? await keptAnswerCount(db, where, { what: 'publication asked', asked: keys, work }) : await work())
}

/** What can be answered to each question that the findings count, and is still asked in the round. */
function valuesOfQuestions({ documents }: CountIn, source: Source, findings: readonly Finding[]): Map<string, string[]> {
  const keys = new Set(findings.flatMap(({ counted }) => counted.map(({ question }) => question)))
  const found = new Map<string, string[]>()
  for (const question of documents.flatMap(({ document }) => document.sections.flatMap(({ questions }) => questions)))
    if (keys.has(question.key)) {
      const values = source === 'reviewed' ? COUNTED_VERDICTS : closedValues(question)
      found.set(question.key, [...new Set([...(found.get(question.key) ?? []), ...values])])
    }
  return found
}

const COUNTED_VERDICTS = VERDICTS.filter(verdict => verdict !== 'cannot_tell')

const verdictShape = (key: string): QuestionShape => ({ key, values: COUNTED_VERDICTS, askedByFacts: true })
