import { OUTCOMES } from '../sampling/index.ts'
import { VERDICTS } from '../verdicts/index.ts'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keptAnswerCount } from '../counting/index.ts'
import {
  coverBesideWords,
  joined,
  withEarlier,
  type Covering,
  type Earlier,
  type Publication,
  type QuestionShape,
  type Rule,
} from '../suppression/index.ts'
import { countingIn } from './actions.ts'
import { countCompletedFigures, type CountIn } from './completedStore.ts'
import { countAsked, sampledAnswers, type SampledAnswers } from './sampledStore.ts'
import { OUTCOME, type Atom, type Grouped } from './grouped.ts'
import { NO_GROUPS, readGroups, reviewedAnswers } from './groupActions.ts'
import { answeredIn, canBe, combined, countAmong, wantedAcross, wantedFor } from './figureCounts.ts'
import { figuresOf, type Answered, type Shared, type SourceFigures } from './figures.ts'
import { figureOf, figuresFor, questionsOfSources, type Figure, type Figured } from './figureSet.ts'
import { SOURCES, type Finding, type Source } from './finding.ts'
import { closedValues, severalIn, shapesOf } from './questionShapes.ts'
import { refuse } from './refusals.ts'
import { coverInTurns } from './turnActions.ts'

/** What was published before, with what its findings counted: that is counted again. */
export type EarlierFindings = Earlier & {
  counted?: readonly Figured[]
  grouped?: readonly Grouped[]
  /** It was told in words, to single establishments: none of its numbers was printed. */
  inWords?: true
}

/** The numbers of a publication of findings, and what is covered of them. */
export type CoveredFindings = {
  /** Those that somebody was counted for, with the numbers of the publication. */
  said: Finding[]
  sources: SourceFigures[]
  publication: Publication
  covering: Covering
  /** Of each source by which something is grouped, what its atoms answered. */
  atoms: ReadonlyMap<Grouped['source'], readonly Atom[]>
}

type ToCover = {
  findings: readonly Finding[]
  /** Questions whose answers are printed too, though no finding counts them. */
  tables?: readonly string[]
  /** What is printed by group. */
  grouped?: readonly Grouped[]
  rule: Rule
  earlier: readonly EarlierFindings[]
}

/**
 * What has to be covered when the findings of a round are published: beside each other, beside the answers that they count, and beside
 * what was published before.
 *
 * @throws Refusal conflict when answers came in between two counts
 */
export async function coverFindings(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  { findings, tables = [], grouped = [], rule, earlier }: ToCover,
): Promise<CoveredFindings> {
  const where = await countingIn(db, of.partnershipId, of.roundId)
  const known = valuesIn(where)
  const isKnown = ({ counted }: Figured) => counted.length > 0 && counted.every(({ question }) => known.has(question))
  const written = findings.filter(isKnown)
  const before = earlier.flatMap(({ counted }) => counted ?? []).filter(isKnown)
  const figures = figuresFor(written, before, severalIn(where.documents.map(({ document }) => document)))
  const whole = [
    ...tables.map((question): Figured => ({ source: 'completed', counted: [{ question, values: [] }] })),
    ...grouped.map(({ source, question }): Figured => ({ source, counted: [{ question, values: [] }] })),
  ]
  const { sources, shared, counts } = await readSources(db, where, { figures, whole, known })
  const said = written
    .map(finding => ({ ...finding, n: counts.get(figureOf.n(finding)) ?? 0, of: counts.get(figureOf.of(finding)) ?? 0 }))
    .filter(finding => finding.of > 0)
  // Groups are looked at when some are printed: what was printed of groups before is known as it was.
  const groups =
    grouped.length === 0
      ? NO_GROUPS
      : await readGroups(db, where, sources, { now: grouped, before: earlier.flatMap(one => one.grouped ?? []) })
  const publication = joined([figuresOf(sources, shared, { figures, counts, threshold: rule.threshold }), ...groups.figures])
  if (publication.cells.length > MOST_CELLS) throw refuse.tooMuch()
  const [words, printed] = [earlier.filter(({ inWords }) => inWords), earlier.filter(({ inWords }) => !inWords)]
  const beside = await coverInTurns(withEarlier(publication, printed), rule)
  const covering = coverBesideWords(publication, beside, { printed, words }, rule)
  return { said, sources, publication, covering, atoms: groups.atoms }
}

type Values = ReadonlyMap<string, readonly string[]>
type Read = Answered & { counts: ReadonlyMap<string, number> }

type ToRead = { figures: readonly Figure[]; whole: readonly Figured[]; known: Values }

/** All that is counted for some figures, and for questions whose answers are printed whole. */
async function readSources(db: Db, where: CountIn, { figures, whole, known }: ToRead) {
  const documents = where.documents.map(({ document }) => document)
  const valuesOf = (keys: ReadonlySet<string>): Values => new Map([...known].filter(([key]) => keys.has(key)))
  const shapesFor = (keys: ReadonlySet<string>) => shapesOf(documents, valuesOf(keys))
  const looked = [...figures, ...whole]
  const all = new Set(looked.flatMap(({ counted }) => counted.map(({ question }) => question)))
  const keys = questionsOfSources(looked, shapesFor(all))
  const verdicts: Values = new Map([...keys.reviewed].map(key => [key, key === OUTCOME ? OUTCOMES : COUNTED_VERDICTS]))
  const completed = keys.completed.size > 0 ? await readCompleted(db, where, figures, valuesOf(keys.completed)) : undefined
  const sampled = keys.sampled.size > 0 ? await readSample(db, where, figures, valuesOf(keys.sampled)) : undefined
  const reviewed = keys.reviewed.size > 0 ? await readReviewed(db, where, figures, verdicts) : undefined
  const read: Record<Source, Read | undefined> = { completed, sampled, reviewed }
  const sources = SOURCES.flatMap((source): SourceFigures[] => {
    const { population, answers } = read[source] ?? {}
    if (population === undefined || answers === undefined) return []
    const printed = [...figures.filter(({ isPrinted }) => isPrinted), ...whole].filter(figure => figure.source === source)
    return [
      {
        ...{ source, population, answers },
        questions: source === 'reviewed' ? [...verdicts].map(verdictShape) : shapesFor(keys[source]),
        printed: new Set(printed.flatMap(({ counted }) => counted.map(({ question }) => question))),
      },
    ]
  })
  const counts = new Map([...Object.values(read).flatMap(one => [...(one?.counts ?? [])]), ...(sampled?.across ?? [])])
  const shared = completed && sampled && keys.shared.size > 0 ? sharedOf(completed, sampled, shapesFor(keys.shared)) : undefined
  return { sources, counts, shared }
}

const verdictShape = ([key, values]: [string, readonly string[]]): QuestionShape => ({ key, values, askedByFacts: true })

/** Everything at one moment, so that it adds up; it is kept while no answer moves. Of whom each question is asked hangs on answers too. */
async function readCompleted(db: Db, where: CountIn, figures: readonly Figure[], values: Values): Promise<Read> {
  const wanted = wantedFor('completed', figures, values)
  const keys = [...values.keys()]
  const asked = await keptAnswerCount(db, where, {
    what: 'publication asked',
    asked: keys,
    work: () => countAsked(db, where, 'completed', keys),
  })
  const work = async () => [...(await countCompletedFigures(db, where, wanted))]
  const counts = new Map(await keptAnswerCount(db, where, { what: 'publication', asked: [...wanted], work }))
  return { ...answeredIn('completed', counts, values, new Map(asked.map(one => [one.key, one.asked]))), counts }
}

/** The sample in two parts: those who have sent their returns, who are in the round's numbers too, and the others. */
async function readSample(db: Db, where: CountIn, figures: readonly Figure[], values: Values) {
  const keys = [...values.keys()]
  const asked = await countAsked(db, where, 'sampled', keys)
  const given = await sampledAnswers(db, where, 'sampled', keys)
  const wanted = wantedFor('sampled', figures, values)
  const partOf = (completed: boolean) => {
    const counts = countAmong(answersOf(given.filter(one => one.completed === completed)), wanted)
    const among = asked.filter(one => one.completed === completed).map(({ key, asked: count }): [string, number] => [key, count])
    return answeredIn('sampled', counts, values, new Map(among))
  }
  const [both, only] = [partOf(true), partOf(false)]
  const across = countAmong(answersOf(given.filter(({ completed }) => completed)), wantedAcross(figures))
  return { ...combined(both, 1, only), both, only, counts: countAmong(answersOf(given), wanted), across }
}

const answersOf = (given: readonly SampledAnswers[]) => given.map(({ answers }) => answers)

/** Whatever is in the sample can be reviewed, so who was not is among those without a verdict. */
async function readReviewed(db: Db, where: CountIn, figures: readonly Figure[], values: Values): Promise<Read> {
  const given = answersOf(await reviewedAnswers(db, where, [...values.keys()]))
  const counts = countAmong(given, wantedFor('reviewed', figures, values))
  return { ...answeredIn('reviewed', counts, values, new Map([...values.keys()].map(key => [key, given.length]))), counts }
}

/** @throws Refusal conflict when answers came in between the two counts */
function sharedOf(completed: Answered, { both, only }: { both: Answered; only: Answered }, questions: readonly QuestionShape[]): Shared {
  const rest = combined(completed, -1, both)
  if (!canBe(rest)) throw refuse.movedMeanwhile()
  return { questions, both, completed: rest, sampled: only }
}

/** What can be answered to each question that is asked in the round, in their order. */
function valuesIn({ documents }: CountIn): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const question of documents.flatMap(({ document }) => document.sections.flatMap(({ questions }) => questions)))
    found.set(question.key, [...new Set([...(found.get(question.key) ?? []), ...closedValues(question)])])
  return found
}

const COUNTED_VERDICTS = VERDICTS.filter(verdict => verdict !== 'cannot_tell')

/** More counts than this are too many to be looked at while somebody waits. */
const MOST_CELLS = 6000
