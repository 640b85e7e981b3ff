import type { EvidenceArea, SetCode } from '../questionnaires/index.ts'

export const ROUND_MODES = ['full_audit', 'declaration'] as const
export type RoundMode = (typeof ROUND_MODES)[number]

export const MODE_WORDS: Record<RoundMode, string> = {
  full_audit: 'Full audit',
  declaration: 'Short declaration',
}

export const CHAIR_SIGN_OFFS = ['may_follow', 'not_needed'] as const
export type ChairSignOff = (typeof CHAIR_SIGN_OFFS)[number]

export type RoundStatus = 'draft' | 'open' | 'closed'

export const ROUND_STATUS_WORDS: Record<RoundStatus, string> = { draft: 'Being prepared', open: 'Open', closed: 'Closed' }

/** What staff decide about a round before it opens. */
export type RoundPlan = {
  code: string
  name: string
  mode: RoundMode
  opensAt: Date
  dueAt: Date
  introduction: string
  legalBasis: string
  evidenceAreas: EvidenceArea[]
  chairSignOff: ChairSignOff
}

/** One audit year of a partnership. */
export type Round = RoundPlan & {
  id: number
  partnershipId: number
  status: RoundStatus
  openedAt: Date | null
  closedAt: Date | null
  createdBy: string
  version: number
}

/** The version of a question set that a round uses. */
export type RoundQuestionnaire = {
  setCode: SetCode
  versionId: number
  version: number
  title: string
  newestVersion: number
}

/** 'safeguarding-audit-2026-to-2027' from a name: what a round's code may look like, and how it is proposed. */
export function codeFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return slug.length < 2 ? 'round' : slug
}

/** The first of code, code-2, code-3 … that is not taken. */
export function freeCode(code: string, taken: readonly string[]): string {
  if (!taken.includes(code)) return code
  let number = 2
  while (taken.includes(`${code.slice(0, 36)}-${number}`)) number += 1
  return `${code.slice(0, 36)}-${number}`
}

/** A key for an area that staff named, which no other area has: the column of a workbook for ever. */
export function areaKeyFrom(title: string, taken: readonly string[]): string {
  const slug = codeFrom(title)
    .replaceAll('-', '_')
    .replace(/^[^a-z]+/, '')
  const key = slug.length < 2 ? 'area' : slug
  let candidate = key
  for (let number = 2; taken.includes(candidate); number += 1) candidate = `${key.slice(0, 36)}_${number}`
  return candidate
}
