import type { Section } from '../../../document.ts'
import {
  governorsAnnualReport,
  governorsAnnualReportOn,
  governorsAuditPresented,
  governorsChallengeMinuted,
  governorsEvidence,
  governorsReportContent,
  governorsReportFrequency,
} from '../../shared/governors.ts'

const areas = ['governors']

/** Set E: the third evidence area, for those who own or govern the setting. */
export const earlyYearsReporting: Section = {
  key: 'governors_reporting',
  title: 'Reporting to the committee, owner or governors',
  intro: 'What those who are responsible in the end hear about safeguarding, and what comes of it.',
  questions: [
    {
      ...governorsReportFrequency,
      label: 'How often does the committee, owner or governing body receive a report on safeguarding?',
      guidance: 'Once a term is usual. If the owner is the manager, think of who outside hears how things stand.',
      strength: 'good_practice',
      areas,
    },
    {
      ...governorsAnnualReport,
      label: 'Did the committee, owner or governing body receive a full yearly report on safeguarding?',
      guidance: 'Think of the last 12 months. The report looks back at what was found, and ahead at what will be done.',
      strength: 'good_practice',
      areas,
    },
    { ...governorsAnnualReportOn, strength: 'good_practice', areas },
    {
      ...governorsReportContent,
      strength: 'good_practice',
      areas,
    },
    {
      kind: 'yes_partly_no',
      key: 'governors_visit_and_observe',
      label: 'Does someone from the committee, the owner or a governor visit to see practice?',
      guidance: 'They visit at different times of day, talk to staff, and write down what they saw.',
      strength: 'good_practice',
      required: false,
      areas,
    },
    {
      ...governorsChallengeMinuted,
      guidance: 'An owner who runs the setting alone may show this with notes from an adviser or peer.',
      strength: 'good_practice',
      required: false,
      areas,
    },
    { ...governorsAuditPresented, areas },
    { ...governorsEvidence, label: 'Evidence for reporting to the committee, owner or governors', areas },
  ],
}
