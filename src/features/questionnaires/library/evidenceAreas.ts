import type { EvidenceArea } from '../document.ts'

/** The areas in which the dip sample asks for evidence, unless a round names others. */
export const EVIDENCE_AREAS: EvidenceArea[] = [
  { key: 'policies', title: 'Safeguarding policies' },
  { key: 'training', title: 'Safeguarding training' },
  { key: 'governors', title: 'Reporting to governors' },
]
