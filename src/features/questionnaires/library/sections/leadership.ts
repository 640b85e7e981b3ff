import type { Section } from '../../document.ts'
import { cites, KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  leadershipDslAvailable,
  leadershipDslSenior,
  leadershipDslTime,
  leadershipLastActionsDone,
  leadershipSmallWorries,
} from '../shared/leadership.ts'

/** How safeguarding is led, overseen and given time. Rated yes, partly, no. */
export const leadership = (t: Terms): Section => ({
  key: 'leadership',
  title: 'Leadership and governance',
  intro: `How ${t.board} and senior leaders know that ${t.pupils} are safe, and what they do when something is missing.`,
  questions: [
    {
      kind: 'yes_partly_no',
      key: 'leadership_board_checks',
      label: `Does ${t.board} check for itself what it is told about safeguarding?`,
      instruction: 'Yes: by visits, samples or talks, in the last 12 months. Partly: it has only read reports.',
      guidance: 'Think of the last time that someone on the board asked a question that changed something.',
      strength: 'should',
      ...cites(t.duty, t.also.leadership),
      comment: true,
    },
    {
      ...leadershipSmallWorries,
      guidance: 'Records show worries from every group of staff, and what leaders told them afterwards.',
      ...cites(KCSIE.couldHappenHere),
    },
    {
      ...leadershipDslSenior,
      guidance: 'The lead needs the standing to direct colleagues, commit resources and challenge other services.',
      ...cites(t.also.welfare),
    },
    {
      ...leadershipDslTime,
      guidance: 'The hours fit the work: meetings, records, training, families and time to think. They are reviewed each year.',
      strength: 'should',
    },
    {
      ...leadershipDslAvailable,
      guidance: `This includes trips, clubs and days off site. If nobody is there, staff call children's social care themselves.`,
      ...cites(KCSIE.leadAvailable),
    },
    {
      kind: 'yes_partly_no',
      key: 'leadership_holiday_cover',
      label: 'Is there cover for safeguarding when you are closed for holidays?',
      guidance: 'Other services know who to contact, someone reads the messages, and meetings about children are attended.',
      strength: 'should',
      required: false,
    },
    {
      kind: 'yes_partly_no',
      key: 'leadership_dsl_supervision_given',
      label: 'Do the DSL and deputies have regular supervision?',
      instruction: 'Supervision is protected time with someone trained for it. A meeting with a line manager is not enough.',
      guidance: 'It is booked ahead, written down, and looks at decisions and at what the work does to people.',
      strength: 'good_practice',
      required: false,
      comment: true,
    },
    leadershipLastActionsDone,
  ],
})
