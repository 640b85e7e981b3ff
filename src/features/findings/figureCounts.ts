import type { Id } from '../../platform/id.ts'
import type { Json } from '../questions/index.ts'
import type { AnswerCounts } from '../suppression/index.ts'
import type { Base, Overlap } from './figures.ts'
import { figureOf } from './figures.ts'
import type { CountedAnswers, Finding } from './finding.ts'
import { textOf } from './textOf.ts'

/** Something to count: all; who gave an answer; whom a finding speaks of; who counts for one; who counts for two. */
export type Asked =
  | { what: 'all' }
  | { what: 'value'; question: string; value: string }
  | { what: 'of' | 'n'; counted: readonly CountedAnswers[] }
  | { what: 'both'; one: readonly CountedAnswers[]; other: readonly CountedAnswers[] }

/** What is counted at one moment, each by its name. */
export type Wanted = ReadonlyMap<string, Asked>

type Figure = { name: string; counted: readonly CountedAnswers[]; base?: { findingId: Id<'finding'>; question: string } }

const NAME = {
  answered: (key: string) => `answered ${key}`,
  value: (key: string, value: string) => `${key}=${value}`,
  n: (figure: string) => `n ${figure}`,
  of: (figure: string) => `of ${figure}`,
  both: (one: string, other: string) => `${one} and ${other}`,
}

/** All that has to be counted, at one moment, for a publication of the findings of one source. @param values what can be answered to each question */
export function wantedFor(findings: readonly Finding[], values: ReadonlyMap<string, readonly string[]>): Wanted {
  const figures = figuresIn(findings)
  return new Map<string, Asked>([
    ['all', { what: 'all' }],
    ...[...values].flatMap(([question, all]): [string, Asked][] => [
      [NAME.answered(question), { what: 'of', counted: [{ question, values: [] }] }],
      ...all.map((value): [string, Asked] => [NAME.value(question, value), { what: 'value', question, value }]),
    ]),
    ...figures.flatMap(({ name, counted }): [string, Asked][] => [
      [NAME.n(name), { what: 'n', counted }],
      [NAME.of(name), { what: 'of', counted }],
    ]),
    ...pairsOf(figures).map(([one, other]): [string, Asked] => [
      NAME.both(one.name, other.name),
      { what: 'both', one: one.counted, other: other.counted },
    ]),
  ])
}

/** What was counted, as the publication takes it. */
export function readCounts(
  counts: ReadonlyMap<string, number>,
  findings: readonly Finding[],
  values: ReadonlyMap<string, readonly string[]>,
  asked: ReadonlyMap<string, number>,
): {
  population: number
  answers: Map<string, AnswerCounts>
  numbers: Map<Id<'finding'>, { n: number; of: number }>
  bases: Base[]
  overlaps: Overlap[]
} {
  const count = (name: string) => counts.get(name) ?? 0
  const population = count('all')
  const figures = figuresIn(findings)
  const answers = [...values].map(([key, all]): [string, AnswerCounts] => {
    const answered = count(NAME.answered(key))
    const given = Object.fromEntries(all.map(value => [value, count(NAME.value(key, value))]))
    // Who is asked is counted a moment earlier: it is at least who answered, and at most all.
    return [key, { values: given, answered, asked: Math.min(Math.max(asked.get(key) ?? 0, answered), population) }]
  })
  return {
    population,
    answers: new Map(answers),
    numbers: new Map(findings.map(({ id }) => [id, { n: count(NAME.n(figureOf.n(id))), of: count(NAME.of(figureOf.n(id))) }])),
    bases: figures.flatMap(({ name, base }) => (base ? [{ ...base, n: count(NAME.n(name)) }] : [])),
    overlaps: pairsOf(figures).map(([one, other]) => ({
      one: one.name,
      other: other.name,
      n: { one: count(NAME.n(one.name)), other: count(NAME.n(other.name)) },
      both: count(NAME.both(one.name, other.name)),
    })),
  }
}

/** The findings, and each question of those over several. */
const figuresIn = (findings: readonly Finding[]): Figure[] =>
  findings.flatMap(({ id, counted }): Figure[] => [
    { name: figureOf.n(id), counted },
    ...(counted.length < 2
      ? []
      : counted.map(answers => ({
          name: figureOf.base(id, answers.question),
          counted: [answers],
          base: { findingId: id, question: answers.question },
        }))),
  ])

/** Each finding over several questions with its own questions, and with the others that share one. */
function pairsOf(figures: readonly Figure[]): [Figure, Figure][] {
  const several = figures.filter(({ base, counted }) => base === undefined && counted.length > 1)
  return several.flatMap((one, at) => [
    ...figures
      .filter(({ base }) => base !== undefined && figureOf.n(base.findingId) === one.name)
      .map((other): [Figure, Figure] => [one, other]),
    ...several
      .slice(at + 1)
      .filter(other => one.counted.some(({ question }) => other.counted.some(known => known.question === question)))
      .map((other): [Figure, Figure] => [one, other]),
  ])
}

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
      return counts(asked.one, answers) && counts(asked.other, answers)
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
