import { cites, OTHER } from '../references.ts'
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
  kind: 'met',
  key: 'policies_staff_code',
  label: 'Staff have and use a current behaviour policy (code of conduct)',
  instruction: 'Met: it covers low-level concerns, and all staff have it, volunteers and agency staff too.',
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
  strength: 'should',
})

export const policiesBehaviour = shared({
  kind: 'met',
  key: 'policies_behaviour',
  label: 'The behaviour policy says how bullying, including online bullying, is prevented',
  guidance: 'It links to safeguarding: behaviour can be a sign that a child is being harmed.',
})

export const policiesChildOnChild = shared({
  kind: 'met',
  key: 'policies_child_on_child_reports',
  label: 'A policy says how child-on-child abuse is reported, recorded and followed up',
  instruction: 'It may be part of the child protection policy. Partly met: it covers bullying only.',
  strength: 'should',
  comment: true,
})

export const policiesEvidence = shared({
  kind: 'evidence',
  key: 'policies_evidence',
  label: 'Evidence for safeguarding policies',
  hint: 'A link to your website is often enough.',
  instruction: 'You need not attach anything now. A dip sample asks for the child protection and staff behaviour policies.',
  strength: 'should',
  required: false,
})

export const onlineReviewDone = shared({
  kind: 'yes_no',
  key: 'online_review_done',
  label: 'Have you reviewed filtering and monitoring in the last 12 months?',
  strength: 'should',
  ...cites(OTHER.filtering),
})

export const onlineReviewOn = shared({
  kind: 'date',
  key: 'online_review_on',
  label: 'When was that review?',
  shortLabel: 'Date of the filtering and monitoring review',
  instruction: 'If it took several meetings, give the last date.',
  strength: 'should',
  ...cites(OTHER.filtering),
  when: { question: 'online_review_done', in: ['yes'] },
  notAfterToday: true,
})

export const policiesChildProtectionPublished = shared({
  kind: 'yes_no',
  key: 'policies_child_protection_published',
  label: 'Is the current child protection policy on your website?',
  strength: 'should',
})
