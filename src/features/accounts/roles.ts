import type { Role } from '../history/index.ts'

/** What staff roles are called, and what people in them may do, in a sentence. */
export const ROLE_WORDS: Record<Role, { name: string; may: string }> = {
  administrator: { name: 'Administrator', may: 'Everything a coordinator may do, and looks after accounts' },
  coordinator: { name: 'Coordinator', may: 'Runs rounds: issues, chases, extends, samples, writes findings and exports' },
  reviewer: { name: 'Reviewer', may: 'Reads returns and evidence, and records verdicts on the dip sample' },
  analyst: { name: 'Analyst', may: 'Reads everything and makes exports' },
  viewer: { name: 'Viewer', may: 'Reads rounds, returns and findings' },
}
