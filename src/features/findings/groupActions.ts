import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../platform/db.ts'
import type { Json } from '../questions/index.ts'
import { outcomesOf, stratumFactsOf } from '../sampling/index.ts'
import type { AnswerCounts, Publication } from '../suppression/index.ts'
import type { CountIn } from './completedStore.ts'
import type { SourceFigures } from './figures.ts'
import { groupFigures, OUTCOME, together, type Atom, type Grouped } from './grouped.ts'
import { countAtoms } from './groupStore.ts'
import { refuse } from './refusals.ts'
import { sampledAnswers, type SampledAnswers } from './sampledStore.ts'

type Values = ReadonlyMap<string, readonly string[]>

/** The verdicts on some questions, and with them what the whole review came to where that is asked. */
export async function reviewedAnswers(db: Db, where: CountIn, keys: readonly string[]): Promise<SampledAnswers[]> {
  const given = await sampledAnswers(
    db,
    where,
    'reviewed',
    keys.filter(key => key !== OUTCOME),
  )
  if (!keys.includes(OUTCOME)) return given
  const outcomes = new Map((await outcomesOf(db, where.partnershipId, where.roundId)).map(({ returnId, outcome }) => [returnId, outcome]))
  return given.map(one => {
    const outcome = outcomes.get(one.returnId)
    return !outcome ? one : { ...one, answers: new Map([...one.answers, [OUTCOME, outcome]]) }
  })
}

export const NO_GROUPS: { figures: Publication[]; atoms: Map<Grouped['source'], Atom[]> } = { figures: [], atoms: new Map() }

/** What was answered in groups, and how it comes to what all answered. @throws Refusal conflict when answers came in between the two counts */
export async function readGroups(
  db: Db,
  where: CountIn,
  sources: readonly SourceFigures[],
  grouped: { now: readonly Grouped[]; before: readonly Grouped[] },
): Promise<typeof NO_GROUPS> {
  const figures: Publication[] = []
  const atoms = new Map<Grouped['source'], Atom[]>()
  for (const { source, questions, population, answers } of sources) {
    if (source === 'sampled') continue
    const mine = [...grouped.now, ...grouped.before].filter(one => one.source === source)
    const shapes = questions.filter(({ key }) => mine.some(one => one.question === key))
    if (shapes.length === 0) continue
    const some = await atomsOf(db, where, source, new Map(shapes.map(({ key, values }) => [key, values])), mine)
    const keys = shapes.map(({ key }) => key)
    const all = together(some, keys)
    if (all.population !== population || keys.some(key => !isDeepStrictEqual(all.answers.get(key), answers.get(key))))
      throw refuse.movedMeanwhile()
    figures.push(groupFigures(source, shapes, grouped, some))
    atoms.set(source, some)
  }
  return { figures, atoms }
}

/** What some questions were answered, or what was found on them, as finely as these are grouped. */
export async function atomsOf(
  db: Db,
  where: CountIn,
  source: Grouped['source'],
  questions: Values,
  grouped: readonly Pick<Grouped, 'by'>[],
): Promise<Atom[]> {
  const ways = [...new Set(grouped.map(({ by }) => by))]
  if (source === 'completed') return countAtoms(db, where, questions, ways)
  const given = await reviewedAnswers(db, where, [...questions.keys()])
  const facts = await stratumFactsOf(
    db,
    where.partnershipId,
    given.map(({ returnId }) => returnId),
  )
  const answers = new Map(given.map(one => [one.returnId, one.answers]))
  return facts.map(known => atomOf(known, answers.get(known.returnId) ?? new Map(), questions))
}

/** One return: whatever is in the sample can be reviewed. */
function atomOf(facts: Atom['facts'], given: ReadonlyMap<string, Json>, questions: Values): Atom {
  const answers = [...questions].map(([key, values]): [string, AnswerCounts] => {
    const chosen = given.get(key)
    const counts = values.map((value): [string, number] => [value, chosen === value ? 1 : 0])
    return [key, { values: Object.fromEntries(counts), answered: chosen === undefined ? 0 : 1, asked: 1 }]
  })
  return { facts, population: 1, answers: new Map(answers) }
}
