import type { Id } from '../../platform/id.ts'
import {
  cellOf,
  isSmall,
  tablesOf,
  type AnswerCounts,
  type Cell,
  type Publication,
  type QuestionShape,
  type Relation,
} from '../suppression/index.ts'
import type { CountedAnswers, Finding, Source } from './finding.ts'
import { textOf } from './textOf.ts'

/** The answers that findings of one source count: to each question, all that were given. */
export type SourceFigures = {
  source: Source
  population: number
  questions: readonly QuestionShape[]
  answers: ReadonlyMap<string, AnswerCounts>
}

/** How many establishments count for each of two numbers, and how many for both. */
export type Overlap = { one: string; other: string; n: { one: number; other: number }; both: number }

/** A finding over several questions, and each of them on its own. */
export type Base = { findingId: Id<'finding'>; question: string; n: number }

type Figured = Pick<Finding, 'id' | 'source' | 'counted' | 'n' | 'of'>

/**
 * The numbers of a publication of findings: the answers to every question behind them, the findings themselves, and what lies between
 * two of them.
 *
 * @param threshold a finding may say that fewer than so many are not counted ("at least 100 of 104")
 */
export function figuresOf(
  sources: readonly SourceFigures[],
  findings: readonly Figured[],
  { bases, overlaps, threshold }: { bases: readonly Base[]; overlaps: readonly Overlap[]; threshold: number },
): Publication {
  const tables = sources.map(({ source, population, questions, answers }) =>
    tablesOf(questions, { id: source, population, answers, printed: true }),
  )
  const figures = findings.flatMap(finding => {
    const source = sources.find(known => known.source === finding.source)
    return source ? [findingFigures(finding, source, { bases, threshold })] : []
  })
  const between = overlaps.map(betweenTwo)
  const all = [...tables, ...figures, ...between]
  return { cells: all.flatMap(({ cells }) => cells), relations: all.flatMap(({ relations }) => relations) }
}

/** The names of a finding's numbers. */
export const figureOf = {
  n: (id: Id<'finding'>) => `finding ${id}`,
  rest: (id: Id<'finding'>) => `finding ${id}:rest`,
  /** Of whom it is said: who answered its question, or any of its questions. */
  of: ({ id, source, counted }: Pick<Finding, 'id' | 'source' | 'counted'>) =>
    counted.length === 1 ? cellOf.answered(source, counted[0]?.question ?? '') : `finding ${id}:of`,
  /** Those who gave a counted answer to one of its questions. */
  base: (id: Id<'finding'>, question: string) => `finding ${id}:${question}`,
}

type Beside = { bases: readonly Base[]; threshold: number }

function findingFigures(finding: Figured, source: SourceFigures, { bases, threshold }: Beside): Publication {
  const { id, counted, n, of } = finding
  const [first] = counted
  const block = `${finding.source}|${first?.question ?? ''}`
  const [nId, restId, ofId] = [figureOf.n(id), figureOf.rest(id), figureOf.of(finding)]
  const told = isSmall(of - n, { threshold }) ? { told: { least: 1, most: threshold - 1 } } : {}
  const cells: Cell[] = [
    { id: nId, value: n, as: 'shown', block },
    { id: restId, value: of - n, as: 'hidden', block, ...told },
  ]
  const relations: Relation[] = [{ total: ofId, parts: [nId, restId] }]
  if (first && counted.length === 1) {
    if (addsUp(first, source.questions)) relations.push({ total: nId, parts: valuesOf(source.source, first) })
    return { cells, relations }
  }
  cells.push({ id: ofId, value: of, as: 'shown', block })
  for (const answers of counted) {
    const { question } = answers
    const base = figureOf.base(id, question)
    const value = bases.find(known => known.findingId === id && known.question === question)?.n ?? 0
    const answered = source.answers.get(question)?.answered ?? 0
    cells.push({ id: base, value, as: 'hidden', block: `${finding.source}|${question}` })
    cells.push({ id: `${base}:rest`, value: answered - value, as: 'hidden', block: `${finding.source}|${question}` })
    cells.push({ id: `${base}:without`, value: of - answered, as: 'hidden', block: `${finding.source}|${question}` })
    relations.push({ total: cellOf.answered(source.source, question), parts: [base, `${base}:rest`] })
    relations.push({ total: ofId, parts: [cellOf.answered(source.source, question), `${base}:without`] })
    if (addsUp(answers, source.questions)) relations.push({ total: base, parts: valuesOf(source.source, answers) })
  }
  return { cells, relations }
}

/** Its answers come to those who gave them: one is counted, or only one can be given. */
const addsUp = ({ question, values }: CountedAnswers, shapes: readonly QuestionShape[]): boolean =>
  values.length === 1 || !shapes.find(({ key }) => key === question)?.multiple

const valuesOf = (source: Source, { question, values }: CountedAnswers): string[] =>
  values.map(value => cellOf.value(source, question, textOf(value)))

/** Whoever counts for one and not for the other, and the other way round. */
function betweenTwo({ one, other, n, both }: Overlap): Publication {
  const block = `${one} and ${other}`
  const either = `${block}: either`
  const hidden = (id: string, value: number): Cell => ({ id, value, as: 'hidden', block })
  return {
    cells: [
      hidden(either, n.one + n.other - both),
      hidden(`${block}: only the first`, n.one - both),
      hidden(`${block}: only the second`, n.other - both),
    ],
    relations: [
      { total: either, parts: [one, `${block}: only the second`] },
      { total: either, parts: [other, `${block}: only the first`] },
    ],
  }
}
