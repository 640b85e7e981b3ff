import type { Section } from '../../document.ts'
import { KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  allegationsHeadRoute,
  allegationsLado,
  allegationsLowLevelLog,
  allegationsLowLevelReviewed,
  allegationsStaffKnow,
} from '../shared/allegations.ts'

/** What happens when the worry is about an adult who works here. */
export const allegations = (t: Terms): Section => ({
  key: 'allegations',
  title: 'Allegations and low-level concerns about adults',
  intro: 'What happens when the worry is about an adult who works or volunteers here.',
  questions: [
    {
      ...allegationsStaffKnow,
      guidance: 'Ask three people, one of them a lunchtime supervisor, cleaner or driver.',
      strength: 'should',
      reference: `${KCSIE.concernsAboutAdults}; ${KCSIE.partFour}`,
      descriptors: {
        red: 'Many staff would not be sure who to tell.',
        amber: `Staff know to go to the ${t.head}, and where to go if the concern is about the ${t.head}.`,
        green: 'As amber, and they do so, about small things too, because they have seen it handled fairly.',
      },
    },
    {
      ...allegationsHeadRoute,
      label: `Do all staff know who to tell of a concern about the ${t.head}?`,
      guidance: `This is ${t.aboutTheHead}. Where there is a conflict of interest, it is the local authority designated officer directly.`,
      reference: KCSIE.partFour,
    },
    {
      ...allegationsLado,
      guidance: 'Nobody investigates first. Ask for advice when in doubt.',
      strength: 'should',
      reference: KCSIE.partFour,
    },
    {
      kind: 'met',
      key: 'allegations_lettings',
      label: 'Allegations about people who hire or use your premises are handled as for your own staff',
      guidance: 'The LADO is told as for any other allegation. Answer "not applicable" if nobody else uses the site.',
      strength: 'should',
      reference: KCSIE.partFour,
      notApplicable: true,
    },
    {
      ...allegationsLowLevelLog,
      guidance: 'Each entry has the concern, its context and what was done. Staff may also report themselves.',
      strength: 'should',
      reference: KCSIE.partFour,
    },
    {
      ...allegationsLowLevelReviewed,
      guidance: 'A pattern about one person may meet the harm threshold. A pattern about one place or time may need a change of practice.',
      strength: 'should',
      reference: KCSIE.partFour,
    },
    {
      kind: 'number',
      key: 'allegations_low_level_count',
      label: 'How many low-level concerns were recorded in the last school year?',
      shortLabel: 'Number of low-level concerns',
      guidance: 'A number above zero is not a bad sign. None at all for years may be one.',
      strength: 'good_practice',
      reference: KCSIE.partFour,
      when: { question: 'allegations_low_level_log', in: ['yes'] },
      required: false,
      min: 0,
      whole: true,
    },
  ],
})
