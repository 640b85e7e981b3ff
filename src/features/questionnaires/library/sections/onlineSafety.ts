import type { Section } from '../../document.ts'
import { KCSIE, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'
import { onlineReviewDone } from '../shared/policies.ts'

/** Filtering, monitoring and what surrounds them. */
export const onlineSafety = (t: Terms): Section => ({
  key: 'online_safety',
  title: 'Filtering, monitoring and online safety',
  intro: 'Filtering blocks. Monitoring notices. Neither replaces adults who know what children do online.',
  questions: [
    {
      ...onlineReviewDone,
      guidance: `A review looks at the risks of your own ${t.pupils}, tests the systems, and is written down. Repeat it when a risk or the technology changes.`,
    },
    {
      kind: 'date',
      key: 'online_review_on',
      label: 'When was that review?',
      shortLabel: 'Date of the filtering and monitoring review',
      guidance: 'If it took several meetings, give the last date.',
      strength: 'should',
      reference: OTHER.filtering,
      when: { question: 'online_review_done', in: ['yes'] },
      notAfterToday: true,
    },
    {
      kind: 'choices',
      key: 'online_review_by',
      label: 'Who took part in that review?',
      guidance: 'The best reviews bring safeguarding and technical knowledge together with someone from the board.',
      strength: 'should',
      reference: OTHER.filtering,
      when: { question: 'online_review_done', in: ['yes'] },
      options: [
        { value: 'dsl', label: 'The DSL or a deputy' },
        { value: 'senior_leader', label: 'A senior leader' },
        { value: 'it', label: 'IT staff or the IT supplier' },
        { value: 'governor', label: 'A governor, trustee or proprietor' },
        { value: 'other', label: 'Someone else' },
      ],
    },
    {
      kind: 'rag',
      key: 'online_filtering',
      label: 'Filtering',
      guidance: 'Include guest networks, devices taken home, and search engines and AI tools.',
      strength: 'should',
      reference: `${KCSIE.partTwo}; ${OTHER.filtering}`,
      comment: true,
      descriptors: {
        red: 'We do not know whether filtering works on every device and network, or it blocks so much that teaching suffers.',
        amber: 'Filtering is on for all our devices and networks, blocks illegal content, and is tested now and then.',
        green: 'As amber, and tests are logged, settings fit age and need, and changes are agreed with the DSL.',
      },
    },
    {
      kind: 'rag',
      key: 'online_monitoring',
      label: 'Monitoring',
      guidance: 'Monitoring may be physical, by software, or both. It matters only if someone acts on what it shows.',
      strength: 'should',
      reference: `${KCSIE.partTwo}; ${OTHER.filtering}`,
      comment: true,
      descriptors: {
        red: 'Nobody regularly looks at what monitoring shows.',
        amber: 'Alerts reach the DSL or a deputy, and urgent ones are acted on the same day.',
        green: `As amber, and patterns are studied, shared with leaders, and used in teaching and in work with families.`,
      },
    },
    {
      kind: 'yes_partly_no',
      key: 'online_staff_know_roles',
      label: 'Do all staff know their part in filtering and monitoring?',
      guidance: 'They know how to report a site that should be blocked, one that should not be, and a worry about what a child saw.',
      strength: 'should',
      reference: KCSIE.partTwo,
    },
    {
      kind: 'met',
      key: 'online_artificial_intelligence',
      label: `Use of artificial intelligence (AI) by staff and ${t.pupils} is risk assessed`,
      guidance:
        'Only approved tools are used with children, nobody enters personal details, and staff know of chatbots and generated images as risks.',
      strength: 'should',
      reference: KCSIE.partTwo,
    },
    {
      kind: 'level',
      key: 'online_four_risks',
      label: 'Understanding of online risk: content, contact, conduct and commerce',
      guidance: 'Think of what happened online in the last year, and how you came to know of it.',
      strength: 'should',
      reference: KCSIE.onlineRisks,
      comment: true,
      descriptors: [
        `We know the present risks from ${t.pupils} themselves, and change teaching, filtering and advice to parents quickly.`,
        'All four risks are covered in policy, teaching and staff training, and reviewed each year.',
        'Some of the four are covered well, others little.',
        'We respond to incidents one at a time.',
      ],
    },
  ],
})
