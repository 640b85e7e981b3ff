import { kindOf, valuesOf, type Condition, type Question } from '../questions/index.ts'
import { conditionWords, questionsOf, type QuestionnaireDocument, type SetCode } from '../questionnaires/index.ts'
import { capitalised, sayCount, sayList } from '../../platform/say.ts'
import { sameWords } from './sameWords.ts'

/** What establishments of one question set answer in a round, as it was frozen. */
export type AnsweredDocument = Pick<QuestionnaireDocument, 'set' | 'sections'>

/** Whether the answers to a question may be held against those of an earlier round; if not, why; if so, what to bear in mind. */
export type Comparable = { reasons: readonly string[]; cautions: readonly string[] }

type Placed = { set: SetCode; question: Question; conditions: readonly Condition[]; document: AnsweredDocument }

/**
 * Whether a question of two rounds asks the same: the same words, the same kind of answer, the same steps or options that mean the same,
 * and the same establishments. It is looked at set by set, since each set has words of its own; what only one of the rounds has a set for
 * is no reason, but another population.
 */
export function comparable(key: string, then: readonly AnsweredDocument[], now: readonly AnsweredDocument[]): Comparable {
  return judged(key, then, now, new Set())
}

function judged(key: string, then: readonly AnsweredDocument[], now: readonly AnsweredDocument[], above: ReadonlySet<string>): Comparable {
  const [before, after] = [placesOf(then, key), placesOf(now, key)]
  const [one] = before
  const [other] = after
  if (!other) return { reasons: ['It is not asked now.'], cautions: [] }
  if (!one) return { reasons: ['It was not asked then.'], cautions: [] }
  const pairs = pairsOf(before, after)
  const looked = pairs.length > 0 ? pairs : [{ then: one, now: other }]
  const reasons = [
    ...looked.flatMap(pair => changesOf(pair.then.question, pair.now.question)),
    ...askedChanged(before, after, { then, now }),
    ...pairs.flatMap(({ now: { conditions } }) => parentsChanged(conditions, { then, now, above: new Set([...above, key]) })),
  ]
  return { reasons: [...new Set(reasons)], cautions: [...new Set(looked.flatMap(guidanceChanged))] }
}

/** Where a question is asked. Each of hundreds of questions is looked for in the same documents, so where all are is found once. */
function placesOf(documents: readonly AnsweredDocument[], key: string): Placed[] {
  const known = placed.get(documents) ?? Map.groupBy(allPlaces(documents), ({ question }) => question.key)
  placed.set(documents, known)
  return known.get(key) ?? []
}

const placed = new WeakMap<readonly AnsweredDocument[], Map<string, Placed[]>>()

const allPlaces = (documents: readonly AnsweredDocument[]): Placed[] =>
  documents.flatMap(document =>
    document.sections.flatMap(section =>
      section.questions.map(question => ({
        set: document.set,
        question,
        conditions: [section.when, question.when].flatMap(when => (when ? conjuncts(when) : [])),
        document,
      })),
    ),
  )

type Pair = { then: Placed; now: Placed }

const pairsOf = (before: readonly Placed[], after: readonly Placed[]): Pair[] =>
  before.flatMap(then => after.filter(({ set }) => set === then.set).map(now => ({ then, now })))

/** What a question asks otherwise than then, whoever is asked: its words, its kind, its answers. Nothing where it asks the same. */
export const changesOf = (then: Question, now: Question): string[] => [...wordsChanged(then, now), ...scaleChanged(then, now)]

function wordsChanged(then: Question, now: Question): string[] {
  return [
    ...(sameWords(then.label, now.label) ? [] : [`The wording changed from “${then.label}” to “${now.label}”.`]),
    ...textChanged('The note under it', then.hint, now.hint),
  ]
}

function textChanged(what: string, then = '', now = ''): string[] {
  if (sameWords(then, now)) return []
  if (then === '') return [`${what} is new: “${now}”.`]
  return [now === '' ? `${what} was left out: “${then}”.` : `${what} changed from “${then}” to “${now}”.`]
}

function scaleChanged(then: Question, now: Question): string[] {
  if (kindOf(then) !== kindOf(now)) return [`The kind of answer was “${kindOf(then).words}” then, and is “${kindOf(now).words}” now.`]
  const [before, after] = [stepsOf(then), stepsOf(now)]
  const what = valuesOf(then).some(({ score }) => score !== null) ? 'scale' : 'list'
  if (before.length !== after.length)
    return [
      `The ${what} had ${sayCount(before.length, 'step')} then, and has ${after.length} now: ${namesOf(before)} became ${namesOf(after)}.`,
    ]
  const moved = before.some(({ value }, at) => value !== after[at]?.value)
  const renamed = before.flatMap(({ label }, at) =>
    sameWords(label, after[at]?.label) ? [] : [`“${label}” became “${after[at]?.label ?? ''}”`],
  )
  return [
    ...(renamed.length > 0 ? [`The answers changed: ${sayList(renamed)}.`] : []),
    ...(moved && renamed.length === 0 ? [`The answers stand for something else, or in another order: ${namesOf(before)}.`] : []),
    ...naChanged(then, now),
    ...meaningChanged(then, now),
  ]
}

const NOT_APPLICABLE = 'na'
const stepsOf = (question: Question) => valuesOf(question).filter(({ value }) => value !== NOT_APPLICABLE)
const namesOf = (steps: readonly { label: string }[]): string => sayList(steps.map(({ label }) => `“${label}”`))

/** Who could say "not applicable" is not counted; who no longer can has to say something else. */
function naChanged(then: Question, now: Question): string[] {
  const [could, can] = [then, now].map(question => valuesOf(question).some(({ value }) => value === NOT_APPLICABLE))
  if (could === can) return []
  return [could ? '“Not applicable” could be answered then, and cannot now.' : '“Not applicable” could not be answered then, and can now.']
}

function meaningChanged(then: Question, now: Question): string[] {
  const [before, after] = [explained(then), explained(now)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(step =>
    textChanged(`What “${after.get(step)?.text ?? before.get(step)?.text ?? step}” means`, before.get(step)?.hint, after.get(step)?.hint),
  )
}

const explained = (question: Question) =>
  new Map(
    kindOf(question)
      .explained(question)
      .map((step, at) => [at, step]),
  )

/** Help that may be unfolded is no part of the question. */
function guidanceChanged({ then, now }: Pair): string[] {
  return sameWords(then.question.guidance, now.question.guidance) ? [] : ['The guidance under it was reworded.']
}

type Rounds = { then: readonly AnsweredDocument[]; now: readonly AnsweredDocument[] }

function askedChanged(before: readonly Placed[], after: readonly Placed[], { then, now }: Rounds): string[] {
  const inBoth = [...setsOf(then)].filter(set => setsOf(now).has(set))
  const [asked, ask] = [setsOf(before), setsOf(after)].map(sets => inBoth.filter(set => sets.has(set)))
  const elsewhere = !inBoth.some(set => setsOf(before).has(set) && setsOf(after).has(set))
  if (elsewhere || asked?.join() !== ask?.join())
    return [`It was asked in ${saySets(setsOf(before))} then, and is asked in ${saySets(setsOf(after))} now.`]
  return pairsOf(before, after)
    .filter(pair => printOf(pair.then.conditions) !== printOf(pair.now.conditions))
    .map(
      pair =>
        `Who is asked has changed${inBoth.length > 1 ? ` in set ${pair.now.set}` : ''}. Then: ${sayAsked(pair.then)}. Now: ${sayAsked(pair.now)}.`,
    )
}

const setsOf = (some: readonly { set: SetCode }[]): Set<SetCode> => new Set(some.map(({ set }) => set).toSorted())
const saySets = (sets: ReadonlySet<SetCode>): string => `${sets.size === 1 ? 'set' : 'sets'} ${sayList([...sets])}`

const sayAsked = ({ conditions, document }: Placed): string =>
  conditions.length === 0
    ? 'everyone'
    : conditions.length === 1 && conditions[0]
      ? conditionWords(conditions[0], document)
      : conditionWords({ all: conditions }, document)

/** Two conditions that hold for the same establishments whatever they are called: without order, and with what goes without saying. */
const printOf = (conditions: readonly Condition[]): string => JSON.stringify(conditions.map(plain).toSorted())

function plain(condition: Condition): string {
  if ('fact' in condition) return JSON.stringify(['fact', condition.fact, condition.is ?? true])
  if ('question' in condition) return JSON.stringify(['question', condition.question, [...condition.in].map(String).toSorted()])
  if ('not' in condition) return JSON.stringify(['not', plain(condition.not)])
  const [how, parts] = 'all' in condition ? ['all', condition.all] : ['any', condition.any]
  return JSON.stringify([how, parts.map(plain).toSorted()])
}

const conjuncts = (condition: Condition): Condition[] => ('all' in condition ? condition.all.flatMap(conjuncts) : [condition])

/** Of whom a question is asked hangs on answers: where those cannot be compared, others are asked. A condition names only earlier questions. */
function parentsChanged(conditions: readonly Condition[], { then, now, above }: Rounds & { above: ReadonlySet<string> }): string[] {
  return [...new Set(conditions.flatMap(questionsOf))]
    .filter(parent => !above.has(parent) && judged(parent, then, now, above).reasons.length > 0)
    .map(
      parent =>
        `Whether it is asked depends on “${placesOf(now, parent)[0]?.question.label ?? capitalised(parent)}”, which cannot be compared itself.`,
    )
}
