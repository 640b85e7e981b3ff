import { z } from 'zod'

/** Staff roles, from the most to the least that they may do. */
export const ROLES = ['administrator', 'coordinator', 'reviewer', 'analyst', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/** The roles in which a person stands to an establishment: as contact, and as contributor. */
export const CONTACT_ROLES = ['head', 'dsl', 'deputy_dsl', 'chair', 'proprietor', 'link_governor', 'business_manager', 'other'] as const
export type ContactRole = (typeof CONTACT_ROLES)[number]

export const CONTACT_ROLE_WORDS: Record<ContactRole, string> = {
  head: 'Headteacher or principal',
  dsl: 'Designated Safeguarding Lead',
  deputy_dsl: 'Deputy Designated Safeguarding Lead',
  chair: 'Chair of governors or trustees',
  proprietor: 'Proprietor',
  link_governor: 'Safeguarding link governor',
  business_manager: 'School business manager',
  other: 'Another role',
}

/** A signed-in member of a partnership's staff. */
export type StaffActor = { kind: 'staff'; partnershipId: number; accountId: number; name: string; role: Role; email: string }

/** Somebody at an establishment who came by its audit link and said who they are. */
export type ContributorActor = {
  kind: 'contributor'
  partnershipId: number
  contributorId: number
  invitationId: number
  returnId: number
  name: string
  role: ContactRole
}

/** The person at the command line of the machine. */
export type OperatorActor = { kind: 'operator'; partnershipId: number; name: string }

/** The program itself: a scheduled job. */
export type SystemActor = { kind: 'system'; partnershipId: number; name: string }

export type Actor = StaffActor | ContributorActor | OperatorActor | SystemActor

/** Everyone who may do staff work: staff by page, the operator by command line, the system by job. */
export type OfficeActor = StaffActor | OperatorActor | SystemActor

export const actorId = (actor: Actor): number | null =>
  actor.kind === 'staff' ? actor.accountId : actor.kind === 'contributor' ? actor.contributorId : null

/** For the payload of a job: whoever asked for the work is who the history names. */
export const officeActorSchema: z.ZodType<OfficeActor> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('staff'),
    partnershipId: z.number(),
    accountId: z.number(),
    name: z.string(),
    role: z.enum(ROLES),
    email: z.string(),
  }),
  z.object({ kind: z.literal('operator'), partnershipId: z.number(), name: z.string() }),
  z.object({ kind: z.literal('system'), partnershipId: z.number(), name: z.string() }),
])
