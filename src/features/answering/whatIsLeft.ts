import { takesAnswer, type Question } from '../questions/index.ts'
import { unanswered, type Missing, type Section } from '../questionnaires/index.ts'
import { canNow, type OpenReturn, type sections } from '../returns/index.ts'
import { reachesSection } from '../history/index.ts'
import { askedOf, mayAnswerIn } from './reach.ts'

/** The key under which what is left of a return is answered as one section: no section of a questionnaire can have it. */
export const LEFT = 'what-is-left'
export const LEFT_TITLE = 'What is left to answer'

/** What the section of a key is called; undefined where there is none. */
export const titleOf = ({ document }: Pick<sections.OpenSection, 'document'>, sectionKey: string): string | undefined =>
  sectionKey === LEFT ? LEFT_TITLE : document.sections.find(({ key }) => key === sectionKey)?.title

/** How many questions stand on one page: a whole section is seldom longer. */
export const AT_ONCE = 25

/** A question that still wants something, with the section that asks it. */
export type Left = { section: Pick<Section, 'key' | 'title'>; question: Question; wants: Missing['reason'] }

/** What is left of a return for this person to answer now, in the order of the questionnaire. */
export function leftOf(open: OpenReturn): Left[] {
  const { auditReturn, document, responses, evidenceCounts } = open
  if (!canNow('save', auditReturn)) return []
  const wants = new Map(
    unanswered(document, auditReturn.facts, responses, evidenceCounts).map(({ questionKey, reason }) => [questionKey, reason]),
  )
  return askedOf(open)
    .filter(({ key }) => mayAnswerIn(open, key))
    .flatMap(({ key, title, questions }) =>
      questions.flatMap(question => {
        const reason = wants.get(question.key)
        return reason === undefined ? [] : [{ section: { key, title }, question, wants: reason }]
      }),
    )
}

/** A page of what is left: its questions as one section, and where each section of the questionnaire begins. */
export type LeftPart = { section: Section; caption: string; headings: ReadonlyMap<string, { key: string; text: string; href: string }> }

/**
 * A page of what is left.
 *
 * @param from the question at which it begins, whether or not anything is missing from it any more; blank for the first page
 * @param also questions that are on it whatever they want: something that was typed into them waits
 * @returns null when nothing is left
 */
export function leftPart(open: OpenReturn, from: string, also: ReadonlySet<string> = new Set()): LeftPart | null {
  const all = leftOf(open)
  const known = new Set(all.map(({ question }) => question.key))
  const start = [...also].length > 0 ? 0 : Math.max(0, firstFrom(open, all, from))
  const shown = all.slice(start, start + AT_ONCE)
  const keys = new Set([...shown.map(({ question }) => question.key), ...also])
  if (keys.size === 0) return null
  const last = start + shown.length
  const part = start === 0 && last === all.length ? '' : `Questions ${start + 1} to ${last} of `
  return {
    ...partOf(open, keys),
    caption:
      known.size === 0
        ? 'Nothing else is left'
        : known.size === 1
          ? 'One question is left'
          : `${part}${known.size}${part === '' ? ' questions are left' : ' that are left'}`,
  }
}

/** The page of what is left as somebody sent it: the same questions, whatever became of them. */
export const leftPosted = (open: OpenReturn, posted: ReadonlySet<string>): LeftPart => ({
  ...partOf(open, posted),
  caption: posted.size === 1 ? 'The question that you sent' : `The ${posted.size} questions that you sent`,
})

/** The questions of the sections that this person can answer now. */
export const answerable = (open: OpenReturn): ReadonlySet<string> =>
  new Set(open.document.sections.filter(({ key }) => mayAnswerIn(open, key)).flatMap(({ questions }) => questions.map(({ key }) => key)))

/** Of all sections that this person sees, every question: what a form of what is left can hold. */
export const everyQuestion = ({ document, reach }: sections.OpenSection): Section => ({
  key: LEFT,
  title: LEFT_TITLE,
  questions: document.sections.filter(({ key }) => reachesSection(reach, key)).flatMap(({ questions }) => questions),
})

/** The first question that is left after these, and the first of these that is left again; undefined where there is none. */
export function leftAfter(open: OpenReturn, posted: ReadonlySet<string>): string | undefined {
  const order = placesOf(open)
  const last = Math.max(-1, ...[...posted].map(key => order.get(key) ?? -1))
  return leftOf(open).find(({ question }) => (order.get(question.key) ?? -1) > last)?.question.key
}

/** What a save made left that was not left before: questions that its answers made asked, and answers of these that now want an action. */
export function newlyLeft(before: OpenReturn, after: OpenReturn): string[] {
  const known = new Map(leftOf(before).map(({ question, wants }) => [question.key, wants]))
  return leftOf(after)
    .filter(({ question, wants }) => !known.has(question.key) || (wants === 'action' && known.get(question.key) !== 'action'))
    .map(({ question }) => question.key)
}

const partOf = (open: OpenReturn, keys: ReadonlySet<string>): Pick<LeftPart, 'section' | 'headings'> => {
  const shown = open.document.sections
    .filter(({ key }) => reachesSection(open.reach, key))
    .map(section => ({ ...section, questions: section.questions.filter(question => keys.has(question.key) && takesAnswer(question)) }))
    .filter(({ questions }) => questions.length > 0)
  return {
    section: { key: LEFT, title: LEFT_TITLE, questions: shown.flatMap(({ questions }) => questions) },
    headings: new Map(
      shown.map(({ key, title, questions }) => [questions[0]?.key ?? '', { key, text: title, href: `/return/sections/${key}` }] as const),
    ),
  }
}

const firstFrom = (open: OpenReturn, all: readonly Left[], from: string): number => {
  const order = placesOf(open)
  const start = order.get(from) ?? 0
  return all.findIndex(({ question }) => (order.get(question.key) ?? 0) >= start)
}

const placesOf = ({ document }: OpenReturn): Map<string, number> =>
  new Map(document.sections.flatMap(({ questions }) => questions).map(({ key }, at) => [key, at]))
