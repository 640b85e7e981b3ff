import { sayDay } from '../../platform/london.ts'
import { sayCount } from '../../platform/say.ts'
import type { LastReturn } from '../lastYear/index.ts'
import type { Section } from '../questionnaires/index.ts'
import { isBlank, mayNeedAction, needsAction, summary, valuesOf, type Json, type Question } from '../questions/index.ts'
import type { StoredResponse } from '../returns/index.ts'
import { changesOf } from '../yearOnYear/index.ts'

/** Something that the return says is not in place, and what will be done about it. */
export type NotInPlace = {
  key: string
  section: string
  label: string
  /** The worst step of its scale, or one between. */
  level: 'red' | 'amber'
  answer: string
  comment: string | null
  /** "Train two more deputies – Lee Marsh, by Saturday 27 March 2027"; null where nothing is said yet. */
  action: string | null
  /** What was answered last year, where the question asks the same. */
  before: string | null
}

/** A rating that differs from last year’s, of a question that asks the same. */
export type Moved = { key: string; label: string; then: string; now: string; way: 'better' | 'worse' }

/**
 * What whoever signs has to know first: what is not in place, reds before ambers and in the order of the questionnaire, and which ratings
 * are others than last year.
 *
 * @param asked the sections that are asked
 * @param last the last return that came in, where there is one
 */
export function beforeSigning(
  asked: readonly Section[],
  responses: ReadonlyMap<string, StoredResponse>,
  last: Pick<LastReturn, 'document' | 'responses'> | undefined,
): { notInPlace: NotInPlace[]; rated: number; compared: number; moved: Moved[] } {
  const rated = asked.flatMap(section => section.questions.filter(mayNeedAction).map(question => ({ section, question })))
  const thenBy = new Map(last?.document.sections.flatMap(({ questions }) => questions).map(question => [question.key, question]))
  const given = rated.flatMap(({ section, question }) => {
    const response = responses.get(question.key)
    if (!response || isBlank(response.answer)) return []
    const before = answerThen(question, thenBy.get(question.key), last?.responses.get(question.key)?.answer)
    return [{ section, question, response, before }]
  })
  const falling = given.flatMap(({ section, question, response, before }): NotInPlace[] =>
    needsAction(question, response.answer)
      ? [
          {
            ...{ key: question.key, section: section.title, label: question.label },
            level: isWorst(question, response.answer) ? 'red' : 'amber',
            answer: words(question, response.answer),
            comment: response.comment,
            action: sayAction(response.action),
            before: before === undefined ? null : words(question, before),
          },
        ]
      : [],
  )
  const comparable = given.flatMap(({ question, response, before }) => {
    const [then, now] = [stepOf(question, before), stepOf(question, response.answer)]
    return before === undefined || then === null || now === null ? [] : [{ question, response, before, then, now }]
  })
  const moved = comparable.flatMap(({ question, response, before, then, now }): Moved[] => {
    if (then === now) return []
    const way = now < then ? 'better' : 'worse'
    return [{ key: question.key, label: question.label, then: words(question, before), now: words(question, response.answer), way }]
  })
  const of = (level: NotInPlace['level']) => falling.filter(one => one.level === level)
  return { notInPlace: [...of('red'), ...of('amber')], rated: given.length, compared: comparable.length, moved }
}

/** What has changed since the last return, in lines; `none` says why there are none. */
export type Since = { heading: string; none: string | null; worse: string[]; better: string[] }

export function sinceLast(roundName: string, { compared, moved }: { compared: number; moved: readonly Moved[] }): Since {
  const lines = (wanted: Moved['way']) =>
    moved.filter(({ way }) => way === wanted).map(({ label, then, now }) => `${label} – ${then} then, ${now} now`)
  return {
    heading: `What has changed since “${roundName}”`,
    none:
      moved.length > 0 ? null : compared === 0 ? 'There is no rating to compare yet.' : 'Every rating that can be compared is the same.',
    worse: lines('worse'),
    better: lines('better'),
  }
}

/** "6 things are not in place, of 90". */
export function headingOf(notInPlace: number, rated: number): string {
  if (rated === 0) return 'Nothing is rated yet'
  if (notInPlace === 0) return 'Everything that is rated is in place'
  return `${sayCount(notInPlace, 'thing is', 'things are')} not in place, of ${rated}`
}

/** Last year’s answer; undefined where nothing was answered, or the question asks otherwise now. */
function answerThen(question: Question, then: Question | undefined, answer: Json | undefined): Json | undefined {
  if (!then || answer === undefined || isBlank(answer) || changesOf(then, question).length > 0) return undefined
  return answer
}

/** Every scale goes from its best step to its worst; what does not apply is no step. */
function stepOf(question: Question, answer: Json | undefined): number | null {
  const steps = valuesOf(question).filter(({ score, needsAction: falls }) => score !== null || falls)
  const at = steps.findIndex(({ value }) => value === answer)
  return at === -1 ? null : at
}

const isWorst = (question: Question, answer: Json | undefined): boolean =>
  valuesOf(question).findLast(({ needsAction: falls }) => falls)?.value === answer

/** The step alone: what it means in this question stands in the whole return. */
const words = (question: Question, answer: Json): string =>
  valuesOf(question).find(({ value }) => value === answer)?.label ?? summary(question, answer).join(', ')

function sayAction(action: StoredResponse['action']): string | null {
  if (action === null || (action.what === null && action.owner === null && action.dueOn === null)) return null
  const owner = action.owner === null ? 'nobody named yet' : action.owner
  return `${action.what ?? 'Not said yet'} – ${owner}${action.dueOn === null ? ', no date yet' : `, by ${sayDay(action.dueOn)}`}`
}
