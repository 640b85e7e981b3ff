import type { Id } from '../../platform/id.ts'
import type { Reach } from '../history/index.ts'
import type { EstablishmentFacts } from '../establishments/index.ts'
import type { Response } from '../questions/index.ts'
import type { QuestionnaireDocument, SetCode } from '../questionnaires/index.ts'
import type { ExcuseAs } from './excuses.ts'
import type { ReturnStatus } from './lifecycle.ts'
import type { SignOff } from './signatures.ts'

/** How a return came, and how a single answer of it did. */
export const VIA_WORDS = {
  online: { words: 'Online', answer: 'Typed in by the establishment' },
  offline: { words: 'As an Excel file or on paper', answer: 'Keyed in by the partnership from an Excel file or paper' },
} as const
export type Via = keyof typeof VIA_WORDS

/** One establishment's entry in one round, with what its round, its establishment and its partnership say about it. */
export type AuditReturn = {
  /** When its answers were deleted at the end of the time they are kept; null while they are there. */
  answersDeletedAt: Date | null
  id: Id<'return'>
  partnershipId: Id<'partnership'>
  roundId: Id<'round'>
  roundName: string
  roundStatus: 'draft' | 'open' | 'closed'
  /** Whether a question of the round was ever clarified. */
  roundHasClarifications: boolean
  /** The day on which its round was to open. */
  roundOpensAt: Date
  /** When its round was opened; while that has not happened, when it was made. */
  roundOpenedAt: Date
  roundClosedAt: Date | null
  /** Whether a chair (or proprietor) is to sign, if need be after the head submitted. */
  chairSignOff: 'may_follow' | 'not_needed'
  establishmentId: Id<'establishment'>
  establishmentName: string
  setCode: SetCode
  questionnaireVersionId: Id<'version'>
  status: ReturnStatus
  reference: string | null
  firstDueAt: Date
  dueAt: Date
  extensions: number
  issuedAt: Date | null
  openedAt: Date | null
  startedAt: Date | null
  lastSavedAt: Date | null
  submittedAt: Date | null
  submittedVia: Via | null
  receivedAt: Date | null
  /** When its submission was entered here: for an offline return later than `submittedAt`, the day it was received. */
  recordedAt: Date | null
  acceptedAt: Date | null
  returnedAt: Date | null
  returnedReason: string | null
  /** The questions that were meant when it was sent back; null when all of it was. */
  returnedQuestions: readonly ReturnedQuestion[] | null
  /** The day by which it was asked for again. */
  returnedDueOn: string | null
  excusedAs: ExcuseAs | null
  excusedOn: string | null
  excusedReason: string | null
  excusedFrom: ReturnStatus | null
  coveredByEstablishmentId: Id<'establishment'> | null
  asked: number
  answered: number
  missing: number
  files: number
  /** Moves with every change, so that a save can tell whether what it read is still so. */
  version: number
  /** What the questionnaire's conditions may ask about the establishment, as it was when the round was opened. */
  facts: EstablishmentFacts
}

/** A question of a return that was sent back, with what the partnership says to it; blank where it says nothing. */
export type ReturnedQuestion = { key: string; note: string }

/** Whose something is, and since when. Staff are no contributors. */
export type Giver = { byName: string; contributorId: Id<'contributor'> | null; at: Date }

/** Whose those parts are that the last save left as they were. */
export type PartsBy = { [Part in keyof Response]?: Giver }

/** What is stored for one question: the response, its version, whose the last save is, and whose the parts are that it left (`giverOf`). */
export type StoredResponse = Response & Giver & { version: number; partsBy: PartsBy | null }

/** A text that somebody chose their own over, as the one who gave it is to be told once. */
export type ChosenOver = {
  id: Id<'chosenOver'>
  questionKey: string
  part: keyof Response
  /** Whose text it was. */
  byName: string
  contributorId: Id<'contributor'> | null
  chosenBy: string
  at: Date
}

/**
 * A return with what the page of a section needs of it, as one statement saw it: the answers of that section and those that say what is
 * asked. Other answers may be missing: what counts or judges the whole return asks for an `OpenReturn`.
 */
export type OpenSection = {
  auditReturn: AuditReturn
  document: QuestionnaireDocument
  responses: ReadonlyMap<string, StoredResponse>
  signOffs: readonly SignOff[]
  /** Of which those are still to be told who gave the other text. */
  chosenOver: readonly ChosenOver[]
  /** Whether its establishment, or one that it follows, may have completed an earlier return: where not, nobody need look for one. */
  followsAnother: boolean
  /** The questions that files are attached to. */
  withFiles: ReadonlySet<string>
  /** What of it the person may see, answer and sign. */
  reach: Reach
}

/** A return with all that was answered, as one statement saw it. */
export type OpenReturn = OpenSection & {
  /** Files attached to each question. */
  evidenceCounts: ReadonlyMap<string, number>
}

/** A change of one response, as the store is to write it. */
export type ResponseWrite = Response & { key: string; version: number; partsBy: PartsBy | null }
