import type { Actor, ContributorActor, Role, StaffActor } from '../history/index.ts'

/** What members of staff may do. Each route names one. */
export const STAFF_PERMISSIONS = [
  'self',
  'round.view',
  'round.manage',
  'register.view',
  'register.manage',
  'questionnaire.view',
  'return.view',
  'return.manage',
  'extension.grant',
  'chase.record',
  'sample.view',
  'sample.manage',
  'review.record',
  'finding.view',
  'finding.manage',
  'export.make',
  'mail.view',
  'history.view',
  'account.manage',
] as const
export type StaffPermission = (typeof STAFF_PERMISSIONS)[number]

/** Who holds what: `return.complete` belongs to whoever came by an audit link and said who they are; `public` to everyone. */
export type ActorOf = Record<StaffPermission, StaffActor> & { 'return.complete': ContributorActor; public: Actor | null }
export type Permission = keyof ActorOf

const VIEWS: readonly StaffPermission[] = [
  'self',
  'round.view',
  'register.view',
  'questionnaire.view',
  'return.view',
  'sample.view',
  'finding.view',
]

const GRANTS: Record<Role, readonly StaffPermission[]> = {
  administrator: STAFF_PERMISSIONS,
  coordinator: STAFF_PERMISSIONS.filter(permission => permission !== 'account.manage'),
  reviewer: [...VIEWS, 'review.record'],
  analyst: [...VIEWS, 'export.make', 'history.view'],
  viewer: VIEWS,
}

/** Whether a role holds a permission. */
export function roleHolds(role: Role, permission: StaffPermission): boolean {
  return GRANTS[role].includes(permission)
}

export function isStaffPermission(permission: string): permission is StaffPermission {
  return (STAFF_PERMISSIONS as readonly string[]).includes(permission)
}

/** Whether somebody may do what a route needs. The loader of the thing itself narrows further, to its partnership and return. */
export function allows(actor: Actor | null, needs: Permission): boolean {
  if (needs === 'public') return true
  if (needs === 'return.complete') return actor?.kind === 'contributor'
  return actor?.kind === 'staff' && roleHolds(actor.role, needs)
}
