import type { Json } from '../questions/index.ts'
import { cellOf, type AnswerCounts } from '../suppression/index.ts'
import type { Answered } from './figures.ts'
import { figureOf, pairsOf, type Figure, type Pair } from './figureSet.ts'
import type { CountedAnswers, Source } from './finding.ts'
import { textOf } from './textOf.ts'

/** Something to count: all; who gave an answer; whom a finding speaks of; who counts for it; who is in both of two. */
export type Asked =
  | { what: 'all' }
  | { what: 'value'; question: string; value: string }
  | { what: 'of' | 'n'; counted: readonly CountedAnswers[] }
  | { what: 'both'; one: Asked; other: Asked }

/** What is counted at one moment, each by the name of its number. */
export type Wanted = ReadonlyMap<string, Asked>

type Values = ReadonlyMap<string, readonly string[]>

/** All that has to be counted, at one moment, of one source. @param values what can be answered to each question */
export function wantedFor(source: Source, figures: readonly Figure[], values: Values): Wanted {
  const mine = figures.filter(figure => figure.source === source)
  return new Map<string, Asked>([
    [cellOf.population(source), { what: 'all' }],
    ...[...values].flatMap(([question, all]): [string, Asked][] => [
      [cellOf.answered(source, question), { what: 'of', counted: [{ question, values: [] }] }],
      ...all.map((value): [string, Asked] => [cellOf.value(source, question, value), { what: 'value', question, value }]),
    ]),
    ...mine.flatMap((figure): [string, Asked][] => [
      [figureOf.n(figure), { what: 'n', counted: figure.counted }],
      [figureOf.of(figure), { what: 'of', counted: figure.counted }],
    ]),
    ...pairsOf(mine).map(wantedOfPair),
  ])
}

/** What has to be counted among those who have sent their returns and are in the sample: who counts for a number of each. */
export const wantedAcross = (figures: readonly Figure[]): Wanted =>
  new Map(
    pairsOf(figures)
      .filter(({ one, other }) => one.source !== other.source)
      .map(wantedOfPair),
  )

const wantedOfPair = ({ name, one, other }: Pair): [string, Asked] => [name, { what: 'both', one, other }]

/** Counts among some establishments of which all answers are at hand. @param given what each answered, by question */
export function countAmong(given: readonly ReadonlyMap<string, Json>[], wanted: Wanted): Map<string, number> {
  return new Map([...wanted].map(([name, asked]) => [name, given.filter(answers => holdsOf(asked, answers)).length]))
}

function holdsOf(asked: Asked, answers: ReadonlyMap<string, Json>): boolean {
  switch (asked.what) {
    case 'all':
      return true
    case 'value':
      return chosenOf(answers.get(asked.question)).includes(asked.value)
    case 'of':
      return asked.counted.some(({ question }) => answers.has(question))
    case 'n':
      return counts(asked.counted, answers)
    case 'both':
      return holdsOf(asked.one, answers) && holdsOf(asked.other, answers)
  }
}

const counts = (counted: readonly CountedAnswers[], answers: ReadonlyMap<string, Json>): boolean =>
  counted.some(({ question }) => answers.has(question)) &&
  counted.every(
    ({ question, values }) =>
      !answers.has(question) || chosenOf(answers.get(question)).some(chosen => values.some(value => textOf(value) === chosen)),
  )

const chosenOf = (answer: Json | undefined): string[] =>
  answer === undefined ? [] : Array.isArray(answer) ? answer.map(textOf) : [textOf(answer)]

/** What was answered, of what was counted. @param asked of how many each question is asked, which is counted a moment earlier or later */
export function answeredIn(
  source: Source,
  counted: ReadonlyMap<string, number>,
  values: Values,
  asked: ReadonlyMap<string, number>,
): Answered {
  const count = (name: string) => counted.get(name) ?? 0
  const population = count(cellOf.population(source))
  const answers = [...values].map(([key, all]): [string, AnswerCounts] => {
    const answered = count(cellOf.answered(source, key))
    const given = Object.fromEntries(all.map(value => [value, count(cellOf.value(source, key, value))]))
    return [key, { values: given, answered, asked: Math.min(Math.max(asked.get(key) ?? 0, answered), population) }]
  })
  return { population, answers: new Map(answers) }
}

/** Both together; or with -1 the one without those of the other. */
export function combined(one: Answered, sign: 1 | -1, other: Answered): Answered {
  const answers = [...one.answers].map(([key, { values, answered, asked }]): [string, AnswerCounts] => {
    const more = other.answers.get(key)
    const given = Object.entries(values).map(([value, count]) => [value, count + sign * (more?.values[value] ?? 0)])
    const [answeredToo, askedToo] = [more?.answered ?? 0, more?.asked ?? 0]
    return [
      key,
      {
        values: Object.fromEntries(given) as Record<string, number>,
        answered: answered + sign * answeredToo,
        asked: asked + sign * askedToo,
      },
    ]
  })
  return { population: one.population + sign * other.population, answers: new Map(answers) }
}

/** Whether these can be the answers of anybody: what is left of two counts is not when answers came in between them. */
export const canBe = ({ population, answers }: Answered): boolean =>
  population >= 0 &&
  [...answers.values()].every(
    ({ values, answered, asked }) =>
      answered >= 0 && asked >= answered && population >= asked && Object.values(values).every(count => count >= 0),
  )
