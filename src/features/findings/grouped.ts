import { KNOWN_STRATA, knownStratumBy, type strata } from '../sampling/index.ts'
import { tablesOf, type AnswerCounts, type Publication, type QuestionShape, type Slice, type Sum } from '../suppression/index.ts'
import type { Source } from './finding.ts'

/** The answers to one question, or what reviewers found, group by group. */
export type Grouped = { source: Exclude<Source, 'sampled'>; question: string; by: strata.KnownStrata }

/** It stands where a question does: the outcome of a review is about all of a return. No question is called so. */
export const OUTCOME = '(outcome)'

/** Establishments that are alike in all by which something is grouped: as finely as anybody may know them apart. */
export type Atom = { facts: strata.KnownFacts; population: number; answers: ReadonlyMap<string, AnswerCounts> }

/** Of an establishment of which nothing is known. */
export const UNKNOWN_FACTS: strata.KnownFacts = { phase: '', setCode: '', typeGroup: '', pupils: null, trust: '', authority: '' }

/** The name of a group among the counts. */
export const groupSlice = (source: Source, by: strata.KnownStrata, group: string): string => `${source}, ${by} ${group}`

/**
 * The counts of some questions in their groups, and how they come to those of all. Questions of which one hangs on another are looked at
 * together. Where they are grouped in several ways, now or before, anyone who knows who is in which group can put the groups together: so
 * those who are in one of each are counted too, although they are not printed.
 *
 * @param grouped.now what is printed
 * @param grouped.before what was
 */
export function groupFigures(
  source: Grouped['source'],
  questions: readonly QuestionShape[],
  { now, before }: { now: readonly Grouped[]; before: readonly Grouped[] },
  atoms: readonly Atom[],
): Publication {
  const mine = [...now, ...before].filter(one => one.source === source)
  const parts = hangingTogether(
    questions,
    mine.map(({ question }) => question),
  ).map(together => {
    const keys = new Set(together.map(({ key }) => key))
    const ways = KNOWN_STRATA.filter(by => mine.some(one => one.by === by && keys.has(one.question)))
    return figuresIn(source, together, ways, { atoms, now: now.filter(one => one.source === source && keys.has(one.question)) })
  })
  return { cells: uniquely(parts.flatMap(({ cells }) => cells)), relations: parts.flatMap(({ relations }) => relations) }
}

const uniquely = (cells: Publication['cells']) => [...new Map(cells.map(cell => [cell.id, cell])).values()]

function figuresIn(
  source: Grouped['source'],
  questions: readonly QuestionShape[],
  ways: readonly strata.KnownStrata[],
  { atoms, now }: { atoms: readonly Atom[]; now: readonly Grouped[] },
): Publication {
  const keys = questions.map(({ key }) => key)
  const slices = new Map<string, Slice>()
  const sums: Sum[] = []
  const printedBy = (by: strata.KnownStrata) => new Set(now.filter(one => one.by === by).map(({ question }) => question))
  const inGroups = (by: strata.KnownStrata) => Map.groupBy(atoms, ({ facts }) => knownStratumBy(by, facts))
  for (const by of ways) {
    const groups = [...inGroups(by)]
    for (const [group, some] of groups) {
      const id = groupSlice(source, by, group)
      slices.set(id, { id, table: `${source}, ${by}`, ...together(some, keys), printed: printedBy(by) })
    }
    sums.push({ whole: source, parts: groups.map(([group]) => groupSlice(source, by, group)) })
  }
  if (ways.length > 1) {
    const nameOf = ({ facts }: Atom) => `${source}, ${ways.map(by => knownStratumBy(by, facts)).join(' and ')}`
    for (const [id, some] of Map.groupBy(atoms, nameOf)) slices.set(id, { id, ...together(some, keys), printed: new Set() })
    for (const by of ways)
      for (const [group, some] of inGroups(by)) sums.push({ whole: groupSlice(source, by, group), parts: [...new Set(some.map(nameOf))] })
  }
  return tablesOf(questions, [...slices.values()], sums)
}

/** What some establishments answered, together. */
export function together(atoms: readonly Atom[], keys: readonly string[]): { population: number; answers: Map<string, AnswerCounts> } {
  const answers = keys.map((key): [string, AnswerCounts] => {
    const values: Record<string, number> = {}
    let [answered, asked] = [0, 0]
    for (const atom of atoms) {
      const given = atom.answers.get(key)
      answered += given?.answered ?? 0
      asked += given?.asked ?? 0
      for (const [value, count] of Object.entries(given?.values ?? {})) values[value] = (values[value] ?? 0) + count
    }
    return [key, { values, answered, asked }]
  })
  return { population: atoms.reduce((sum, { population }) => sum + population, 0), answers: new Map(answers) }
}

/** The questions that are grouped, those together of which one is asked of those who answered the other. */
function hangingTogether(questions: readonly QuestionShape[], grouped: readonly string[]): QuestionShape[][] {
  const wanted = questions.filter(({ key }) => grouped.includes(key))
  const sets: QuestionShape[][] = []
  for (const question of wanted) {
    const linked = (other: QuestionShape) =>
      question.askedOf?.some(among => among.question === other.key) || other.askedOf?.some(among => among.question === question.key)
    const [near, far] = [sets.filter(set => set.some(linked)), sets.filter(set => !set.some(linked))]
    sets.splice(0, sets.length, ...far, [...near.flat(), question])
  }
  return sets.map(set =>
    set.map(question => ({ ...question, askedOf: question.askedOf?.filter(among => set.some(({ key }) => key === among.question)) ?? [] })),
  )
}
