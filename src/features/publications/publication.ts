import { createHash } from 'node:crypto'
import type { Id } from '../../platform/id.ts'

/** What can be published of a round: how it is called, and how its public address ends. No ending may be the end of another. */
export const KINDS = {
  findings: { title: 'What the audit found', address: 'findings' },
  groups: { title: 'What the audit found, group by group', address: 'by-group' },
  said_did: { title: 'The audit said, we did', address: 'said-and-did' },
} as const satisfies Record<string, { title: string; address: string }>
export type PublicationKind = keyof typeof KINDS

/** One version of what was published, as staff see it. */
export type Publication = {
  id: Id<'publication'>
  kind: PublicationKind
  /** The part of its public address that says what it is. */
  name: string
  number: number
  contentDigest: string
  publishedAt: Date
  publishedBy: string
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnReason: string | null
}

/** The versions that a public page can lead to. */
export type PublicVersion = { number: number; publishedAt: string; isWithdrawn: boolean }

/** A publication as anyone may read it. Of a withdrawn one only that it was, and why. */
export type PublicPage = {
  kind: PublicationKind
  number: number
  html: string | null
  publishedAt: Date
  withdrawnAt: Date | null
  withdrawnReason: string | null
  roundName: string
  partnershipName: string
  contactEmail: string
  contactPhone: string
  /** The newest first. */
  versions: PublicVersion[]
}

/** The part of the address that says what it is: "audit-2027-said-and-did". */
export const nameOf = (roundCode: string, kind: PublicationKind): string => `${roundCode}-${KINDS[kind].address}`

/** Where anyone reads it: the newest version, or this one. */
export const publicHref = (partnershipCode: string, name: string, number?: number): string =>
  `/published/${partnershipCode}/${name}${number === undefined ? '' : `/${number}`}`

/** By what two contents are held to be the same. */
export const digestOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')
