import type { Section } from '../../document.ts'
import { KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  governorsAnnualReport,
  governorsAnnualReportOn,
  governorsAuditPresented,
  governorsChallengeMinuted,
  governorsEvidence,
  governorsReportContent,
  governorsReportFrequency,
} from '../shared/governors.ts'

const areas = ['governors']

/** The third evidence area of the reference round. */
export const governorsReporting = (t: Terms): Section => ({
  key: 'governors_reporting',
  title: `Reporting to ${t.governors}`,
  intro: `What ${t.board} hears about safeguarding, how often, and what comes of it.`,
  questions: [
    {
      kind: 'choice',
      key: 'governors_report_form',
      label: `How is safeguarding reported to ${t.board}?`,
      guidance: `Either can work. What matters is that it has its own time on the agenda.`,
      strength: 'should',
      reference: KCSIE.partTwo + t.also.leadership,
      areas,
      options: [
        { value: 'separate_report', label: 'In a separate safeguarding report' },
        { value: 'in_heads_report', label: `Within the ${t.head}'s report` },
        { value: 'both', label: 'Both' },
        { value: 'spoken_only', label: 'By word of mouth only' },
        { value: 'none', label: 'Not reported' },
      ],
    },
    {
      ...governorsReportFrequency,
      label: `How often does ${t.board} receive a report on safeguarding?`,
      guidance: 'Once a term is usual.',
      strength: 'should',
      reference: KCSIE.partTwo + t.also.leadership,
      areas,
    },
    {
      ...governorsAnnualReport,
      label: `Did ${t.board} receive a full yearly report on safeguarding in the last 12 months?`,
      guidance: 'It looks back over the year, at what was found, and at what will be done.',
      strength: 'should',
      reference: KCSIE.partTwo + t.also.leadership,
      areas,
    },
    { ...governorsAnnualReportOn, strength: 'should', reference: KCSIE.partTwo + t.also.leadership, areas },
    {
      ...governorsReportContent,
      strength: 'should',
      reference: KCSIE.partTwo + t.also.leadership,
      areas,
      descriptors: {
        red: 'Reports list activity only, or hold details that could identify a child.',
        amber: 'Reports give numbers and themes over time: concerns, referrals, training, absence, bullying and checks.',
        green: 'As amber, and they say what the numbers mean, what is not working, and what leaders ask for.',
      },
    },
    {
      kind: 'number',
      key: 'governors_link_visits',
      label: `How many times did the ${t.linkGovernor} visit in the last school year?`,
      shortLabel: 'Number of visits',
      guidance: 'Count visits about safeguarding with a purpose agreed beforehand.',
      strength: 'good_practice',
      reference: KCSIE.partTwo + t.also.leadership,
      min: 0,
      whole: true,
      areas,
    },
    {
      kind: 'yes_partly_no',
      key: 'governors_link_visits_recorded',
      label: 'Are those visits written up for the next meeting?',
      guidance: 'A page is enough: what was looked at, what was seen, what to ask next.',
      strength: 'good_practice',
      reference: KCSIE.partTwo + t.also.leadership,
      areas,
    },
    {
      ...governorsChallengeMinuted,
      guidance: 'An inspector, or a new governor, should be able to see challenge in the minutes.',
      strength: 'should',
      reference: KCSIE.partTwo + t.also.leadership,
      areas,
    },
    {
      kind: 'yes_partly_no',
      key: 'governors_low_level_themes',
      label: `Does ${t.board} hear about themes in low-level concerns and allegations, without names?`,
      guidance: 'Numbers and patterns are enough. Do not give details to anyone who may have to decide a case later.',
      strength: 'good_practice',
      reference: KCSIE.partFour,
      areas,
    },
    { ...governorsAuditPresented, areas },
    {
      kind: 'level',
      key: 'governors_impact',
      label: `The difference that ${t.board} makes to safeguarding`,
      guidance: 'Think of one thing that is better for children because someone at board level asked.',
      strength: 'good_practice',
      reference: KCSIE.partTwo + t.also.leadership,
      comment: true,
      areas,
      descriptors: [
        'They know the strengths and gaps from what they have seen themselves, and have changed practice and spending.',
        'They ask good questions, follow up the answers, and see that actions are finished.',
        'They receive reports and note them.',
        'They depend on what they are told, and rarely ask.',
      ],
    },
    { ...governorsEvidence, label: 'Evidence for reporting on safeguarding', reference: KCSIE.partTwo, areas },
  ],
})
