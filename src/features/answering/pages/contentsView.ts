import { escapeHtml } from '../../../platform/http/templates.ts'
import type { Put } from '../../../platform/http/skeleton.ts'
import { firstBoxId, holdsFiles, isBlank, takesAnswer, type Question, type Response } from '../../questions/index.ts'
import { missingFrom, type Section } from '../../questionnaires/index.ts'
import type { EvidenceFile } from '../../returnPages/index.ts'
import { nameOf } from './conflictView.ts'

/** How a question stands: what it still wants keeps the return from being sent; what is optional and blank wants nothing. Of what wants more a part is said. */
type Standing = 'done' | 'blank' | 'gap' | 'more' | 'action'

// A frozen question is drawn once, in each of its states (decision 0048).
const drawn = new WeakMap<Question, Record<Standing, string>>()

/** What stands beside the questions of a page: all of them in a list with those that are answered, and the ways from one gap to the next. */
export type Contents = { summary: string; items: string } | null

type Stored = { responses: ReadonlyMap<string, Response>; files: readonly EvidenceFile[] }

/** The questions of a page with how each stands. */
export const standingsOf = ({ questions }: Section, { responses, files }: Stored): { question: Question; standing: Standing }[] =>
  questions.filter(takesAnswer).map(question => {
    const response = responses.get(question.key)
    const attached = files.length === 0 ? 0 : files.filter(({ questionKeys }) => questionKeys.includes(question.key)).length
    const [wants] = missingFrom(question, response, attached)
    if (wants === 'action') return { question, standing: 'action' }
    if (wants !== undefined) return { question, standing: isBlank(response?.answer) ? 'gap' : 'more' }
    return { question, standing: !(holdsFiles(question) && attached > 0) && isBlank(response?.answer) ? 'blank' : 'done' }
  })
type Standings = ReturnType<typeof standingsOf>

/** The questions of a section in a list, to go to one of them; a short section needs none. */
export function contentsOf(standings: Standings, put: Put): Contents {
  if (standings.length < 4) return null
  const answered = standings.filter(({ standing }) => standing === 'done').length
  return {
    summary: put.text(`${standings.length} questions, ${answered} answered`),
    items: put.drawn(standings.map(({ question, standing }) => itemsOf(question)[standing]).join('')),
  }
}

/** The way to the next question that wants something: under each that does, unless that is the next one anyway. */
export function nextGaps(standings: Standings): { first: string; after: ReadonlyMap<string, string> } {
  const gaps = standings.flatMap(({ question, standing }, at) => (standing === 'done' || standing === 'blank' ? [] : [{ question, at }]))
  const after = new Map(
    gaps.flatMap(({ question, at }, place) => {
      const next = gaps[place + 1]
      return next && next.at > at + 1 ? [[question.key, `<p class="app-next">${wayTo(next.question)}</p>`] as const] : []
    }),
  )
  const [first] = gaps
  return {
    first: first
      ? `<a class="app-next" href="#question-${first.question.key}" data-next-gap accesskey="n" title="Access key: N">Next to answer</a>`
      : '',
    after,
  }
}

const wayTo = (question: Question): string => `<a href="#question-${question.key}">Next to answer: ${escapeHtml(nameOf(question))}</a>`

function itemsOf(question: Question): Record<Standing, string> {
  const known = drawn.get(question)
  if (known) return known
  const item = (standing: Standing): string => {
    const said = standing === 'done' ? ' class="app-contents__done"' : standing === 'blank' ? '' : ` data-gap="${standing}"`
    const words = standing === 'done' ? '<span class="govuk-visually-hidden">Answered: </span>' : ''
    return `<li${said}><a href="#question-${question.key}">${words}${escapeHtml(nameOf(question))}</a></li>\n`
  }
  const items = { done: item('done'), blank: item('blank'), gap: item('gap'), more: item('more'), action: item('action') }
  drawn.set(question, items)
  return items
}

/** What a save made asked, or wanting an action, named and linked at the top of the page after it. */
export function newQuestionsView(section: Section, keys: readonly string[], { responses }: Pick<Stored, 'responses'>) {
  const asked = section.questions.filter(({ key }) => keys.includes(key))
  const isAnswered = ({ key }: Question) => responses.has(key)
  const more = asked.length === 1 ? 'ask one more question' : `ask ${asked.length} more questions`
  return {
    heading: `Your answers are saved. Because of them, we need to ${asked.some(isAnswered) ? 'know more' : more}`,
    items: asked.map(question => ({
      text: isAnswered(question) ? `What will be done: ${nameOf(question)}` : question.label,
      href: `#${isAnswered(question) ? `question-${question.key}` : firstBoxId(question)}`,
    })),
  }
}
