import { unanswered } from '../questionnaires/index.ts'
import type { AuditReturn, OpenReturn } from './auditReturn.ts'
import { stands } from './lifecycle.ts'

/** Whether a return was sent back for some of its questions alone. */
export const isNarrowed = ({ status, returnedQuestions }: Pick<AuditReturn, 'status' | 'returnedQuestions'>): boolean =>
  stands('sent_back', status) && returnedQuestions !== null

/**
 * The day of its own by which a return that was sent back is asked for again; null where it has none. Its due date, which may be long past,
 * says nothing then.
 */
export const askedAgainBy = ({ status, returnedDueOn }: Pick<AuditReturn, 'status' | 'returnedDueOn'>): string | null =>
  stands('sent_back', status) ? returnedDueOn : null

/**
 * The sections in which an establishment may answer, while its return is open at all: every one, unless the return was sent back for some
 * questions. Then those of these questions; those in which an answer is missing, since a changed answer can ask something elsewhere and
 * nothing can be sent without it; and those that were answered since, so that none closes behind whoever writes in it.
 */
export function openSections({ auditReturn, document, responses, evidenceCounts }: OpenReturn): 'all' | ReadonlySet<string> {
  if (!isNarrowed(auditReturn)) return 'all'
  const meant = new Set((auditReturn.returnedQuestions ?? []).map(({ key }) => key))
  const { returnedAt } = auditReturn
  const isMeant = (key: string) => {
    const at = responses.get(key)?.at
    return meant.has(key) || (at !== undefined && returnedAt !== null && at > returnedAt)
  }
  const named = document.sections.filter(({ questions }) => questions.some(({ key }) => isMeant(key))).map(({ key }) => key)
  const missing = unanswered(document, auditReturn.facts, responses, evidenceCounts).map(({ sectionKey }) => sectionKey)
  return new Set([...named, ...missing])
}

/** Whether an establishment may answer in this section, while its return is open at all. */
export function isSectionOpen(open: OpenReturn, sectionKey: string): boolean {
  const sections = openSections(open)
  return sections === 'all' || sections.has(sectionKey)
}
