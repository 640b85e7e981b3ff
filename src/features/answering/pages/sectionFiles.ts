import type { Db } from '../../../platform/db.ts'
import { evidenceOf } from '../../evidence/index.ts'
import type { Section } from '../../questionnaires/index.ts'
import { holdsFiles } from '../../questions/index.ts'
import type { EvidenceFile } from '../../returnPages/index.ts'
import type { sections } from '../../returns/index.ts'
import { mayOpenFile } from '../reach.ts'

/** The files that a section's page shows: all that could be used for a question that asks for some; else those of its questions, mostly none. */
export async function filesFor(db: Db, open: sections.OpenSection, { questions }: Section): Promise<EvidenceFile[]> {
  const asksForFiles = questions.some(holdsFiles)
  if (!asksForFiles && !questions.some(({ key }) => open.withFiles.has(key))) return []
  const { id, partnershipId } = open.auditReturn
  const files = (await evidenceOf(db, partnershipId, id)).filter(file => mayOpenFile(open, file))
  return asksForFiles ? files : files.filter(({ questionKeys }) => questions.some(({ key }) => questionKeys.includes(key)))
}
