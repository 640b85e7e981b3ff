import type { Section } from '../../document.ts'
import type { Terms } from '../terms.ts'
import { declarationAccurate, declarationFirstPriority, declarationNoChildNamed, declarationStrengths } from '../shared/declaration.ts'

/** The end of the return: what comes next, and who stands behind it. */
export const declaration = (t: Terms): Section => ({
  key: 'declaration',
  title: 'Action plan and declaration',
  intro: 'We have put your actions together in one list. Read them, then say who is responsible for this return.',
  questions: [
    {
      kind: 'information',
      key: 'declaration_about_actions',
      label: 'Your action plan',
      guidance: `Each answer that falls short has an action, an owner and a date. You can read and print them together before you submit.

Honest answers are what the audit is for. A gap that you have found and are closing counts in your favour.`,
    },
    declarationStrengths,
    declarationFirstPriority,
    {
      kind: 'person',
      key: 'declaration_completed_by',
      label: 'Who completed this return?',
      instruction: 'Name the person that the partnership should ask about an answer.',
      strength: 'should',
      email: true,
    },
    {
      kind: 'choice',
      key: 'declaration_board_seen',
      label: `Has ${t.board} seen this return?`,
      instruction: 'You may submit first and present it at the next meeting.',
      strength: 'should',
      options: [
        { value: 'agreed', label: 'Yes, it has been presented and agreed' },
        { value: 'to_be_presented', label: 'Not yet: a date is set' },
        { value: 'no_date', label: 'Not yet: no date is set' },
      ],
    },
    {
      kind: 'date',
      key: 'declaration_board_meeting_on',
      label: 'When was it presented, or when will it be?',
      shortLabel: 'Date of the meeting',
      instruction: 'Give the date of the full board, or of the committee that deals with safeguarding.',
      strength: 'should',
      when: { question: 'declaration_board_seen', in: ['agreed', 'to_be_presented'] },
    },
    {
      kind: 'text',
      key: 'declaration_minute_reference',
      label: 'What is the number of the minute?',
      shortLabel: 'Number of the minute',
      instruction: 'Leave it empty if the minutes are not yet agreed.',
      strength: 'good_practice',
      when: { question: 'declaration_board_seen', in: ['agreed'] },
      required: false,
      maxLength: 100,
    },
    { ...declarationNoChildNamed, instruction: 'Look once more at comments and at attached minutes.' },
    {
      ...declarationAccurate,
      statement: 'These answers are true to the best of my knowledge.',
      instruction: `The ${t.head} reads and signs the return after this.`,
    },
  ],
})
