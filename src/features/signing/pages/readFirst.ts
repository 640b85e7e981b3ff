import { AS_IT_IS } from '../../../platform/http/skeleton.ts'
import { SIGNATURES } from '../../answering/index.ts'
import type { LastReturn } from '../../lastYear/index.ts'
import { askedOfReturn, unanswered, type Missing } from '../../questionnaires/index.ts'
import { drawField, lists, NO_RESPONSE } from '../../questions/index.ts'
import { whereMissing } from '../../returnPages/index.ts'
import { canNow, merge, type OpenReturn } from '../../returns/index.ts'
import { beforeSigning, headingOf, sinceLast, type NotInPlace } from '../notInPlace.ts'

/** More than these are answered in their sections. */
const MOST_HERE = 10
/** What can be given in boxes; files and the rows of a list have pages of their own. */
const HERE: readonly Missing['reason'][] = ['answer', 'action']

/** What whoever signs reads first: what is not in place, what has changed, and what is still to be said, with its boxes. */
export function readFirst(open: OpenReturn, last: LastReturn | undefined) {
  const asked = askedOfReturn(open.document, open.auditReturn.facts, open.responses)
  const { notInPlace, rated, ...changes } = beforeSigning(asked, open.responses, last)
  const isOpen = canNow('save', open.auditReturn)
  return {
    heading: headingOf(notInPlace.length, rated),
    items: notInPlace.map(itemOf),
    since: last ? sinceLast(last.roundName, changes) : null,
    missing: isOpen ? missingOf(open, unanswered(open.document, open.auditReturn.facts, open.responses, open.evidenceCounts)) : null,
  }
}

/** Leads into the whole return, where all that was said to the question stands, and from where it can be changed. */
const itemOf = ({ key, section, label, level, answer, comment, action, before }: NotInPlace) => ({
  label,
  href: `/return/whole#read-${key}`,
  tag: { text: answer, colour: level === 'red' ? ('red' as const) : ('orange' as const) },
  section,
  action: action ?? 'Nobody has said yet what will be done, who will do it and by when.',
  comment,
  before: before === null ? null : before === answer ? 'The same as last time' : `Last time: ${before}`,
})

/** What is still to be said, section by section, with the boxes of each question; where there is much, or a file is missing, where it is asked. */
function missingOf(open: OpenReturn, missing: readonly Missing[]) {
  if (missing.length === 0) return null
  const here = missing.length <= MOST_HERE
  const sections = open.document.sections.filter(({ key }) => missing.some(({ sectionKey }) => sectionKey === key))
  return {
    heading: missing.length === 1 ? 'One answer is still missing' : `${missing.length} answers are still missing`,
    checkHref: here ? null : '/return/check',
    sections: here
      ? sections.map(({ key, title, questions }) => {
          const lacking = missing.filter(({ sectionKey }) => sectionKey === key)
          const boxes = questions
            .filter(
              question =>
                !lists.listOf(question) && lacking.some(({ questionKey, reason }) => questionKey === question.key && HERE.includes(reason)),
            )
            .map(question => question.key)
          return {
            title,
            action: `/return/sign-off/answers/${key}`,
            signatures: { name: SIGNATURES, value: merge.signaturesShown(open.signOffs) },
            fields: questions
              .filter(question => boxes.includes(question.key))
              .map(question => {
                const stored = open.responses.get(question.key)
                return AS_IT_IS.drawn(drawField(question, { response: stored ?? null, base: merge.baseOf(stored, stored ?? NO_RESPONSE) }))
              }),
            elsewhere: lacking
              .filter(({ questionKey }) => !boxes.includes(questionKey))
              .map(wanting => ({ text: wanting.label, href: whereMissing(wanting) })),
          }
        })
      : [],
  }
}
