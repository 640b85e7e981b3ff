import type { Role } from '../history/index.ts'

/** What staff roles are called, and what people in them may do, in a sentence. */
export const ROLE_WORDS: Record<Role, { name: string; may: string }> = {
  administrator: { name: 'Administrator', may: 'Everything a coordinator may do, and looks after accounts and settings' },
  coordinator: { name: 'Coordinator', may: 'Runs rounds: issues, chases, extends, samples, writes findings, publishes and exports' },
  reviewer: { name: 'Reviewer', may: 'Reads the returns of dip samples and their documents, and records verdicts' },
  analyst: { name: 'Analyst', may: 'Reads figures, findings and answers, and makes exports, without contacts and notes of calls' },
  viewer: { name: 'Viewer', may: 'Reads figures, the returns statement and the findings as they may be published' },
}
