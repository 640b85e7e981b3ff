import type { Section } from '../../document.ts'
import { KCSIE, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  leadershipCulture,
  leadershipDslAvailable,
  leadershipDslSenior,
  leadershipDslTime,
  leadershipLastActionsDone,
  leadershipLocalArrangements,
} from '../shared/leadership.ts'

/** How safeguarding is led, overseen and given time. */
export const leadership = (t: Terms): Section => ({
  key: 'leadership',
  title: 'Leadership and governance',
  intro: `How ${t.board} and senior leaders know that ${t.pupils} are safe, and what they do when something is missing.`,
  questions: [
    {
      kind: 'rag',
      key: 'leadership_board_oversight',
      label: `Oversight of safeguarding by ${t.board}`,
      guidance: `Oversight means knowing what happens in practice, not only that papers exist. Think of the last time someone at board level asked a question that changed something.`,
      strength: 'must',
      reference: KCSIE.partTwo + t.also.leadership,
      comment: true,
      descriptors: {
        red: 'Safeguarding is rarely discussed at board level, or only when something has gone wrong.',
        amber: 'Safeguarding is a standing item. Reports are received and a named person leads on it.',
        green: `As amber, and ${t.governors} test what they are told by visiting, sampling and listening to ${t.pupils} and staff.`,
      },
    },
    {
      ...leadershipCulture,
      label: `A culture in which staff believe that harm could happen in this ${t.setting}`,
      guidance: 'Ask yourself whether a new colleague would raise a small worry in their first week, and what would happen if they did.',
      reference: KCSIE.couldHappenHere,
    },
    {
      ...leadershipDslSenior,
      guidance: 'The lead needs the standing to direct colleagues, commit resources and challenge other services.',
      reference: KCSIE.partTwo + t.also.welfare,
    },
    {
      ...leadershipDslTime,
      guidance: 'Weigh the hours against what the role really asks here: meetings, records, training, families, and time to think.',
      strength: 'should',
      reference: KCSIE.partTwo,
      descriptors: {
        red: 'The role is done in whatever time is left. Meetings are missed or records fall behind.',
        amber: 'Time is set aside and the essential work is done, with strain at busy times.',
        green: `As amber, and the time is reviewed each year against the number of ${t.pupils} who need help, and adjusted.`,
      },
    },
    {
      ...leadershipDslAvailable,
      guidance: `Include trips, clubs and days off site. Staff also know that they can contact children's social care themselves if nobody is there.`,
      reference: KCSIE.leadAvailable,
    },
    {
      kind: 'yes_partly_no',
      key: 'leadership_holiday_cover',
      label: 'Is there cover for safeguarding when you are closed for holidays?',
      guidance: 'Other services know who to contact, someone reads the messages, and meetings about children go on being attended.',
      strength: 'should',
      reference: KCSIE.partTwo,
    },
    {
      kind: 'rag',
      key: 'leadership_dsl_supervision',
      label: 'Supervision for the DSL and deputies',
      guidance:
        'Supervision is regular, protected time with someone trained for it, to think about decisions and about the effect of the work.',
      strength: 'good_practice',
      reference: KCSIE.partTwo,
      comment: true,
      descriptors: {
        red: 'There is no supervision beyond a line manager meeting.',
        amber: 'Supervision happens when asked for, or at irregular times.',
        green: 'As amber, and it is regular, given by someone trained, recorded, and offered to deputies too.',
      },
    },
    {
      ...leadershipLocalArrangements,
      guidance: 'They know the threshold document and the procedures online, and how to take part in reviews and audits.',
      reference: `${KCSIE.partTwo}; ${OTHER.workingTogether}`,
    },
    leadershipLastActionsDone,
  ],
})
