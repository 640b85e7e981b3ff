import type { Section } from '../../../document.ts'
import { onlineFiltering, onlineMonitoring, onlineReviewBy } from '../../shared/online.ts'
import { onlineReviewDone, onlineReviewOn } from '../../shared/policies.ts'
import { IS_SCHOOL } from './isSchool.ts'

/** Set E: what binds a nursery school as a school, and no other early years setting. Rated yes, partly, no. */
export const nurserySchool: Section = {
  key: 'nursery_school',
  title: 'What binds a nursery school as a school',
  intro: 'Asked because the register says that you are a school: the guidance for schools applies to you as well.',
  when: IS_SCHOOL,
  questions: [
    { ...onlineReviewDone, guidance: 'A review looks at the risks of your own children, tests the systems, and is written down.' },
    onlineReviewOn,
    onlineReviewBy,
    onlineFiltering,
    onlineMonitoring,
    {
      kind: 'yes_partly_no',
      key: 'nursery_school_governors_check',
      label: 'Do governors check for themselves what they are told about safeguarding?',
      instruction: 'Yes: by visits, samples or talks, in the last 12 months. Partly: they have only read reports.',
      guidance: 'Think of the last time that a governor asked a question that changed something.',
      strength: 'should',
      reference: 'Education Act 2002 section 175',
      comment: true,
    },
    {
      kind: 'yes_partly_no',
      key: 'nursery_school_channel',
      label: 'Would the DSL know how to get a child or a parent referred to Channel?',
      guidance: 'The form and the police contact are easy to find.',
      strength: 'should',
    },
  ],
}
