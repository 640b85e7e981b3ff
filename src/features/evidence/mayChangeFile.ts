import { refuse } from './refusals.ts'
import { type AuditReturn, canNow, stands } from '../returns/index.ts'
import { type EvidenceFile } from '../returnPages/index.ts'

/**
 * Whether an establishment may describe a file otherwise, or take it out. What the partnership took in never, also while
 * the establishment answers again: it may be the paper return itself. What was sent stays as it was sent; what the
 * establishment added since is still its own.
 */
export function mayChangeFile(auditReturn: AuditReturn, file: Pick<EvidenceFile, 'at' | 'receivedVia'>): boolean {
  if (file.receivedVia !== 'online') return false
  if (canNow('save', auditReturn)) return true
  const endedAt = stands('completed', auditReturn.status) ? auditReturn.recordedAt : auditReturn.roundClosedAt
  return endedAt !== null && file.at > endedAt
}

/** @throws Refusal (conflict) when the establishment may not change this file */
export function requireMayChangeFile(auditReturn: AuditReturn, file: Pick<EvidenceFile, 'at' | 'receivedVia'>): void {
  if (!mayChangeFile(auditReturn, file)) throw refuse.notNow()
}
