import { shared } from './shared.ts'

/** Reporting to governors: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const governorsReportFrequency = shared({
  kind: 'choice',
  key: 'governors_report_frequency',
  options: [
    { value: 'half_termly', label: 'Each half term or more often' },
    { value: 'termly', label: 'Each term' },
    { value: 'twice_a_year', label: 'Twice a year' },
    { value: 'yearly', label: 'Once a year' },
    { value: 'less_often', label: 'Less often, or never' },
  ],
})

export const governorsAnnualReport = shared({
  kind: 'yes_no',
  key: 'governors_annual_report',
})

export const governorsAnnualReportOn = shared({
  kind: 'date',
  key: 'governors_annual_report_on',
  label: 'On which date was it presented?',
  shortLabel: 'Date of the yearly report',
  instruction: 'Give the date of the meeting.',
  when: { question: 'governors_annual_report', in: ['yes'] },
  notAfterToday: true,
})

export const governorsReportContent = shared({
  kind: 'yes_partly_no',
  key: 'governors_report_says_enough',
  label: 'Do the reports give numbers and themes over time, and say what is not working?',
  instruction: 'Think of concerns, referrals, training, absence, bullying and checks. A report never allows a child to be recognised.',
  comment: true,
})

export const governorsChallengeMinuted = shared({
  kind: 'yes_partly_no',
  key: 'governors_challenge_shown',
  label: 'Do minutes show questions asked about safeguarding, and the answers?',
})

export const governorsAuditPresented = shared({
  kind: 'yes_no',
  key: 'governors_audit_presented',
  label: "Was last year's safeguarding audit presented, with its action plan?",
  guidance: 'Progress on the actions is then reported at least once a term.',
  strength: 'good_practice',
})

export const governorsEvidence = shared({
  kind: 'evidence',
  key: 'governors_evidence',
  hint: 'For example a report or an extract of minutes, with every name of a child removed.',
  instruction: 'You need not attach anything now. A dip sample asks for the last report and the minutes that go with it.',
  strength: 'should',
  required: false,
})
