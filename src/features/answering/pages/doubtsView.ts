import { londonDate } from '../../../platform/london.ts'
import { component } from '../../../platform/http/templates.ts'
import { reachesSection } from '../../history/index.ts'
import { answersOf, askedOfReturn, doubtsIn, type Section } from '../../questionnaires/index.ts'
import type { sections } from '../../returns/index.ts'

type Open = Pick<sections.OpenSection, 'auditReturn' | 'document' | 'responses' | 'reach'>

/**
 * “Is that right?”, as it is drawn: what answers say together that is seldom right, each with links to them. Nothing is held up by it.
 * Blank where nothing is doubtful.
 *
 * @param within the section of the page, which may be of questions of several; without one, every section that the person may see
 */
export function doubtsHtml({ auditReturn, document, responses, reach }: Open, now: Date, within?: Section): string {
  const { checks = [] } = document
  if (checks.length === 0) return ''
  let asked: Section[] = []
  const found = doubtsIn(
    checks,
    () => {
      asked = askedOfReturn(document, auditReturn.facts, responses).filter(({ key }) => reachesSection(reach, key))
      return asked.flatMap(({ questions }) => questions)
    },
    { facts: auditReturn.facts, answers: answersOf(responses), today: londonDate(now) },
  )
  const places = new Map(asked.flatMap(section => section.questions.map(question => [question.key, { section: section.key, question }])))
  const isHere = (key: string) =>
    within !== undefined && (places.get(key)?.section === within.key || within.questions.some(question => question.key === key))
  const doubts = found.filter(({ questions }) => within === undefined || questions.some(isHere))
  if (doubts.length === 0) return ''
  return component('answering/doubts', {
    items: doubts.map(({ says, questions }) => ({
      says,
      links: questions.flatMap(key => {
        const place = places.get(key)
        const text = place?.question.shortLabel ?? place?.question.label ?? ''
        return place ? [{ text, href: `${isHere(key) ? '' : `/return/sections/${place.section}`}#question-${key}` }] : []
      }),
    })),
  })
}
