import {
  cellOf,
  isSmall,
  tablesOf,
  type AnswerCounts,
  type Cell,
  type Publication,
  type QuestionShape,
  type Relation,
  type Slice,
} from '../suppression/index.ts'
import { figureOf, isOverSeveral, pairsOf, type Figure, type Pair } from './figureSet.ts'
import type { Source } from './finding.ts'
import { textOf } from './textOf.ts'

/** What some establishments answered to each question. */
export type Answered = { population: number; answers: ReadonlyMap<string, AnswerCounts> }

/** The answers that findings of one source count. */
export type SourceFigures = Answered & {
  source: Source
  questions: readonly QuestionShape[]
  /** The questions whose answers are printed. The others were, in an earlier publication or of another source. */
  printed: ReadonlySet<string>
}

/** The completed returns and the sample: those that are in both, and those that are in one of them. */
export type Shared = Record<'both' | 'completed' | 'sampled', Answered> & { questions: readonly QuestionShape[] }

/**
 * The numbers of a publication of findings: the answers to every question behind them, the findings themselves, and what lies between
 * two of them, or between the round and its sample.
 *
 * @param counts by the names of the numbers, those of pairs among them
 * @param threshold a finding may say that fewer than so many are not counted ("at least 100 of 104")
 */
export function figuresOf(
  sources: readonly SourceFigures[],
  shared: Shared | undefined,
  { figures, counts, threshold }: { figures: readonly Figure[]; counts: ReadonlyMap<string, number>; threshold: number },
): Publication {
  const count = (id: string) => counts.get(id) ?? 0
  const all = [
    // The verdicts of reviewers are about other things than the answers: no sum leads from the one to the other.
    ...sources.map(({ source, questions, ...slice }) => tablesOf(questions, [{ id: source, ...slice }])),
    ...(shared === undefined ? [] : [sharedTables(shared)]),
    ...figures.map(figure => figureNumbers(figure, count, threshold)),
    ...pairsOf(figures).map(pair => betweenTwo(pair, count)),
  ]
  return {
    cells: [...new Map(all.flatMap(({ cells }) => cells.map(cell => [cell.id, cell]))).values()],
    relations: all.flatMap(({ relations }) => relations),
  }
}

const NONE: ReadonlySet<string> = new Set()

/** Where the whole sample has sent its returns, as it should, it is a part of the round with the rest; else what both share is a part of each. */
function sharedTables({ questions, both, completed, sampled }: Shared): Publication {
  const slice = (id: string, some: Answered): Slice => ({ id, ...some, printed: NONE })
  const rest = slice('completed, not sampled', completed)
  if (sampled.population === 0) return tablesOf(questions, [rest], [{ whole: 'completed', parts: ['sampled', rest.id] }])
  const [shared, only] = [slice('completed and sampled', both), slice('sampled, not completed', sampled)]
  return tablesOf(
    questions,
    [shared, rest, only],
    [
      { whole: 'completed', parts: [shared.id, rest.id] },
      { whole: 'sampled', parts: [shared.id, only.id] },
    ],
  )
}

function figureNumbers(figure: Figure, count: (id: string) => number, threshold: number): Publication {
  const { source, counted, isPrinted } = figure
  const block = `${source}|${counted[0]?.question ?? ''}`
  const [nId, ofId] = [figureOf.n(figure), figureOf.of(figure)]
  const [n, of] = [count(nId), count(ofId)]
  const restId = `${nId}:rest`
  const as = isPrinted ? 'shown' : 'hidden'
  const told = isPrinted && isSmall(of - n, { threshold }) ? { told: { least: 1, most: threshold - 1 } } : {}
  const cells: Cell[] = [
    { id: nId, value: n, as, block },
    { id: restId, value: of - n, as: 'hidden', block, ...told },
  ]
  // Of a small group that all counts for a finding, it says something of each.
  const relations: Relation[] = [{ total: ofId, parts: [nId, restId], telling: [nId] }]
  if (!isOverSeveral(figure)) {
    if (figure.parts.length === 0) relations.push({ total: nId, parts: valuesOf(figure) })
    return { cells, relations }
  }
  cells.push({ id: ofId, value: of, as, block })
  for (const { question } of counted) {
    const [answered, without] = [cellOf.answered(source, question), `${ofId}:without ${question}`]
    cells.push({ id: without, value: of - count(answered), as: 'hidden', block: `${source}|${question}` })
    relations.push({ total: ofId, parts: [answered, without] })
  }
  return { cells, relations }
}

const valuesOf = ({ source, counted }: Figure): string[] =>
  counted.flatMap(({ question, values }) => values.map(value => cellOf.value(source, question, textOf(value))))

/** Who counts for both of two, and for one of them alone. */
function betweenTwo({ name, one, other }: Pair, count: (id: string) => number): Publication {
  const both = count(name)
  const hidden = (id: string, value: number): Cell => ({ id, value, as: 'hidden', block: name })
  const alone = [one, other].map((term, at) => ({ term: term.name, id: `${name}: only the ${at === 0 ? 'first' : 'second'}` }))
  return {
    cells: [hidden(name, both), ...alone.map(({ term, id }) => hidden(id, count(term) - both))],
    relations: alone.map(({ term, id }) => ({ total: term, parts: [name, id] })),
  }
}
