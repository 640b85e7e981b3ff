import type { Id } from '../../platform/id.ts'
import type { Found, Remark } from '../documentText/index.ts'

/** A file as the pages of a return list it. */
export type EvidenceFile = Checked & {
  id: Id<'evidence'>
  questionKeys: string[]
  name: string
  mediaType: string
  bytes: number
  note: string
  byName: string
  receivedVia: 'online' | 'email' | 'offline_return'
  receivedOn: string
  /** The date on it: a day, or a month ('2026-09') where no day is known. */
  datedOn: string | null
  at: Date
}

/** How far a file was read for what could say who a child is: `not_checked` was here before files were read, `waiting` is still to be. */
export type CheckState = 'not_checked' | 'waiting' | 'clear' | 'unreadable' | 'found'

/** What reading a file brought, and what somebody of the establishment said to it. */
export type Checked = {
  checkState: CheckState
  /** Why it could not be read. */
  checkWhy: string | null
  /** How often reading it was tried without an answer. */
  checkTries: number
  /** Whether only a part of it was read. */
  checkIsPart: boolean
  children: Found[]
  remarks: Remark[]
  /** Why it is right to send although something was found. */
  explanation: string | null
  explainedBy: string | null
  explainedAt: Date | null
  /** Whether the same bytes came with an earlier return of the establishment, or with one of another. */
  isAsBefore: boolean
  isAsElsewhere: boolean
}
