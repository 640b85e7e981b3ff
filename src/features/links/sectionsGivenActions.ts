import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Reach } from '../history/index.ts'
import { openReturn } from '../returns/index.ts'
import { askedOfReturn } from '../questionnaires/index.ts'

/** A section of a return, as a link to it is given and named. */
export type SectionGiven = { key: string; title: string }

/** The sections of a return: those that are asked, which a colleague can be given, and the titles of all. */
export async function sectionsOfReturn(
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
): Promise<{ asked: SectionGiven[]; titles: ReadonlyMap<string, string> }> {
  const { document, auditReturn, responses } = await openReturn(db, partnershipId, returnId)
  return {
    asked: askedOfReturn(document, auditReturn.facts, responses).map(({ key, title }) => ({ key, title })),
    titles: new Map(document.sections.map(({ key, title }) => [key, title])),
  }
}

/** The titles of what a link opens, in the order of the questionnaire; null for all of the return. */
export const titlesOf = ({ sections }: Reach, titles: ReadonlyMap<string, string>): string[] | null =>
  sections === 'all' ? null : [...titles].filter(([key]) => sections.includes(key)).map(([, title]) => title)

/** The titles of what a link to a part of a return opens; null for all of it, without a look at the return. */
export const sectionsOpened = async (
  db: Db,
  partnershipId: Id<'partnership'>,
  returnId: Id<'return'>,
  reach: Reach,
): Promise<string[] | null> =>
  reach.sections === 'all' ? null : titlesOf(reach, (await sectionsOfReturn(db, partnershipId, returnId)).titles)
