import type { Section } from '../../document.ts'
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

/** The third evidence area of the reference round. Rated yes, partly, no. */
export const governorsReporting = (t: Terms): Section => ({
  key: 'governors_reporting',
  title: `Reporting to ${t.governors}`,
  intro: `What ${t.board} hears about safeguarding, how often, and what comes of it.`,
  questions: [
    {
      ...governorsReportFrequency,
      label: `How often does ${t.board} receive a report on safeguarding?`,
      guidance: 'Once a term is usual. It has its own time on the agenda.',
      strength: 'good_practice',
      areas,
    },
    {
      ...governorsAnnualReport,
      label: `Did ${t.board} receive a full yearly report on safeguarding in the last 12 months?`,
      guidance: 'It looks back over the year, at what was found, and at what will be done.',
      strength: 'good_practice',
      areas,
    },
    { ...governorsAnnualReportOn, strength: 'good_practice', areas },
    { ...governorsReportContent, strength: 'good_practice', areas },
    { ...governorsAuditPresented, areas },
    {
      ...governorsChallengeMinuted,
      guidance: 'An inspector, or a new governor, sees challenge in the minutes and what changed because of it.',
      strength: 'should',
      required: false,
      areas,
    },
    {
      kind: 'number',
      key: 'governors_link_visits',
      label: `How many times did the ${t.linkGovernor} visit in the last school year?`,
      shortLabel: 'Number of visits',
      instruction: 'Count visits about safeguarding with a purpose agreed beforehand.',
      strength: 'good_practice',
      required: false,
      min: 0,
      whole: true,
      areas,
    },
    {
      kind: 'yes_partly_no',
      key: 'governors_link_visits_recorded',
      label: 'Are those visits written up for the next meeting?',
      instruction: 'Leave this empty if there were no visits.',
      guidance: 'A page is enough: what was looked at, what was seen, what to ask next.',
      strength: 'good_practice',
      required: false,
      areas,
    },
    {
      kind: 'yes_partly_no',
      key: 'governors_low_level_themes',
      label: `Does ${t.board} hear about themes in low-level concerns and allegations, without names?`,
      guidance: 'Numbers and patterns are enough. Nobody who may have to decide a case hears its details.',
      strength: 'good_practice',
      required: false,
      areas,
    },
    { ...governorsEvidence, label: 'Evidence for reporting on safeguarding', areas },
  ],
})
