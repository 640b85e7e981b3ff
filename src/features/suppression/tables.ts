import type { Cell, Publication, Relation } from './publication.ts'

/** How the answers to one question fall into place, wherever they are counted. */
export type QuestionShape = {
  key: string
  values: readonly string[]
  /** Several values can be chosen, so they do not add up to those who answered. */
  multiple?: boolean
  /** It is asked of those alone who gave one of these answers to another question: of all of them, or of some of them. */
  askedOf?: { question: string; values: readonly string[]; all: boolean }
  /** Who is asked hangs on facts that the public register tells, or on nothing: how many were not asked is no secret. */
  askedByFacts?: boolean
}

/** What those of one population answered to a question. */
export type AnswerCounts = { values: Readonly<Record<string, number>>; answered: number; asked: number }

/** Some establishments of which a publication tells the answers: all, those of one phase, those of the sample. */
export type Slice = {
  id: string
  population: number
  answers: ReadonlyMap<string, AnswerCounts>
  /** What is printed: all answers, or nothing (the rest of a sample). What is not printed can still be worked out. */
  printed: boolean
}

/** Slices that make up the whole: the phases; or the sample and the rest. */
export type Parting = { id: string; slices: readonly Slice[] }

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
 * those who were not asked come to the population; what is asked of those who gave an answer is as many as they are; the slices of a
 * parting come to the whole.
 */
export function tablesOf(questions: readonly QuestionShape[], whole: Slice, partings: readonly Parting[] = []): Publication {
  const slices = [{ slice: whole, of: whole.id }, ...partings.flatMap(({ id, slices: parts }) => parts.map(slice => ({ slice, of: id })))]
  const tables = slices.map(({ slice, of }) => sliceTables(questions, slice, of))
  const sums = partings.flatMap(({ slices: parts }) => questions.flatMap(question => sumsOver(question, whole, parts)))
  return { cells: tables.flatMap(({ cells }) => cells), relations: [...tables.flatMap(({ relations }) => relations), ...sums] }
}

function sliceTables(questions: readonly QuestionShape[], slice: Slice, of: string): Publication {
  const cells: Cell[] = [{ id: cellOf.population(slice.id), value: slice.population, as: 'fixed', block: slice.id }]
  const relations: Relation[] = []
  for (const question of questions) {
    const { key, askedOf } = question
    const counts = slice.answers.get(key) ?? { values: {}, answered: 0, asked: 0 }
    cells.push(...questionCells(question, counts, slice, `${of}|${key}`))
    const [asked, answered] = [cellOf.asked(slice.id, key), cellOf.answered(slice.id, key)]
    relations.push({ total: cellOf.population(slice.id), parts: [asked, cellOf.notAsked(slice.id, key)] })
    relations.push({ total: asked, parts: [answered, cellOf.unanswered(slice.id, key)] })
    const values = question.values.map(value => cellOf.value(slice.id, key, value))
    if (question.multiple) relations.push(...values.map(id => ({ total: answered, parts: [id, restOf(id)] })))
    else relations.push({ total: answered, parts: values, spread: slice.printed })
    if (askedOf) {
      const gave = askedOf.values.map(value => cellOf.value(slice.id, askedOf.question, value))
      const others = `${asked}:others`
      const all = cells.filter(({ id }) => gave.includes(id)).reduce((sum, { value }) => sum + value, 0)
      if (askedOf.all) relations.push({ total: asked, parts: gave })
      else {
        cells.push({ id: `${others} and asked`, value: all, as: 'hidden', block: `${of}|${key}` })
        cells.push({ id: others, value: all - counts.asked, as: 'hidden', block: `${of}|${key}` })
        relations.push({ total: `${others} and asked`, parts: gave }, { total: `${others} and asked`, parts: [asked, others] })
      }
    }
  }
  return { cells, relations }
}

const restOf = (id: string): string => `${id}:not`

function questionCells(question: QuestionShape, counts: AnswerCounts, slice: Slice, block: string): Cell[] {
  const { key } = question
  const as = slice.printed ? 'shown' : 'hidden'
  const notAsked = slice.population - counts.asked
  const values = question.values.map(
    value => ({ id: cellOf.value(slice.id, key, value), value: counts.values[value] ?? 0, as, block }) as const,
  )
  const rests = question.multiple
    ? values.map(({ id, value }) => ({ id: restOf(id), value: counts.answered - value, as: 'hidden', block }) as const)
    : []
  return [
    ...values,
    ...rests,
    { id: cellOf.answered(slice.id, key), value: counts.answered, as, block },
    { id: cellOf.unanswered(slice.id, key), value: counts.asked - counts.answered, as, block },
    { id: cellOf.asked(slice.id, key), value: counts.asked, as: question.askedByFacts ? 'fixed' : 'hidden', block },
    { id: cellOf.notAsked(slice.id, key), value: notAsked, as: question.askedByFacts ? 'fixed' : as, block },
  ]
}

/** Each count of the whole is the sum of those of the slices. */
function sumsOver({ key, values }: QuestionShape, whole: Slice, parts: readonly Slice[]): Relation[] {
  const names: ((slice: string) => string)[] = [
    ...values.map(value => (slice: string) => cellOf.value(slice, key, value)),
    slice => cellOf.answered(slice, key),
    slice => cellOf.unanswered(slice, key),
    slice => cellOf.asked(slice, key),
    slice => cellOf.notAsked(slice, key),
  ]
  return names.map(name => ({ total: name(whole.id), parts: parts.map(({ id }) => name(id)) }))
}
