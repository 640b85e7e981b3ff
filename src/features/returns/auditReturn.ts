import type { EstablishmentFacts, Json, QuestionnaireDocument, Response, SetCode } from '../questionnaires/index.ts'
import type { ReturnStatus } from './lifecycle.ts'

/** One establishment's entry in one round, with what its round, its establishment and its partnership say about it. */
export type AuditReturn = {
  id: number
  partnershipId: number
  roundId: number
  roundName: string
  roundStatus: 'draft' | 'open' | 'closed'
  /** When its round was opened; while that has not happened, when it was made. */
  roundOpenedAt: Date
  roundClosedAt: Date | null
  /** Whether a chair (or proprietor) is to sign, if need be after the head submitted. */
  chairSignOff: 'may_follow' | 'not_needed'
  establishmentId: number
  establishmentName: string
  setCode: SetCode
  questionnaireVersionId: number
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
  submittedVia: 'online' | 'offline' | null
  receivedAt: Date | null
  /** When its submission was entered here: for an offline return later than `submittedAt`, the day it was received. */
  recordedAt: Date | null
  acceptedAt: Date | null
  returnedAt: Date | null
  returnedReason: string | null
  excusedAs: ExcuseAs | null
  excusedOn: string | null
  excusedReason: string | null
  excusedFrom: string | null
  coveredByEstablishmentId: number | null
  asked: number
  answered: number
  missing: number
  files: number
  /** Moves with every change, so that a save can tell whether what it read is still so. */
  version: number
  /** What the questionnaire's conditions may ask about the establishment, as it was when the round was opened. */
  facts: EstablishmentFacts
}

/** Why an establishment is not expected to send its return. */
export type ExcuseAs = 'closed' | 'covered' | 'not_applicable' | 'declined'

/** What is stored for one question: the response, its version, and whose it is. */
export type StoredResponse = Response & { version: number; byName: string; contributorId: number | null; at: Date }

/** A file as the pages of a return list it. */
export type EvidenceFile = {
  id: number
  questionKeys: string[]
  name: string
  mediaType: string
  bytes: number
  note: string
  byName: string
  receivedVia: 'online' | 'email'
  receivedOn: string
  at: Date
}

export type SignOffRole = 'head' | 'chair' | 'proprietor'
export type SignOff = { role: SignOffRole; name: string; jobTitle: string; at: Date }

/** A return with all that was answered, as one statement saw it. */
export type OpenReturn = {
  auditReturn: AuditReturn
  document: QuestionnaireDocument
  responses: ReadonlyMap<string, StoredResponse>
  /** Files attached to each question. */
  evidenceCounts: ReadonlyMap<string, number>
  signOffs: readonly SignOff[]
}

/** A change of one response, as the store is to write it. */
export type ResponseWrite = { key: string; version: number; answer: Json; comment: string | null; action: Response['action'] }

export const NO_RESPONSE: Response = { answer: null, comment: null, action: null }
