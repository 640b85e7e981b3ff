import type { Cell, Publication, Relation } from './publication.ts'

/** How the answers to one question fall into place, wherever they are counted. */
export type QuestionShape = {
  key: string
  values: readonly string[]
  /** Several values can be chosen, so they do not add up to those who answered. */
  multiple?: boolean
  /** Others among whom all are who are asked. */
  askedOf?: readonly AskedOf[]
  /** Who is asked hangs on facts that the public register tells, or on nothing: how many were not asked is no secret. */
  askedByFacts?: boolean
}

/** Those who gave one of these answers to another question, or stand to it as is said beside. */
export type AskedOf = {
  question: string
  /** One at most, where several can be given. */
  values: readonly string[]
  beside?: readonly ('unanswered' | 'notAsked' | 'asked')[]
  /** All of them are asked, not some of them. */
  all: boolean
}

/** What those of one population answered to a question. */
export type AnswerCounts = { values: Readonly<Record<string, number>>; answered: number; asked: number }

/** Some establishments of which answers are counted: all, those of one phase, those of the sample. */
export type Slice = {
  id: string
  population: number
  answers: ReadonlyMap<string, AnswerCounts>
  /** The questions whose answers are printed. What is not printed, as the rest of a sample, can still be worked out. */
  printed: ReadonlySet<string>
  /** Slices that are covered whole together where that has to be: the phases. By themselves, unless it is said. */
  table?: string
}

/** Slices that make up another: the phases; or the sample and the rest. */
export type Sum = { whole: string; parts: readonly string[] }

/** The names of the counts of a question in a slice. */
export const cellOf = {
  value: (slice: string, question: string, value: string) => `${slice}|${question}=${value}`,
  answered: (slice: string, question: string) => `${slice}|${question}:answered`,
  unanswered: (slice: string, question: string) => `${slice}|${question}:unanswered`,
  asked: (slice: string, question: string) => `${slice}|${question}:asked`,
  notAsked: (slice: string, question: string) => `${slice}|${question}:not asked`,
  population: (slice: string) => `${slice}|population`,
}

/**
 * The tables of answers of a publication with all that hangs together in them: the answers to a question, those who did not answer and
 * those who were not asked come to the population; what is asked of those who gave an answer is as many as they are; slices come to the
 * whole that they make up.
 */
export function tablesOf(questions: readonly QuestionShape[], slices: readonly Slice[], sums: readonly Sum[] = []): Publication {
  const tables = slices.map(slice => sliceTables(questions, slice))
  const added = sums.flatMap(sum => questions.flatMap(question => sumsOver(question, sum)))
  return { cells: tables.flatMap(({ cells }) => cells), relations: [...tables.flatMap(({ relations }) => relations), ...added] }
}

function sliceTables(questions: readonly QuestionShape[], slice: Slice): Publication {
  const population: Cell = { id: cellOf.population(slice.id), value: slice.population, as: 'fixed', block: slice.id }
  const cells = [population, ...questions.flatMap(question => questionCells(question, slice))]
  const values = new Map(cells.map(({ id, value }) => [id, value]))
  const shapes = new Map(questions.map(question => [question.key, question]))
  const nested = questions.flatMap(({ key, askedOf = [] }) =>
    askedOf.map(among => nestedIn(key, among, { slice, values, all: shapes.get(among.question)?.values ?? [] })),
  )
  return {
    cells: [...cells, ...nested.flatMap(one => one.cells)],
    relations: [...questions.flatMap(question => questionSums(question, slice.id)), ...nested.flatMap(one => one.relations)],
  }
}

function questionCells({ key, values, multiple, askedByFacts }: QuestionShape, slice: Slice): Cell[] {
  const { values: given, answered, asked } = slice.answers.get(key) ?? { values: {}, answered: 0, asked: 0 }
  const as = slice.printed.has(key) ? 'shown' : 'hidden'
  const cell = (id: string, value: number, how: Cell['as']): Cell => ({ id, value, as: how, block: blockOf(slice, key) })
  const all = values.map(value => cell(cellOf.value(slice.id, key, value), given[value] ?? 0, as))
  return [
    ...all,
    ...(multiple ? all.map(({ id, value }) => cell(restOf(id), answered - value, 'hidden')) : []),
    cell(cellOf.answered(slice.id, key), answered, as),
    cell(cellOf.unanswered(slice.id, key), asked - answered, as),
    cell(cellOf.asked(slice.id, key), asked, askedByFacts ? 'fixed' : 'hidden'),
    cell(cellOf.notAsked(slice.id, key), slice.population - asked, askedByFacts ? 'fixed' : as),
  ]
}

const blockOf = ({ id, table = id }: Slice, key: string): string => `${table}|${key}`
const restOf = (id: string): string => `${id}:not`

function questionSums({ key, values, multiple }: QuestionShape, slice: string): Relation[] {
  const [asked, answered] = [cellOf.asked(slice, key), cellOf.answered(slice, key)]
  const given = values.map(value => cellOf.value(slice, key, value))
  return [
    { total: cellOf.population(slice), parts: [asked, cellOf.notAsked(slice, key)] },
    { total: asked, parts: [answered, cellOf.unanswered(slice, key)] },
    ...(multiple
      ? given.map(id => ({ total: answered, parts: [id, restOf(id)], telling: [id] }))
      : [{ total: answered, parts: given, telling: given }]),
  ]
}

type Among = { slice: Slice; values: ReadonlyMap<string, number>; all: readonly string[] }

/** Who is asked among others: all of them, or what is left is a count too. Counts of two moments may not fit: then nothing is said. */
function nestedIn(key: string, { question, values: gave, beside = [], all }: AskedOf, { slice, values, all: given }: Among): Publication {
  const asked = cellOf.asked(slice.id, key)
  const left = `${asked}: others of ${question}`
  const named = (some: readonly string[], how: readonly NonNullable<AskedOf['beside']>[number][]) => [
    ...some.map(value => cellOf.value(slice.id, question, value)),
    ...how.map(standing => cellOf[standing](slice.id, question)),
  ]
  const among = named(gave, beside)
  const others = among.reduce((sum, id) => sum + (values.get(id) ?? 0), 0) - (values.get(asked) ?? 0)
  if (others < 0) return { cells: [], relations: [] }
  if (all && others === 0) return { cells: [], relations: [{ total: asked, parts: among }] }
  const cells: Cell[] = [{ id: left, value: others, as: 'hidden', block: blockOf(slice, key) }]
  const [only] = among
  if (only !== undefined && among.length === 1) return { cells, relations: [{ total: only, parts: [asked, left] }] }
  // With those of whom it cannot be asked they come to everybody.
  const without = named(
    given.filter(value => !gave.includes(value)),
    (['unanswered', 'notAsked'] as const).filter(standing => !beside.includes(standing)),
  )
  return { cells, relations: [{ total: cellOf.population(slice.id), parts: [asked, left, ...without] }] }
}

/** Each count of the whole is the sum of those of the slices. */
function sumsOver({ key, values }: QuestionShape, { whole, parts }: Sum): Relation[] {
  const names: ((slice: string) => string)[] = [
    ...values.map(value => (slice: string) => cellOf.value(slice, key, value)),
    slice => cellOf.answered(slice, key),
    slice => cellOf.unanswered(slice, key),
    slice => cellOf.asked(slice, key),
    slice => cellOf.notAsked(slice, key),
  ]
  return names.map(name => ({ total: name(whole), parts: parts.map(name) }))
}
