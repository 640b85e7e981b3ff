import type { Section } from '../../document.ts'
import { cites, KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  allegationsDbsReferral,
  allegationsLado,
  allegationsLowLevelLog,
  allegationsLowLevelReviewed,
  allegationsStaffKnow,
} from '../shared/allegations.ts'

/** What happens when the worry is about an adult who works here. Rated met, partly met, not met; a yes or no says a plain fact. */
export const allegations = (t: Terms): Section => ({
  key: 'allegations',
  title: 'Allegations and low-level concerns about adults',
  intro: 'What happens when the worry is about an adult who works or volunteers here.',
  questions: [
    {
      ...allegationsStaffKnow,
      label: `Staff know who to tell of a concern about an adult, and who if it is about the ${t.head}`,
      instruction: 'Ask three people, one of them a lunchtime supervisor, cleaner or driver.',
      guidance: `About the ${t.head} they tell ${t.aboutTheHead}. They report small things too. Anyone may go to the LADO.`,
      strength: 'should',
      ...cites(KCSIE.concernsAboutAdults),
    },
    {
      ...allegationsLado,
      guidance: 'Nobody investigates first. You ask for advice when in doubt.',
      strength: 'should',
    },
    { ...allegationsDbsReferral, guidance: 'For a teacher, referral to the Teaching Regulation Agency is considered too.' },
    {
      kind: 'met',
      key: 'allegations_lettings',
      label: 'Allegations about people who hire or use your premises are handled as for your own staff',
      guidance: 'The LADO is told as for any other allegation.',
      strength: 'should',
      when: { question: 'people_applies', in: ['premises'] },
    },
    {
      ...allegationsLowLevelLog,
      guidance: 'Each entry has the concern, its context and what was done. Staff may also report themselves.',
      strength: 'should',
    },
    {
      ...allegationsLowLevelReviewed,
      guidance: 'A pattern about one person may meet the harm threshold. One about a place may need a change of practice.',
      strength: 'should',
    },
    {
      kind: 'number',
      key: 'allegations_low_level_count',
      label: 'How many low-level concerns were recorded in the last school year?',
      shortLabel: 'Number of low-level concerns',
      instruction: 'A number above zero is not a bad sign. None at all for years may be one.',
      strength: 'good_practice',
      when: { question: 'allegations_low_level_log', in: ['yes'] },
      required: false,
      min: 0,
      whole: true,
    },
  ],
})
