import { canNow, type OpenReturn, type sections, reopened } from '../returns/index.ts'
import { type Section, askedOfReturn } from '../questionnaires/index.ts'
import { reachesSection, type ContributorActor } from '../history/index.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { refuse } from './refusals.ts'
import type { EvidenceFile } from '../returnPages/index.ts'

/** The sections that are asked of this establishment, with what it has answered so far, as far as this person may see them. */
export const askedOf = (open: sections.OpenSection): Section[] =>
  askedOfReturn(open.document, open.auditReturn.facts, open.responses).filter(({ key }) => reachesSection(open.reach, key))

/** A whole section of a questionnaire, what is not asked included. @throws Refusal (not found), also when the person may not see it */
export function sectionOf({ document, reach }: sections.OpenSection, key: string): Section {
  const section = document.sections.find(candidate => candidate.key === key)
  if (!section || !reachesSection(reach, key)) throw notFound()
  return section
}

/** Whether a section can be answered now: while the return is open, and, where it was sent back for some questions, only what these open. */
export const mayAnswerIn = (open: OpenReturn, sectionKey: string): boolean =>
  canNow('save', open.auditReturn) && reopened.isSectionOpen(open, sectionKey)

/** Whether a person may see a file: one of a section that they may see; what is with no question, only who may see all. */
export function mayOpenFile(
  { document, reach }: Pick<sections.OpenSection, 'document' | 'reach'>,
  { questionKeys }: Pick<EvidenceFile, 'questionKeys'>,
): boolean {
  if (reach.sections === 'all') return true
  const keys = reachedKeys({ document, reach })
  return questionKeys.some(key => keys.includes(key))
}

/** Whether a file is with nothing but what a person may see: only such a one is theirs to take out, or to bring back. */
export const isAllTheirs = (
  { document, reach }: Pick<sections.OpenSection, 'document' | 'reach'>,
  { questionKeys }: Pick<EvidenceFile, 'questionKeys'>,
): boolean => reach.sections === 'all' || questionKeys.every(key => reachedKeys({ document, reach }).includes(key))

/** Whether every section that a file is with is open, where the return was sent back for some questions. */
export function areSectionsOpen(open: OpenReturn, { questionKeys }: Pick<EvidenceFile, 'questionKeys'>): boolean {
  return open.document.sections.every(
    ({ key, questions }) => reopened.isSectionOpen(open, key) || !questions.some(question => questionKeys.includes(question.key)),
  )
}

const reachedKeys = ({ document, reach }: Pick<sections.OpenSection, 'document' | 'reach'>): string[] =>
  document.sections.filter(({ key }) => reachesSection(reach, key)).flatMap(({ questions }) => questions.map(({ key }) => key))

/** Why a return was sent back, in the partnership's words, which may be about any section: who may see some alone reads who to ask. */
export const returnedReasonFor = ({ auditReturn, reach }: Pick<sections.OpenSection, 'auditReturn' | 'reach'>): string | null =>
  reach.sections === 'all' ? auditReturn.returnedReason : 'Ask the person who leads on the return what needs to change in your sections.'

/** Signing, asking for a signature and the receipt are about all of a return. @throws Refusal for whoever may see a part of it alone */
export function requireWhole({ reach }: Pick<ContributorActor, 'reach'>): void {
  if (reach.sections !== 'all') throw refuse.partOnly()
}
