import type { reading } from '../returns/index.ts'
import { type Section, askedOfReturn } from '../questionnaires/index.ts'
import { reachesSection } from '../history/index.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { EvidenceFile } from '../returnPages/index.ts'

/** The sections that are asked of this establishment, with what it has answered so far, as far as this person may see them. */
export const askedOf = (open: reading.OpenSection): Section[] =>
  askedOfReturn(open.document, open.auditReturn.facts, open.responses).filter(({ key }) => reachesSection(open.reach, key))

/** A whole section of a questionnaire, what is not asked included. @throws Refusal (not found), also when the person may not see it */
export function sectionOf({ document, reach }: reading.OpenSection, key: string): Section {
  const section = document.sections.find(candidate => candidate.key === key)
  if (!section || !reachesSection(reach, key)) throw notFound()
  return section
}

/** Whether a person may see a file: one of a section that they may see; what is with no question, only who may see all. */
export function mayOpenFile(
  { document, reach }: Pick<reading.OpenSection, 'document' | 'reach'>,
  { questionKeys }: Pick<EvidenceFile, 'questionKeys'>,
): boolean {
  if (reach.sections === 'all') return true
  const keys = document.sections.filter(({ key }) => reachesSection(reach, key)).flatMap(({ questions }) => questions.map(({ key }) => key))
  return questionKeys.some(key => keys.includes(key))
}
