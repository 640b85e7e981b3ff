import type { Id } from '../../platform/id.ts'

/** A file as the pages of a return list it. */
export type EvidenceFile = {
  id: Id<'evidence'>
  questionKeys: string[]
  name: string
  mediaType: string
  bytes: number
  note: string
  byName: string
  receivedVia: 'online' | 'email' | 'offline_return'
  receivedOn: string
  at: Date
}
