import { KCSIE, OTHER } from '../references.ts'
import { shared } from './shared.ts'

/** Policies: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const policiesChildProtectionCurrent = shared({
  kind: 'yes_no',
  key: 'policies_child_protection_current',
})

export const policiesChildProtectionReviewedOn = shared({
  kind: 'date',
  key: 'policies_child_protection_reviewed_on',
  shortLabel: 'Date the child protection policy was approved',
  notAfterToday: true,
})

export const policiesLocalProcedures = shared({
  kind: 'met',
  key: 'policies_local_procedures',
  label: "The child protection policy follows the partnership's local procedures and thresholds",
})

export const policiesStaffBehaviour = shared({
  kind: 'rag',
  key: 'policies_staff_behaviour',
  label: 'Staff behaviour policy (code of conduct)',
  strength: 'should',
  comment: true,
})

export const policiesAbsence = shared({
  kind: 'met',
  key: 'policies_absence',
  label: 'Procedures say what staff do when a child is absent, repeatedly or for long',
})

export const policiesPrevent = shared({
  kind: 'met',
  key: 'policies_prevent',
  label: 'A risk assessment for the Prevent duty is in place',
  strength: 'must',
})

export const policiesEvidence = shared({
  kind: 'evidence',
  key: 'policies_evidence',
  label: 'Evidence for safeguarding policies',
  hint: 'A link to your website is often enough.',
  guidance:
    'You need not attach anything now. If you are chosen for the dip sample, we will ask for the child protection and staff behaviour policies.',
  strength: 'should',
  required: false,
})

export const onlineReviewDone = shared({
  kind: 'yes_no',
  key: 'online_review_done',
  label: 'Have you reviewed filtering and monitoring in the last 12 months?',
  strength: 'should',
  reference: `${KCSIE.partTwo}; ${OTHER.filtering}`,
})

export const policiesChildProtectionPublished = shared({
  kind: 'yes_no',
  key: 'policies_child_protection_published',
  label: 'Is the current child protection policy on your website?',
  strength: 'should',
})
