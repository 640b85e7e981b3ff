import { z } from 'zod'
import { idSchema, type Id } from '../../platform/id.ts'

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
export type StaffActor = {
  kind: 'staff'
  partnershipId: Id<'partnership'>
  accountId: Id<'account'>
  name: string
  role: Role
  email: string
}

/** Somebody at an establishment who came by its audit link and said who they are. */
export type ContributorActor = {
  kind: 'contributor'
  partnershipId: Id<'partnership'>
  contributorId: Id<'contributor'>
  invitationId: Id<'invitation'>
  returnId: Id<'return'>
  name: string
  role: ContactRole
  reach: Reach
}

/** What the link by which somebody came opens to them: sections to see and to answer, and whether they may sign. */
export type Reach = { sections: 'all' | readonly string[]; maySign: boolean }

/** All of a return, as the main link opens it. */
export const WHOLE_RETURN: Reach = { sections: 'all', maySign: true }

export const reachesSection = ({ sections }: Reach, key: string): boolean => sections === 'all' || sections.includes(key)

/** The person at the command line of the machine. */
export type OperatorActor = { kind: 'operator'; partnershipId: Id<'partnership'>; name: string }

/** The program itself: a scheduled job. */
export type SystemActor = { kind: 'system'; partnershipId: Id<'partnership'>; name: string }

/** Who acts where nobody asked: a job that runs by itself, or the end of one that somebody ordered. */
export const program = (partnershipId: Id<'partnership'>): SystemActor => ({ kind: 'system', partnershipId, name: 'The program' })

export type Actor = StaffActor | ContributorActor | OperatorActor | SystemActor

/** Everyone who may do staff work: staff by page, the operator by command line, the system by job. */
export type PartnershipActor = StaffActor | OperatorActor | SystemActor

export const actorId = (actor: Actor): Id<'account'> | Id<'contributor'> | null =>
  actor.kind === 'staff' ? actor.accountId : actor.kind === 'contributor' ? actor.contributorId : null

/** For the payload of a job: whoever asked for the work is who the history names. */
export const partnershipActorSchema: z.ZodType<PartnershipActor> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('staff'),
    partnershipId: idSchema<'partnership'>(),
    accountId: idSchema<'account'>(),
    name: z.string(),
    role: z.enum(ROLES),
    email: z.string(),
  }),
  z.object({ kind: z.literal('operator'), partnershipId: idSchema<'partnership'>(), name: z.string() }),
  z.object({ kind: z.literal('system'), partnershipId: idSchema<'partnership'>(), name: z.string() }),
])
