import type { Id } from '../../platform/id.ts'
import { withoutEnd } from '../../platform/forms/lengths.ts'
import type { TagColour } from '../../platform/http/components.ts'
import type { LinksGoTo } from '../establishments/index.ts'
import type { EvidenceArea, SetCode } from '../questionnaires/index.ts'

export const ROUND_MODES = ['full_audit', 'declaration'] as const
export type RoundMode = (typeof ROUND_MODES)[number]

export const MODE_WORDS: Record<RoundMode, { words: string; hint: string }> = {
  full_audit: { words: 'Full audit', hint: 'Each establishment answers the full set for its kind.' },
  declaration: { words: 'Short declaration', hint: 'Everyone answers the short declaration.' },
}

export const CHAIR_SIGN_OFFS = ['may_follow', 'not_needed'] as const
export type ChairSignOff = (typeof CHAIR_SIGN_OFFS)[number]

export type RoundStatus = 'draft' | 'open' | 'closed'

export const ROUND_STATUS_WORDS: Record<RoundStatus, { words: string; colour: TagColour }> = {
  draft: { words: 'Being prepared', colour: 'grey' },
  open: { words: 'Open', colour: 'green' },
  closed: { words: 'Closed', colour: 'blue' },
}

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
  id: Id<'round'>
  partnershipId: Id<'partnership'>
  status: RoundStatus
  openedAt: Date | null
  closedAt: Date | null
  /** When the answers of its returns were deleted at the end of the time they are kept. */
  answersDeletedAt: Date | null
  createdBy: string
  /** Who is given its links. */
  linksGoTo: LinksGoTo
  version: number
}

/** How the returns of a round are named to those who keep them. */
export const ofRound = ({ partnershipId, id }: Round) => ({ partnershipId, roundId: id })

/** The version of a question set that a round uses. */
export type RoundQuestionnaire = {
  setCode: SetCode
  versionId: Id<'version'>
  version: number
  title: string
  newestVersion: number
}

/** 'safeguarding-audit-2026-to-2027' from a name: what a round's code may look like, and how it is proposed. */
export function codeFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  const slug = withoutEnd(
    plain
      .split(/[^a-z0-9]+/)
      .filter(word => word !== '')
      .join('-')
      .slice(0, 40),
    '-',
  )
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
