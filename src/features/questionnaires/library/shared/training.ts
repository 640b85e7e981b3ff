import { cites, OTHER } from '../references.ts'
import { shared } from './shared.ts'

/** Training: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const trainingPartOneShare = shared({
  kind: 'percentage',
  key: 'training_part_one_share',
  label: 'What share of staff has read Part one of the current guidance?',
  shortLabel: 'Share of staff who read Part one',
  instruction: 'Count everyone who works here regularly, whatever their job.',
  guidance: 'Understanding is tested during the year. What people got wrong shapes the next training.',
  strength: 'should',
})

export const trainingWholeStaffOn = shared({
  kind: 'date',
  key: 'training_whole_staff_on',
  label: 'When was the last safeguarding training for all staff?',
  shortLabel: 'Date of the last training for all staff',
  instruction: 'Give the date of the main session. People who missed it should have caught up within weeks.',
  notAfterToday: true,
})

export const trainingDslTwoYearly = shared({
  kind: 'yes_no',
  key: 'training_dsl_two_yearly',
  label: 'Have the DSL and all deputies had DSL training within the last two years?',
  instruction: 'We compare this with the months that you gave for the DSL and the deputies.',
})

export const trainingInduction = shared({
  kind: 'met',
  key: 'training_induction',
})

export const trainingUpdates = shared({
  kind: 'met',
  key: 'training_updates',
  label: 'All staff have a safeguarding update at least once a year',
})

export const trainingBoard = shared({
  kind: 'met',
  key: 'training_board',
  label: 'Everyone on the board has had safeguarding training',
  strength: 'should',
})

export const trainingPrevent = shared({
  kind: 'met',
  key: 'training_prevent',
  label: 'All staff have had training on the Prevent duty',
  strength: 'should',
  ...cites(OTHER.prevent),
})

export const trainingFirstAiderAvailable = shared({
  kind: 'met',
  key: 'training_first_aider_available',
  label: 'Someone with a full paediatric first aid certificate is on the premises and available while young children are here',
  strength: 'must',
})

export const trainingSaferRecruitmentPanel = shared({
  kind: 'yes_no',
  key: 'training_safer_recruitment_panel',
  label: 'Does every interview panel include someone trained in safer recruitment?',
})

export const trainingSaferRecruitmentOn = shared({
  kind: 'table',
  key: 'training_safer_recruitment_people',
  label: 'Who is trained in safer recruitment, and since when?',
  shortLabel: 'People trained in safer recruitment',
  instruction: 'The month of the last course is enough.',
  strength: 'should',
  when: { question: 'training_safer_recruitment_panel', in: ['yes'] },
  rowName: 'Person',
  minRows: 1,
  maxRows: 10,
  columns: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'trained_month', label: 'Last trained', kind: 'month', required: true },
  ],
})

export const trainingMultiAgencyAttended = shared({
  kind: 'number',
  key: 'training_multi_agency_attended',
  label: 'How many staff went to a multi-agency course of the partnership in the last school year?',
  shortLabel: 'Number of staff on multi-agency courses',
  instruction: 'Count people, not courses.',
  strength: 'good_practice',
  required: false,
  min: 0,
  whole: true,
})

export const trainingMultiAgencyCertificates = shared({
  kind: 'number',
  key: 'training_multi_agency_certificates',
  label: 'For how many of them do you hold a certificate?',
  shortLabel: 'Number of certificates held',
  instruction: 'A dip sample asks to see some. Leave this empty if you do not keep them.',
  strength: 'good_practice',
  required: false,
  min: 0,
  whole: true,
})

export const trainingEvidence = shared({
  kind: 'evidence',
  key: 'training_evidence',
  label: 'Evidence for safeguarding training',
  hint: 'For example a training log or the slides of a session.',
  strength: 'should',
  required: false,
})
