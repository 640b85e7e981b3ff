import type { Section } from '../../document.ts'
import { cites, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  recruitmentAbout,
  recruitmentCentralRecord,
  recruitmentChecksBeforeStart,
  recruitmentChildcareDisqualification,
  recruitmentRecordChecked,
  recruitmentReferences,
  recruitmentSection128,
} from '../shared/recruitment.ts'

/** Who is let near children, and the record that shows it. Rated met, partly met, not met; a yes or no says a plain fact. */
export const saferRecruitment = (t: Terms): Section => ({
  key: 'safer_recruitment',
  title: 'Safer recruitment and the single central record',
  intro: 'From the advertisement to the record that shows every check.',
  questions: [
    { ...recruitmentAbout, label: 'Have the single central record at hand' },
    {
      ...recruitmentCentralRecord,
      label: 'The single central record is complete for everyone who must be on it',
      instruction: 'Partly met: a few entries are missing, and someone is closing the gaps now.',
      guidance:
        'It covers staff, trainees, agency workers, and governors or proprietors. A senior leader checks it at set times and signs.',
      ...cites(t.also.register === '' ? recordLaw(t) : t.also.register),
    },
    {
      kind: 'table',
      key: 'recruitment_record_counts',
      label: 'How many people of each kind are on the record, and how many have every check?',
      shortLabel: 'The list of people on the record',
      instruction: 'One line for each kind of people. Leave it empty if the record does not count this for you.',
      strength: 'good_practice',
      required: false,
      rowName: 'Line',
      maxRows: 8,
      columns: [
        {
          key: 'category',
          label: 'Kind of people',
          kind: 'choice',
          required: true,
          options: [
            { value: 'teaching_staff', label: 'Teaching staff' },
            { value: 'other_staff', label: 'Other staff' },
            { value: 'agency', label: 'Agency and supply staff' },
            { value: 'governors', label: 'Governors, trustees or proprietors' },
            { value: 'volunteers', label: 'Volunteers' },
            { value: 'contractors', label: 'Contractors' },
            { value: 'trainees', label: 'Trainees' },
            { value: 'other', label: 'Others' },
          ],
        },
        { key: 'people', label: 'On the record', kind: 'number', required: true },
        { key: 'complete', label: 'With every check', kind: 'number', required: true },
      ],
    },
    recruitmentRecordChecked,
    {
      kind: 'date',
      key: 'recruitment_record_checked_on',
      label: 'When was that check?',
      shortLabel: 'Date of the check of the single central record',
      instruction: 'Give the latest date.',
      strength: 'good_practice',
      when: { question: 'recruitment_record_checked', in: ['yes'] },
      notAfterToday: true,
    },
    {
      kind: 'met',
      key: 'recruitment_online_search',
      label: 'An online search is done for everyone on the shortlist',
      guidance: 'Applicants are told beforehand. Someone outside the panel does it, and passes on only what matters.',
      strength: 'good_practice',
      required: false,
    },
    {
      ...recruitmentReferences,
      label: 'References are checked before interview',
      guidance: 'They come from a senior person at the last employer. Vague answers and gaps in a career are followed up.',
      strength: 'should',
    },
    {
      ...recruitmentChecksBeforeStart,
      guidance: 'Identity, right to work, barred list, enhanced DBS, prohibition, qualifications, health, and time abroad.',
      ...cites(t.also.checks),
    },
    { ...recruitmentSection128, label: `People in management, and ${t.governors}, have the section 128 check where it applies` },
    {
      kind: 'met',
      key: 'recruitment_agency',
      label: 'You hold written confirmation of checks for all agency staff',
      guidance: 'You look at their identity on arrival: the person who comes is the person who was checked.',
      strength: 'must',
      when: { question: 'people_applies', in: ['agency'] },
    },
    {
      kind: 'met',
      key: 'recruitment_volunteers',
      label: 'Every volunteer has a written risk assessment that decides which checks are needed',
      guidance: 'Nobody unchecked is left alone with a child.',
      strength: 'should',
      when: { question: 'people_applies', in: ['volunteers'] },
    },
    {
      kind: 'met',
      key: 'recruitment_alternative_provision',
      label: `You have written assurance about the staff of any alternative provision that you use`,
      guidance: `You know where each ${t.pupil} is each day, visit, and review the placement at least each half term.`,
      strength: 'should',
      when: { question: 'people_applies', in: ['alternative_provision'] },
    },
    {
      kind: 'met',
      key: 'recruitment_work_placements',
      label: `Work experience and placements are checked so that ${t.pupils} are safe there`,
      guidance: 'The employer has safeguarding arrangements, and someone visits or calls.',
      strength: 'should',
      when: { any: [{ fact: 'secondaryAged' }, { fact: 'post16' }, { fact: 'sixthForm' }] },
      notApplicable: true,
    },
    {
      ...recruitmentChildcareDisqualification,
      guidance: 'They apply to the early years, and to childcare out of hours for children under eight.',
      when: { any: [{ fact: 'nursery' }, { fact: 'primaryAged' }] },
      notApplicable: true,
    },
  ],
})

/** The record of a college stands in other regulations than that of a school. */
const recordLaw = ({ setting }: Terms): string => (setting === 'school' ? OTHER.staffing : '')
