import type { Db } from '../../platform/db.ts'
import type { OpenReturn, StoredResponse } from './auditReturn.ts'
import { changesBetween, versionsCompared, type Change } from './changes.ts'
import { sentResponses, submissionsOf, type Submission } from './submissionStore.ts'

/** What changed in a return between two of its versions. */
export type Compared = {
  changes: readonly Change<StoredResponse>[]
  before: Submission
  /** Null where it is what is stored, which was not sent yet. */
  after: Submission | null
}

/** What changed in a return since it was sent, while it is open again; else between the last two times that it was sent. @returns null when it has one version alone */
export async function comparedVersions(db: Db, { auditReturn, responses }: OpenReturn): Promise<Compared | null> {
  const of = [auditReturn.partnershipId, auditReturn.id] as const
  const sent = await submissionsOf(db, ...of)
  const chosen = versionsCompared(auditReturn.status, sent)
  const before = sent.find(({ sequence }) => sequence === chosen?.before)
  if (!chosen || !before) return null
  const after = sent.find(({ sequence }) => sequence === chosen.after) ?? null
  const [was, is] = [
    await sentResponses(db, ...of, before.sequence),
    after === null ? responses : await sentResponses(db, ...of, after.sequence),
  ]
  return { changes: changesBetween(was, is), before, after }
}
