import type { Section } from '../../questionnaires/index.ts'
import { reachesSection } from '../../history/index.ts'
import { type sections, type OpenReturn, reopened } from '../../returns/index.ts'
import { sayDueBy } from '../../returnPages/index.ts'
import { returnedReasonFor } from '../reach.ts'

/** The questions that are meant of a return that was sent back for some, as far as this person may see them. */
function meant({ auditReturn, document, reach, responses }: sections.OpenSection) {
  const notes = new Map((reopened.isNarrowed(auditReturn) ? (auditReturn.returnedQuestions ?? []) : []).map(({ key, note }) => [key, note]))
  const { returnedAt } = auditReturn
  return document.sections
    .filter(({ key }) => notes.size > 0 && reachesSection(reach, key))
    .flatMap(section =>
      section.questions
        .filter(({ key }) => notes.has(key))
        .map(({ key, label }) => ({
          key,
          sectionKey: section.key,
          text: label,
          note: notes.get(key) ?? '',
          href: `/return/sections/${section.key}#question-${key}`,
          isChanged: returnedAt !== null && (responses.get(key)?.at ?? returnedAt) > returnedAt,
        })),
    )
}

/** What the task list says of a return that was sent back: why, which questions are meant, and by when. */
export const returnedView = (open: OpenReturn) => ({
  heading: 'Your partnership asked for more work on this return',
  text: returnedReasonFor(open) ?? 'Change what is needed and submit it again.',
  due: reopened.askedAgainBy(open.auditReturn) === null ? '' : `Please submit it again by ${sayDueBy(open.auditReturn)}.`,
  questions: meant(open),
  rest: reopened.isNarrowed(open.auditReturn) ? 'Only the sections of these questions are open. The others stay as you sent them.' : '',
  changes: { text: 'See what you sent, and what changed since', href: '/return/changes' },
})

/** The questions of a page that are meant, at the top of it; null where none is. @param page a section, or questions of several as one */
export function toLookAt(open: sections.OpenSection, page: Section) {
  const onPage = new Set(page.questions.map(({ key }) => key))
  const questions = meant(open).filter(({ key, sectionKey }) => sectionKey === page.key || onPage.has(key))
  return questions.length === 0
    ? null
    : { heading: 'Please look at', questions: questions.map(question => ({ ...question, href: question.href.replace(/^[^#]*/, '') })) }
}

/** How a section stands in the list of a return that was sent back for some questions; null where it stands as ever. */
export function lookAtStatus(open: OpenReturn, sectionKey: string): { isOpen: boolean; status: object | null } {
  const isOpen = reopened.isSectionOpen(open, sectionKey)
  const questions = meant(open).filter(question => question.sectionKey === sectionKey)
  if (questions.length === 0) return { isOpen, status: isOpen ? null : { text: 'As you sent it' } }
  if (questions.every(({ isChanged }) => isChanged)) return { isOpen, status: { text: 'Changed' } }
  return { isOpen, status: { tag: { text: 'To look at', classes: 'govuk-tag--yellow' } } }
}
