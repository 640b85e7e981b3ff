import type { Section } from '../../../document.ts'
import { IS_SCHOOL } from './isSchool.ts'
import { leadershipDslAvailable, leadershipDslTime, leadershipLastActionsDone, leadershipSmallWorries } from '../../shared/leadership.ts'

/** Set E: leadership. */
export const earlyYearsLeadership: Section = {
  key: 'leadership',
  title: 'Leadership',
  intro: 'How those who run the setting know that children are safe, and what they do when something is missing.',
  questions: [
    {
      ...leadershipSmallWorries,
      guidance: 'A student on placement would raise a small worry in their first week, and would hear what came of it.',
    },
    {
      ...leadershipDslTime,
      guidance: 'In a small team the lead often counts in the ratios. Be honest about when the paperwork and the calls happen.',
      strength: 'good_practice',
      required: false,
    },
    { ...leadershipDslAvailable, instruction: 'Count early and late sessions, outings and holidays too.' },
    {
      kind: 'yes_partly_no',
      key: 'leadership_supervision_for_all',
      label: 'Does every member of staff who works with children have regular supervision?',
      guidance: 'It gives time to talk about children, about worries, and about how the adult is doing.',
      strength: 'must',
    },
    {
      kind: 'yes_partly_no',
      key: 'leadership_ofsted_notified',
      label: 'Do leaders know what they must tell Ofsted?',
      guidance: 'Serious accidents, allegations and changes of people must be reported within 14 days at the latest.',
      strength: 'must',
      when: { not: IS_SCHOOL },
    },
    leadershipLastActionsDone,
  ],
}
