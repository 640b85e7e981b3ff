import type { Db } from '../../platform/db.ts'
import { WHOLE_RETURN } from '../history/index.ts'
import { isEnough } from '../questionnaires/index.ts'
import { returnDocument } from './actions.ts'
import { sectionFrom, type SectionRow } from './answersStore.ts'
import type { OpenSection } from './auditReturn.ts'
import type { AsJson } from './store.ts'

export { ANSWERS_SQL, SECTION_SQL } from './answersStore.ts'
export type { OpenSection } from './auditReturn.ts'
export { comparedVersions, type Compared } from './comparedActions.ts'
export { sectionStays } from './refusals.ts'
export { markSeen, versionsOf } from './versionsStore.ts'

/**
 * A return with what the page of a section needs, from what was read beside the session.
 *
 * @param keys the questions of which the answers were read
 * @returns undefined when its questionnaire needs others as well
 */
export async function openSection(db: Db, read: AsJson<SectionRow>, keys: readonly string[]): Promise<OpenSection | undefined> {
  const found = sectionFrom(read)
  const document = await returnDocument(db, found.auditReturn)
  return isEnough(keys, document) ? { ...found, document, reach: WHOLE_RETURN } : undefined
}
