import type { Section } from '../../../document.ts'
import { OTHER } from '../../references.ts'
import {
  leadershipCulture,
  leadershipDslAvailable,
  leadershipDslTime,
  leadershipLastActionsDone,
  leadershipLocalArrangements,
} from '../../shared/leadership.ts'

/** Set E: leadership. */
export const earlyYearsLeadership: Section = {
  key: 'leadership',
  title: 'Leadership',
  intro: 'How those who run the setting know that children are safe, and what they do when something is missing.',
  questions: [
    {
      ...leadershipCulture,
      label: 'A culture in which staff believe that harm could happen in this setting',
      guidance:
        'Ask yourself whether a student on placement would raise a small worry in their first week, and what would happen if they did.',
      reference: OTHER.eyfs,
    },
    {
      ...leadershipDslTime,
      guidance: 'In a small team the lead often counts in the ratios. Be honest about when the paperwork and the calls happen.',
      strength: 'good_practice',
      reference: OTHER.eyfs,
      descriptors: {
        red: 'The role is done in whatever time is left. Meetings are missed or records fall behind.',
        amber: 'Time is set aside and the essential work is done, with strain at busy times.',
        green: 'As amber, and the time is reviewed each year against the number of children who need help, and adjusted.',
      },
    },
    { ...leadershipDslAvailable, guidance: 'Include early and late sessions, outings and holidays.', reference: OTHER.eyfs },
    {
      kind: 'met',
      key: 'leadership_staff_supervision',
      label: 'Every member of staff who works with children has regular supervision',
      guidance: 'It gives time to talk about children, about worries, and about how the adult is doing.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      ...leadershipLocalArrangements,
      guidance: 'They know the threshold document and the procedures online, and who to ring for advice.',
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
    leadershipLastActionsDone,
  ],
}
