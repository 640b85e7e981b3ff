import type { Db } from '../../platform/db.ts'
import { asId, type Id } from '../../platform/id.ts'
import { keptCount } from '../counting/index.ts'
import { VERDICTS } from '../sampling/index.ts'
import {
  cover,
  withEarlier,
  type AnswerCounts,
  type Covering,
  type Earlier,
  type Publication,
  type QuestionShape,
  type Rule,
} from '../suppression/index.ts'
import { countingIn } from './actions.ts'
import { countAllCompleted, countCompletedBoth, type CountIn } from './completedStore.ts'
import { countAnswers, countAsked, countFindings, countSampled, countSampledBoth, type Wanted } from './countStore.ts'
import { figureOf, figuresOf, type Base, type Overlap, type SourceFigures } from './figures.ts'
import { SOURCES, type CountedAnswers, type Finding, type Source } from './finding.ts'
import { shapesOf } from './questionShapes.ts'
import { textOf } from './textOf.ts'

/** The numbers of a publication of findings, and what is covered of them. */
export type CoveredFindings = { sources: SourceFigures[]; publication: Publication; covering: Covering }

/**
 * What has to be covered when the findings of a round are published: beside each other, beside the answers that they count, and beside
 * what was published before.
 */
export async function coverFindings(
  db: Db,
  of: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  { findings, rule, earlier }: { findings: readonly Finding[]; rule: Rule; earlier: readonly Earlier[] },
): Promise<CoveredFindings> {
  const where = await countingIn(db, of.partnershipId, of.roundId)
  const said = findings.filter(finding => finding.of > 0)
  const sources: SourceFigures[] = []
  for (const source of SOURCES) {
    const keys = [
      ...new Set(said.filter(finding => finding.source === source).flatMap(({ counted }) => counted.map(({ question }) => question))),
    ]
    if (keys.length > 0) sources.push(await figuresOfSource(db, where, source, keys))
  }
  const { bases, overlaps } = await betweenFindings(db, where, said)
  const publication = figuresOf(sources, said, { bases, overlaps, threshold: rule.threshold })
  return { sources, publication, covering: cover(withEarlier(publication, earlier), rule) }
}

async function figuresOfSource(db: Db, where: CountIn, source: Source, keys: readonly string[]): Promise<SourceFigures> {
  const population = source === 'completed' ? await countAllCompleted(db, where) : await countSampled(db, where)
  const given = await countAnswers(db, where, source, keys, `publication ${source}`)
  const answered = await countFindings(
    db,
    where,
    keys.map((question, at) => ({ id: standIn(at), source, counted: [{ question, values: [] }] })),
  )
  // Whatever is in the sample can be reviewed, so who was not is among those without a verdict.
  const asked = source === 'reviewed' ? new Map(keys.map(key => [key, population])) : await askedOf(db, where, source, keys)
  const answers = new Map(
    keys.map((key, at): [string, AnswerCounts] => {
      const values = Object.fromEntries(given.filter(count => count.key === key).map(({ answer, count }) => [textOf(answer), count]))
      const count = answered.get(standIn(at))?.of ?? 0
      return [key, { values, answered: count, asked: asked.get(key) ?? 0 }]
    }),
  )
  return {
    source,
    population,
    answers,
    questions:
      source === 'reviewed'
        ? keys.map(verdictShape)
        : shapesOf(
            where.documents.map(({ document }) => document),
            answers,
          ),
  }
}

/** Of whom each question is asked hangs on their answers, so among completed returns it is kept as long as they are. */
async function askedOf(db: Db, where: CountIn, source: Source, keys: readonly string[]): Promise<Map<string, number>> {
  const work = async () => [...(await countAsked(db, where, source, keys))]
  return new Map(source === 'completed' ? await keptCount(db, where, { what: 'publication asked', asked: keys, work }) : await work())
}

const verdictShape = (key: string): QuestionShape => ({
  key,
  values: VERDICTS.filter(verdict => verdict !== 'cannot_tell'),
  askedByFacts: true,
})

/** Stands for a question, or for one question of a finding, while it is counted. No finding has it. */
const standIn = (at: number): Id<'finding'> => asId<'finding'>(-1 - at)

type Figure = { name: string; wanted: Wanted; base?: { findingId: Id<'finding'>; question: string } }

/** What lies between a finding over several questions and each of them, and between two such findings. */
async function betweenFindings(db: Db, where: CountIn, findings: readonly Finding[]): Promise<{ bases: Base[]; overlaps: Overlap[] }> {
  const several = findings.filter(({ counted }) => counted.length > 1)
  const figures = several.flatMap((finding, at): Figure[] => [
    { name: figureOf.n(finding.id), wanted: finding },
    ...finding.counted.map((answers, place) => ({
      name: figureOf.base(finding.id, answers.question),
      wanted: { id: standIn(100 * at + place), source: finding.source, counted: [answers] },
      base: { findingId: finding.id, question: answers.question },
    })),
  ])
  if (figures.length === 0) return { bases: [], overlaps: [] }
  const wanted = figures.map(({ wanted: { id, source, counted } }) => ({ id, source, counted }))
  const counts = await countFindings(db, where, wanted)
  const n = ({ wanted: { id } }: Figure) => counts.get(id)?.n ?? 0
  const pairs = pairsOf(figures)
  const both = await countBoth(db, where, pairs)
  return {
    bases: figures.flatMap(figure => (figure.base ? [{ ...figure.base, n: n(figure) }] : [])),
    overlaps: pairs.map(([one, other], at) => ({
      one: one.name,
      other: other.name,
      n: { one: n(one), other: n(other) },
      both: both[at] ?? 0,
    })),
  }
}

/** Each finding over several questions with its own questions, and with the others of its source that share one. */
function pairsOf(figures: readonly Figure[]): [Figure, Figure][] {
  const whole = figures.filter(({ base }) => base === undefined)
  return whole.flatMap((one, at) => [
    ...figures.filter(({ base }) => base?.findingId === one.wanted.id).map((other): [Figure, Figure] => [one, other]),
    ...whole
      .slice(at + 1)
      .filter(other => other.wanted.source === one.wanted.source && shareQuestion(one.wanted.counted, other.wanted.counted))
      .map((other): [Figure, Figure] => [one, other]),
  ])
}

const shareQuestion = (one: readonly CountedAnswers[], other: readonly CountedAnswers[]): boolean =>
  one.some(({ question }) => other.some(known => known.question === question))

async function countBoth(db: Db, where: CountIn, pairs: readonly (readonly [Figure, Figure])[]): Promise<number[]> {
  const completed = pairs.filter(([{ wanted }]) => wanted.source === 'completed')
  const counted = await countCompletedBoth(
    db,
    where,
    completed.map(([one, other]) => [one.wanted.counted, other.wanted.counted] as const),
  )
  const sampled = pairs.filter(([{ wanted }]) => wanted.source !== 'completed').flat()
  const ofSample = await countSampledBoth(db, where, [
    ...new Map(sampled.map(({ wanted: { id, source, counted: answers } }) => [id, { id, source, counted: answers }])).values(),
  ])
  return pairs.map(pair => {
    const place = completed.indexOf(pair)
    const [one, other] = pair
    return place >= 0
      ? (counted[place] ?? 0)
      : (ofSample.find(known => known.one === one.wanted.id && known.other === other.wanted.id)?.both ?? 0)
  })
}
