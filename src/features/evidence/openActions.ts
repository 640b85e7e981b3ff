import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { Actor } from '../history/index.ts'
import {
  canNow,
  filesChanged,
  lockReturn,
  openReturn,
  requireOpened,
  sections,
  stands,
  type AuditReturn,
  reopened,
} from '../returns/index.ts'
import { refuse } from './refusals.ts'
import { countFiles, isAskedFor } from './store.ts'

/** Whether an establishment may add files: while it answers, and whenever the partnership has asked for evidence. */
export async function mayAddFiles(db: Db, auditReturn: AuditReturn): Promise<boolean> {
  if (canNow('save', auditReturn)) return true
  return !stands('not_expected', auditReturn.status) && isAskedFor(db, auditReturn)
}

/** The return, held until the transaction ends, when this person may change its files now. @throws Refusal (not found), (conflict) */
export async function lockForFiles(trx: Db, actor: Actor, returnId: Id<'return'>): Promise<AuditReturn> {
  const auditReturn = await lockReturn(trx, actor.partnershipId, returnId)
  if (!auditReturn) throw refuse.notFound()
  requireOpened(auditReturn)
  // Staff take in what comes by e-mail at any time, once the round was opened.
  if (actor.kind === 'contributor') await requireMayAddFiles(trx, auditReturn)
  return auditReturn
}

/**
 * Keeps the files of sections that stay as they were sent: where a return was sent back for some questions, an establishment changes those
 * of what is open alone. Not where files are asked of it anyway, and not one that is held back, which has to be mended wherever it is.
 *
 * @throws Refusal (conflict)
 */
export async function requireOpenSections(
  trx: Db,
  actor: Actor,
  file: { auditReturn: AuditReturn; questionKeys: readonly string[]; held?: boolean },
): Promise<void> {
  const { auditReturn } = file
  if (actor.kind !== 'contributor' || file.held === true || !reopened.isNarrowed(auditReturn)) return
  if (await isAskedFor(trx, auditReturn)) return
  const open = await openReturn(trx, auditReturn.partnershipId, auditReturn.id)
  const isWith = ({ questions }: (typeof open.document.sections)[number]) => questions.some(({ key }) => file.questionKeys.includes(key))
  if (open.document.sections.some(section => isWith(section) && !reopened.isSectionOpen(open, section.key))) throw sections.sectionStays()
}

/** The most that one return may hold. */
export const MOST_FILES = 300

/** Keeps a return from holding too many files. Call it with the return locked. @throws Refusal (conflict) */
export async function refuseMoreThanHeld(trx: Db, { partnershipId, id }: AuditReturn, more: number): Promise<void> {
  if (more > 0 && (await countFiles(trx, partnershipId, id)) + more > MOST_FILES) throw refuse.tooMany(MOST_FILES)
}

/** What an event about a return's files is about. */
export const subjectOf = ({ id, roundId, establishmentId }: AuditReturn) => ({ returnId: id, roundId, establishmentId })

/** @throws Refusal (conflict) when the establishment may not add files now */
export async function requireMayAddFiles(db: Db, auditReturn: AuditReturn): Promise<void> {
  if (!(await mayAddFiles(db, auditReturn))) throw refuse.notNow()
}

/** Tells a return, locked, how many files it has now. */
export async function countAgain(trx: Db, actor: Actor, auditReturn: Pick<AuditReturn, 'id' | 'partnershipId'>): Promise<void> {
  await filesChanged(trx, actor, { ...auditReturn, files: await countFiles(trx, auditReturn.partnershipId, auditReturn.id) })
}
