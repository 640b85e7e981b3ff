import { setImmediate as breathe } from 'node:timers/promises'
import type { Db } from '../../platform/db.ts'
import { readyAnswers } from '../counting/index.ts'
import { digestOf } from '../publications/index.ts'
import { mayNeedAction, type Question } from '../questions/index.ts'
import type { Round } from '../rounds/index.ts'
import { knownStratumBy } from '../sampling/index.ts'
import {
  asPrinted,
  cellOf,
  joined,
  tablesOf,
  tellable,
  toldAlone,
  withEarlier,
  type Bounds,
  type Publication,
  type QuestionShape,
  type Rule,
  type Slice,
} from '../suppression/index.ts'
import { countingIn } from './actions.ts'
import type { EarlierFindings } from './figureActions.ts'
import { groupFigures, groupSlice, together, type Atom, type Grouped } from './grouped.ts'
import { atomsOf } from './groupActions.ts'
import { closedValues, shapesOf } from './questionShapes.ts'
import { coverInTurns } from './turnActions.ts'
import { publishedBefore, ruleOf } from './publicationActions.ts'
import { refuse } from './refusals.ts'
import { shareWords } from './shareWords.ts'

/**
 * How many completed returns a group has, and in words how many of those who were asked gave the best rating, by question: where that may
 * be told. `askedAll` names the questions that all of the group were asked; words that were made before it was kept have none.
 */
export type ToldGroup = { returns: number; best: Record<string, string>; askedAll?: readonly string[] }

/** What single establishments are told of the others of a round, in words that give nobody away. */
export type Told = {
  /** By the name of the group; all of the round as the group without a name. */
  groups: Record<string, ToldGroup>
  /** What a reader of it knows, to hold the next publication against. */
  figures: EarlierFindings
  /** How often answers had been worked out for counting. */
  generation: number
  /** A word for the rule, and for all that left the office before, beside which it may be told. */
  beside: string
}

/** How often everything is read again when answers came in meanwhile. */
const TRIES = 5
const SOURCE = 'completed'
/** By what schools are alike. */
const BY = 'phase'

/**
 * What may be told in words of how the returns of a round rated themselves, by phase of education: beside the answers to all closed
 * questions as the board's report prints them, beside all that was published, or given, before, and beside each other.
 *
 * @param least of how many others at least something is told
 * @throws Refusal conflict when answers kept coming in between two counts
 */
export async function tellInWords(db: Db, round: Round, least: number): Promise<Told> {
  const rule = await ruleOf(db, round.partnershipId)
  const earlier = await publishedBefore(db, round)
  const { slices, shapes, questions, report, inGroups, grouped, generation } = await readCounts(db, round, earlier)
  const wanted = new Map<string, Bounds & { words: string; group: string; question: string }>()
  for (const { key, askedByFacts } of shapes) {
    const best = bestOf(questions.get(key) ?? [])
    // Of whom a question is asked by their answers is not known to a reader, so neither is a share of them.
    if (best === undefined || !askedByFacts) continue
    for (const { id, group, answers } of slices) {
      const { values = {}, asked = 0 } = answers.get(key) ?? {}
      if (asked > Math.max(least, rule.least - 1))
        wanted.set(cellOf.value(id, key, best), { ...shareWords(values[best] ?? 0, asked), group, question: key })
    }
  }
  const printed = joined([await asReported(report, earlier, rule), inGroups])
  const told = new Map<string, Bounds>()
  // Where letters have left several times the proofs take minutes: pages are answered meanwhile.
  for (const proved of tellable(withEarlier(printed, earlier), wanted, rule)) {
    for (const [id, bounds] of proved) told.set(id, bounds)
    await breathe()
  }
  const groups: Told['groups'] = Object.fromEntries(slices.map(slice => [slice.group, untold(slice)]))
  for (const [id, { words, group, question }] of wanted) {
    const best = groups[group]?.best
    if (best && told.has(id)) best[question] = words
  }
  const figures = {
    publication: toldAlone(joined([report, inGroups]), told),
    covered: [],
    threshold: rule.threshold,
    grouped,
    inWords: true as const,
  }
  return { groups, generation, beside: besideOf(rule, earlier), figures }
}

/** A group of which nothing is told yet. */
const untold = ({ population, answers }: Slice): ToldGroup => ({
  ...{ returns: population, best: {} },
  askedAll: [...answers].flatMap(([key, { asked }]) => (asked === population ? [key] : [])),
})

/** A word for all that left the office of a round so far, and the rule: another as soon as something more did, or the rule is another. */
export const leftBefore = async (db: Db, round: Pick<Round, 'partnershipId' | 'id'>): Promise<string> =>
  besideOf(await ruleOf(db, round.partnershipId), await publishedBefore(db, round))

const besideOf = ({ threshold, minimum, least }: Awaited<ReturnType<typeof ruleOf>>, earlier: readonly EarlierFindings[]): string =>
  [threshold, minimum, least, digestOf(earlier)].join(' ')

/** Whether two such words are of the same rule, whatever left. */
export const isSameRule = (one: string, other: string): boolean => ruleIn(one) === ruleIn(other)
const ruleIn = (beside: string): string => beside.split(' ').slice(0, -1).join(' ')

/** The answers to all questions, as a report that is made now prints them. */
async function asReported(report: Publication, earlier: readonly EarlierFindings[], rule: Rule): Promise<Publication> {
  const printed = earlier.filter(({ inWords }) => !inWords)
  const { covered } = await coverInTurns(withEarlier(report, printed), rule)
  return asPrinted(report, covered, rule.threshold)
}

type CountedSlice = Slice & { group: string }
type Counts = {
  /** What a report prints of them, and what nothing prints. */
  report: Publication
  inGroups: Publication
  shapes: readonly QuestionShape[]
  questions: ReadonlyMap<string, readonly Question[]>
  grouped: readonly Grouped[]
  /** All of the round, and each of its groups. */
  slices: readonly CountedSlice[]
  generation: number
}

/** The answers to all closed questions of one moment, as a report prints them, and in groups, which it does not. */
async function readCounts(db: Db, { partnershipId, id: roundId }: Round, earlier: readonly EarlierFindings[]): Promise<Counts> {
  for (let tried = 1; ; tried += 1) {
    const generation = await readyAnswers(db, { partnershipId, roundId })
    const where = await countingIn(db, partnershipId, roundId)
    const documents = where.documents.map(({ document }) => document)
    const questions = Map.groupBy(
      documents.flatMap(({ sections }) => sections.flatMap(section => section.questions)).filter(one => closedValues(one).length > 0),
      ({ key }) => key,
    )
    const values = new Map([...questions].map(([key, all]) => [key, [...new Set(all.flatMap(closedValues))]]))
    const shapes = shapesOf(documents, values)
    const grouped = shapes.map(({ key }): Grouped => ({ source: SOURCE, question: key, by: BY }))
    const printedBefore = earlier
      .flatMap(one => one.grouped ?? [])
      .filter(({ source, question }) => source === SOURCE && values.has(question))
    const atoms = await atomsOf(db, where, SOURCE, values, [...grouped, ...printedBefore])
    if (generation === (await readyAnswers(db, { partnershipId, roundId }))) {
      const slices = slicesOf(atoms, [...values.keys()])
      const inGroups = groupFigures(SOURCE, shapes, { now: [], before: [...grouped, ...printedBefore] }, atoms)
      return { report: tablesOf(shapes, slices.slice(0, 1)), inGroups, shapes, questions, grouped, slices, generation }
    }
    if (tried === TRIES) throw refuse.movedMeanwhile()
  }
}

function slicesOf(atoms: readonly Atom[], keys: readonly string[]): CountedSlice[] {
  const groups = Map.groupBy(atoms, ({ facts }) => knownStratumBy(BY, facts))
  return [
    { group: '', id: SOURCE, ...together(atoms, keys), printed: new Set(keys) },
    ...[...groups].map(([group, some]) => ({
      ...{ group, id: groupSlice(SOURCE, BY, group), ...together(some, keys), printed: new Set<string>() },
    })),
  ]
}

/** The best value of a rating; undefined where it is none, or not the same wherever it is asked. Scales are written from their best value down. */
function bestOf(asked: readonly Question[]): string | undefined {
  const best = new Set(asked.map(question => (mayNeedAction(question) ? closedValues(question)[0] : undefined)))
  return best.size === 1 ? [...best][0] : undefined
}
