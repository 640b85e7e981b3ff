import { refuse } from './refusals.ts'

/** Where a version of a question set stands: being written, to be taken by rounds, or in use and never to change again. */
export const VERSION_STATUSES = ['draft', 'published', 'frozen'] as const
export type VersionStatus = (typeof VERSION_STATUSES)[number]

/** What each action makes of each status; null when nothing is left of it. A status that is not listed refuses the action. */
export const TRANSITIONS = {
  change: { draft: 'draft' },
  discard: { draft: null },
  publish: { draft: 'published' },
  freeze: { published: 'frozen', frozen: 'frozen' },
} as const satisfies Record<string, Partial<Record<VersionStatus, VersionStatus | null>>>
export type VersionAction = keyof typeof TRANSITIONS

const table: Record<VersionAction, Partial<Record<VersionStatus, VersionStatus | null>>> = TRANSITIONS

/** The statuses in which an action can be done. */
export const statusesFor = (action: VersionAction): VersionStatus[] =>
  VERSION_STATUSES.filter(status => table[action][status] !== undefined)

/** @throws Refusal (conflict) when the status does not allow the action */
export function requireCan(action: VersionAction, status: VersionStatus): void {
  if (table[action][status] === undefined) throw refuse.notADraft()
}
