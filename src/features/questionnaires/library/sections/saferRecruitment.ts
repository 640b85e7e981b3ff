import type { Section } from '../../document.ts'
import { KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  recruitmentAbout,
  recruitmentCentralRecord,
  recruitmentChecksBeforeStart,
  recruitmentChildcareDisqualification,
  recruitmentRecordChecked,
  recruitmentReferences,
} from '../shared/recruitment.ts'

/** Who is let near children, and the record that shows it. */
export const saferRecruitment = (t: Terms): Section => ({
  key: 'safer_recruitment',
  title: 'Safer recruitment and the single central record',
  intro: 'From the advertisement to the record that shows every check.',
  questions: [
    { ...recruitmentAbout, label: 'Have the single central record at hand' },
    {
      ...recruitmentCentralRecord,
      label: 'The single central record',
      guidance:
        'It covers everyone it must: staff, trainees, agency workers, governors or proprietors where required, and others in regular contact with children.',
      reference: KCSIE.partThree + t.also.register,
      descriptors: {
        red: 'There are gaps that matter, or nobody can say who checks it.',
        amber: 'It is complete for everyone who must be on it. Small gaps are noted and being closed.',
        green: 'As amber, and a senior leader checks it at set times, signs the check, and nothing is ever outstanding for long.',
      },
    },
    {
      kind: 'table',
      key: 'recruitment_record_counts',
      label: 'How many people of each kind are on the record, and how many have every check?',
      shortLabel: 'The list of people on the record',
      guidance: 'One line for each kind of people. Leave it empty if the record does not count this for you.',
      strength: 'good_practice',
      reference: KCSIE.partThree + t.also.register,
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
    { ...recruitmentRecordChecked, reference: KCSIE.partThree + t.also.register },
    {
      kind: 'date',
      key: 'recruitment_record_checked_on',
      label: 'When was that check?',
      shortLabel: 'Date of the check of the single central record',
      guidance: 'Give the latest date.',
      strength: 'good_practice',
      reference: KCSIE.partThree + t.also.register,
      when: { question: 'recruitment_record_checked', in: ['yes'] },
      notAfterToday: true,
    },
    {
      kind: 'yes_partly_no',
      key: 'recruitment_online_searches',
      label: 'Do you carry out an online search for everyone on the shortlist?',
      guidance:
        'Applicants are told beforehand. Someone outside the panel does it, in the same way for each, and passes on only what matters.',
      strength: 'should',
      reference: KCSIE.partThree,
    },
    {
      ...recruitmentReferences,
      label: 'References are checked before interview',
      guidance:
        'They come from a senior person at the last employer. Vague or missing answers are followed up, and gaps in a career explained.',
      strength: 'should',
      reference: KCSIE.partThree,
    },
    {
      ...recruitmentChecksBeforeStart,
      guidance:
        'Identity, right to work, barred list, enhanced DBS, prohibition from teaching, qualifications, health, and checks for time abroad.',
      reference: KCSIE.partThree + t.also.checks,
    },
    {
      kind: 'met',
      key: 'recruitment_section_128',
      label: `People in management, and ${t.governors}, have the section 128 check where it applies`,
      guidance: 'It shows whether someone is barred from managing or governing. Answer "not applicable" if nobody here needs it.',
      strength: 'must',
      reference: KCSIE.partThree + t.also.checks,
      notApplicable: true,
    },
    {
      kind: 'met',
      key: 'recruitment_agency',
      label: 'You hold written confirmation of checks for all agency staff',
      guidance:
        'You look at their identity on arrival: the person who comes is the person who was checked. Answer "not applicable" if you use none.',
      strength: 'must',
      reference: KCSIE.partThree + t.also.checks,
      notApplicable: true,
    },
    {
      kind: 'met',
      key: 'recruitment_volunteers',
      label: 'Every volunteer has a written risk assessment that decides which checks are needed',
      guidance: 'Nobody unchecked is left alone with a child.',
      strength: 'should',
      reference: KCSIE.partThree,
      notApplicable: true,
    },
    {
      kind: 'met',
      key: 'recruitment_alternative_provision',
      label: `You have written assurance about the staff of any alternative provision that you use`,
      guidance: `You remain responsible for the ${t.pupil}: know where they are each day, visit, and review the placement at least each half term.`,
      strength: 'should',
      reference: `${KCSIE.partTwo}; ${KCSIE.partThree}`,
      notApplicable: true,
    },
    {
      kind: 'met',
      key: 'recruitment_work_placements',
      label: `Work experience and placements are checked so that ${t.pupils} are safe there`,
      guidance: 'The employer has safeguarding arrangements, and someone visits or calls.',
      strength: 'should',
      reference: KCSIE.partThree,
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
