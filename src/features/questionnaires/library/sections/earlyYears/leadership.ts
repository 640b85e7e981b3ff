import type { Section } from '../../../document.ts'
import { OTHER } from '../../references.ts'

/** Set E: leadership. */
export const earlyYearsLeadership: Section = {
  key: 'leadership',
  title: 'Leadership',
  intro: 'How those who run the setting know that children are safe, and what they do when something is missing.',
  questions: [
    {
      kind: 'level',
      key: 'leadership_culture',
      label: 'A culture in which staff believe that harm could happen in this setting',
      guidance:
        'Ask yourself whether a student on placement would raise a small worry in their first week, and what would happen if they did.',
      strength: 'should',
      reference: OTHER.eyfs,
      comment: true,
      descriptors: [
        'Staff raise worries early, small ones too. Leaders look for what they might be missing and can show what they changed.',
        'Staff raise worries and know they will be heard. Leaders act on them and say what they did.',
        'Most staff know how to raise a worry, but some wait until they are sure.',
        'Staff are unsure, or leaders hear of worries late.',
      ],
    },
    {
      kind: 'rag',
      key: 'leadership_dsl_time',
      label: 'Time and resources for the DSL and deputies',
      guidance: 'In a small team the lead often counts in the ratios. Be honest about when the paperwork and the calls happen.',
      strength: 'good_practice',
      reference: OTHER.eyfs,
      comment: true,
      descriptors: {
        red: 'The role is done in whatever time is left. Meetings are missed or records fall behind.',
        amber: 'Time is set aside and the essential work is done, with strain at busy times.',
        green: 'As amber, and the time is reviewed each year against the number of children who need help, and adjusted.',
      },
    },
    {
      kind: 'yes_partly_no',
      key: 'leadership_dsl_available',
      label: 'Can staff always reach the DSL or a deputy during opening hours?',
      guidance: 'Include early and late sessions, outings and holidays.',
      strength: 'should',
      reference: OTHER.eyfs,
    },
    {
      kind: 'met',
      key: 'leadership_staff_supervision',
      label: 'Every member of staff who works with children has regular supervision',
      guidance: 'It gives time to talk about children, about worries, and about how the adult is doing.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      kind: 'yes_partly_no',
      key: 'leadership_local_arrangements',
      label: 'Do leaders follow the local multi-agency safeguarding arrangements?',
      guidance: 'They know the threshold document and the procedures online, and whom to ring for advice.',
      strength: 'must',
      reference: `${OTHER.eyfs}; ${OTHER.workingTogether}`,
    },
    {
      kind: 'yes_partly_no',
      key: 'leadership_ofsted_notified',
      label: 'Do leaders know what they must tell Ofsted?',
      guidance: 'Serious accidents, allegations and changes of people must be reported within 14 days at the latest.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      kind: 'percentage',
      key: 'leadership_last_actions_done',
      label: "What share of last year's audit actions is complete?",
      shortLabel: "Share of last year's actions complete",
      guidance: 'An estimate will do. Leave it empty if you had no actions or did not take part.',
      strength: 'good_practice',
      reference: OTHER.workingTogether,
      required: false,
    },
  ],
}
