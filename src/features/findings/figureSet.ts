import { cellOf, type QuestionShape } from '../suppression/index.ts'
import type { CountedAnswers, Finding, Source } from './finding.ts'
import { textOf } from './textOf.ts'

/** What a number of findings is made of: whoever counts the same has the same number, now and in another publication. */
export type Figured = Pick<Finding, 'source' | 'counted'>

/** A number of findings: a finding that is printed, what one was that was published before, or a part of such. */
export type Figure = Figured & {
  isPrinted: boolean
  /** The numbers of what it is made of, where they do not add up to it: its questions; or answers of which several can be given. */
  parts: readonly Figured[]
}

/** The names of the numbers of a finding. */
export const figureOf = {
  n: ({ source, counted }: Figured) => `${source}|n ${JSON.stringify(sorted(counted))}`,
  /** Of whom it is said: who answered its question, or any of its questions. */
  of: ({ source, counted }: Figured) =>
    counted.length === 1
      ? cellOf.answered(source, counted[0]?.question ?? '')
      : `${source}|of ${JSON.stringify(sorted(counted).map(([question]) => question))}`,
}

const sorted = (counted: readonly CountedAnswers[]): [string, string[]][] =>
  counted.map(({ question, values }): [string, string[]] => [question, values.map(textOf).toSorted()]).toSorted()

export const isOverSeveral = ({ counted }: Figured): boolean => counted.length > 1

/**
 * Every number that has to be looked at when some findings are printed.
 *
 * @param before what was published before: it is counted again, so that what lies between can be seen
 * @param multiple the questions to which several answers can be given
 */
export function figuresFor(printed: readonly Figured[], before: readonly Figured[], multiple: ReadonlySet<string>): Figure[] {
  const printedNames = new Set(printed.map(figureOf.n))
  const found = new Map<string, Figure>()
  const open = [...printed, ...before]
  for (const { source, counted } of open) {
    const name = figureOf.n({ source, counted })
    if (found.has(name)) continue
    const parts = partsOf({ source, counted }, multiple)
    found.set(name, { source, counted, isPrinted: printedNames.has(name), parts })
    open.push(...parts)
  }
  return [...found.values()]
}

function partsOf({ source, counted }: Figured, multiple: ReadonlySet<string>): Figured[] {
  const [first] = counted
  if (counted.length > 1) return counted.map(answers => ({ source, counted: [answers] }))
  if (source === 'reviewed' || !first || first.values.length < 2 || !multiple.has(first.question)) return []
  return first.values.map(value => ({ source, counted: [{ question: first.question, values: [value] }] }))
}

/** A number of a figure: who counts for it, or of whom it is said. */
export type Term = Figured & { name: string; what: 'n' | 'of' }

/** Two numbers of which somebody may learn what lies between, and the name of how many are in both. */
export type Pair = { name: string; one: Term; other: Term }

/** Each number that is made of others with those, and with every other such that speaks of one of its questions. */
export function pairsOf(figures: readonly Figure[]): Pair[] {
  const pairs = pairedFigures(figures).flatMap(([one, other]) =>
    isOverSeveral(one) && isOverSeveral(other) ? [pairOf('n', one, other), pairOf('of', one, other)] : [pairOf('n', one, other)],
  )
  return [...new Map(pairs.filter(({ one, other }) => one.name !== other.name).map(pair => [pair.name, pair])).values()]
}

function pairOf(what: Term['what'], one: Figured, other: Figured): Pair {
  const term = ({ source, counted }: Figured): Term => ({ name: figureOf[what]({ source, counted }), what, source, counted })
  const [first, second] = [term(one), term(other)]
  return { name: `${first.name} and ${second.name}`, one: first, other: second }
}

function pairedFigures(figures: readonly Figure[]): [Figure, Figure][] {
  const made = figures.filter(({ parts }) => parts.length > 0)
  const isPart = (one: Figure, other: Figure) => one.parts.some(part => figureOf.n(part) === figureOf.n(other))
  return made.flatMap((one, at) => [
    ...figures.filter(other => isPart(one, other)).map((other): [Figure, Figure] => [one, other]),
    ...made
      .slice(at + 1)
      .filter(other => areRelated(one, other) && !isPart(one, other) && !isPart(other, one))
      .map((other): [Figure, Figure] => [one, other]),
  ])
}

/** The round and its sample speak of the same answers; reviewers speak of something else. */
const areRelated = (one: Figure, other: Figure): boolean =>
  (one.source === other.source || (one.source !== 'reviewed' && other.source !== 'reviewed')) &&
  one.counted.some(({ question }) => other.counted.some(known => known.question === question))

/**
 * The questions to look at of each source: those that its figures count. What the round and its sample share is looked at in both where
 * both count it, or one counts it and the other what hangs on it.
 *
 * @param shapes of all questions that are counted
 */
export function questionsOfSources(
  figures: readonly Figured[],
  shapes: readonly QuestionShape[],
): Record<Source, ReadonlySet<string>> & { shared: ReadonlySet<string> } {
  const own = (source: Source) =>
    new Set(figures.filter(figure => figure.source === source).flatMap(({ counted }) => counted.map(({ question }) => question)))
  const [completed, sampled] = [own('completed'), own('sampled')]
  const shared = new Set<string>()
  for (const { key, askedOf = [] } of shapes)
    for (const question of [key, ...askedOf.map(among => among.question)])
      if ((completed.has(key) && sampled.has(question)) || (sampled.has(key) && completed.has(question))) shared.add(key).add(question)
  return { completed: new Set([...completed, ...shared]), sampled: new Set([...sampled, ...shared]), reviewed: own('reviewed'), shared }
}
