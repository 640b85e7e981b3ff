import { answeredIn, combined, countAmong, wantedAcross, wantedFor } from '../../src/features/findings/figureCounts.ts'
import { figuresOf, type Answered, type Shared, type SourceFigures } from '../../src/features/findings/figures.ts'
import { figuresFor, questionsOfSources, type Figured } from '../../src/features/findings/figureSet.ts'
import { groupFigures, type Atom, type Grouped } from '../../src/features/findings/grouped.ts'
import { closedValues, severalIn, shapesOf } from '../../src/features/findings/questionShapes.ts'
import { factsFrom } from '../../src/features/establishments/index.ts'
import { holds } from '../../src/features/questionnaires/index.ts'
import type { Condition, Json, Question } from '../../src/features/questions/index.ts'
import type { Publication, QuestionShape, Slice, Sum } from '../../src/features/suppression/index.ts'

/** The same numbers for the same seed on every machine (Park and Miller's minimal standard generator). */
export function dice(seed: number): (sides: number) => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647
  return sides => {
    state = (state * 48_271) % 2_147_483_647
    return Math.floor((state / 2_147_483_647) * sides)
  }
}

const OPTIONS = ['a', 'b', 'c'].map(value => ({ value, label: value.toUpperCase() }))
const when = (question: string, ...values: string[]): Condition => ({ question, in: values })

/** Questions that hang together in every way: on one answer, on a fact too, on two answers, on "not applicable", on one of several. */
export const QUESTIONS: readonly Question[] = [
  { kind: 'met', key: 'standard', label: 'standard' },
  { kind: 'met', key: 'plan', label: 'plan', when: when('standard', 'partly', 'not_met') },
  {
    kind: 'yes_partly_no',
    key: 'beds',
    label: 'beds',
    notApplicable: true,
    when: { all: [when('standard', 'met'), { fact: 'boarders' }] },
  },
  { kind: 'yes_no', key: 'beds_checked', label: 'checked', when: { all: [{ fact: 'boarders' }, when('standard', 'met')] } },
  { kind: 'yes_no', key: 'both', label: 'both', when: { all: [when('standard', 'met'), when('beds', 'yes', 'na')] } },
  { kind: 'choices', key: 'means', label: 'means', options: OPTIONS },
  { kind: 'yes_partly_no', key: 'means_a', label: 'means a', when: when('means', 'a') },
  { kind: 'yes_partly_no', key: 'log', label: 'log', notApplicable: true },
  { kind: 'yes_no', key: 'why_no_log', label: 'why', when: { not: when('log', 'yes') } },
  { kind: 'choice', key: 'level', label: 'level', options: OPTIONS, when: { fact: 'special' } },
]

export type Establishment = {
  group: number
  /** Another group, which has to do with the first. */
  authority?: number
  completed: boolean
  sampled: boolean
  asked: ReadonlySet<string>
  answers: ReadonlyMap<string, Json>
}

/** Establishments with answers, most of them alike, and some left blank. */
export function invented(
  seed: number,
  people: number,
  { groups = 1, alike = 2 }: { groups?: number; alike?: number } = {},
): Establishment[] {
  const roll = dice(seed)
  const skewed = <Value>(values: readonly Value[]) => values[Math.min(...Array.from({ length: alike }, () => roll(values.length)))]!
  return Array.from({ length: people }, () => {
    const facts = factsFrom([...(roll(3) > 0 ? ['boarders'] : []), ...(roll(2) > 0 ? ['special'] : [])])
    const answers = new Map<string, Json>()
    for (const question of QUESTIONS) {
      if (question.when && !holds(question.when, facts, answers)) continue
      const values = closedValues(question)
      const given =
        question.kind === 'choices' ? values.filter(() => roll(2) > 0) : roll(20) === 0 ? 'na' : roll(20) === 0 ? null : skewed(values)
      answers.set(question.key, given)
    }
    const asked = new Set(answers.keys())
    const counted = new Map(
      [...answers].filter(([, value]) => value !== null && value !== 'na' && !(Array.isArray(value) && value.length === 0)),
    )
    const group = Math.min(roll(groups), roll(groups))
    return { group, authority: roll(6) === 0 ? roll(3) : group % 3, completed: roll(15) > 0, sampled: roll(4) > 0, asked, answers: counted }
  })
}

const DOCUMENTS = [{ sections: [{ key: 'one', title: 'One', questions: [...QUESTIONS] }] }]
export const valuesOf = (keys: readonly string[]): Map<string, string[]> =>
  new Map(QUESTIONS.filter(({ key }) => keys.includes(key)).map(question => [question.key, closedValues(question)]))
export const shapesFor = (keys: readonly string[]): QuestionShape[] => shapesOf(DOCUMENTS, valuesOf(keys))

const givenBy = (some: readonly Establishment[]) => some.map(({ answers }) => answers)

function countedAs(source: 'completed' | 'sampled', some: readonly Establishment[], keys: readonly string[]): Answered {
  const asked = new Map(keys.map(key => [key, some.filter(one => one.asked.has(key)).length]))
  const values = valuesOf(keys)
  return answeredIn(source, countAmong(givenBy(some), wantedFor(source, [], values)), values, asked)
}

export const sliceOf = (id: string, some: readonly Establishment[], keys: readonly string[], printed: boolean, table = id): Slice => ({
  ...{ id, table, ...countedAs('completed', some, keys) },
  printed: new Set(printed ? keys : []),
})

export const sum = (whole: string, ...parts: string[]): Sum => ({ whole, parts })

/** The numbers of some findings over the completed and the sampled of these. @param before what findings counted that were published before */
export function publicationOf(
  all: readonly Establishment[],
  printed: readonly Figured[],
  before: readonly Figured[],
  threshold: number,
  grouped: { now: readonly Grouped[]; before: readonly Grouped[] } = { now: [], before: [] },
): Publication {
  const figures = figuresFor(printed, before, severalIn(DOCUMENTS))
  const looked = [...figures, ...grouped.now.map(({ source, question }): Figured => ({ source, counted: [{ question, values: [] }] }))]
  const counted = looked.flatMap(figure => figure.counted.map(({ question }) => question))
  const keys = questionsOfSources(looked, shapesFor(counted))
  const [completed, sampled] = [all.filter(one => one.completed), all.filter(one => one.sampled)]
  const [both, only] = [sampled.filter(one => one.completed), sampled.filter(one => !one.completed)]
  const some = { completed, sampled }
  const sources = (['completed', 'sampled'] as const)
    .filter(source => keys[source].size > 0)
    .map((source): SourceFigures => {
      const mine = figures.filter(figure => figure.source === source && figure.isPrinted)
      return {
        ...{ source, questions: shapesFor([...keys[source]]), ...countedAs(source, some[source], [...keys[source]]) },
        printed: new Set([
          ...mine.flatMap(figure => figure.counted.map(({ question }) => question)),
          ...(source === 'completed' ? grouped.now.map(({ question }) => question) : []),
        ]),
      }
    })
  const inBoth = [...keys.shared]
  const shared: Shared = {
    questions: shapesFor(inBoth),
    both: countedAs('sampled', both, inBoth),
    completed: combined(countedAs('completed', completed, inBoth), -1, countedAs('completed', both, inBoth)),
    sampled: countedAs('sampled', only, inBoth),
  }
  const counts = new Map([
    ...countAmong(givenBy(completed), wantedFor('completed', figures, valuesOf([...keys.completed]))),
    ...countAmong(givenBy(sampled), wantedFor('sampled', figures, valuesOf([...keys.sampled]))),
    ...countAmong(givenBy(both), wantedAcross(figures)),
  ])
  const whole = figuresOf(sources, inBoth.length > 0 ? shared : undefined, { figures, counts, threshold })
  if (grouped.now.length === 0) return whole
  const inGroups = groupFigures('completed', shapesFor([...keys.completed]), grouped, atomsOf(completed, [...keys.completed]))
  return {
    cells: [...new Map([...whole.cells, ...inGroups.cells].map(cell => [cell.id, cell])).values()],
    relations: [...whole.relations, ...inGroups.relations],
  }
}

/** Each by itself, with the groups in which everybody knows it to be. */
export const atomsOf = (all: readonly Establishment[], keys: readonly string[]): Atom[] =>
  all.map(one => ({
    ...countedAs('completed', [one], keys),
    facts: {
      phase: `phase ${one.group}`,
      authority: `authority ${one.authority ?? 0}`,
      setCode: '',
      typeGroup: '',
      pupils: null,
      trust: '',
    },
  }))
