import type { Section } from '../../document.ts'
import { KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import { voiceParents } from '../shared/concerns.ts'

/** What children are taught, and how they are heard. */
export const curriculumAndVoice = (t: Terms): Section => ({
  key: 'curriculum_voice',
  title: `Curriculum, and the voice of ${t.pupils} and parents`,
  intro: `What ${t.pupils} learn about keeping safe, and how you know what life is like for them.`,
  questions: [
    {
      kind: 'rag',
      key: 'curriculum_relationships',
      label: 'Relationships, sex and health education',
      guidance: 'Check it against the version of the statutory guidance that took effect in September 2026.',
      strength: 'must',
      reference: KCSIE.relationshipsEducation + t.also.education,
      comment: true,
      descriptors: {
        red: 'It is not planned across the years, or is often dropped.',
        amber: 'It is planned, taught by people who were prepared for it, and covers what the guidance requires.',
        green: `As amber, and it is changed by what ${t.pupils}, incidents and local information show.`,
      },
    },
    {
      kind: 'yes_partly_no',
      key: 'curriculum_reaches_vulnerable',
      label: 'Is teaching about safety adapted for children who are most at risk?',
      guidance: 'Think of those with special educational needs, those who were abused, and those who are often absent.',
      strength: 'should',
      reference: KCSIE.partTwo + t.also.education,
    },
    {
      kind: 'yes_no',
      key: 'voice_survey_done',
      label: `Have you asked ${t.pupils} in the last 12 months whether they feel safe?`,
      guidance: 'A survey, interviews or a council will do, so long as quiet children are heard too.',
      strength: 'good_practice',
      reference: KCSIE.partTwo,
    },
    {
      kind: 'percentage',
      key: 'voice_trusted_adult_share',
      label: `What share of those ${t.pupils} said that there is an adult here they could talk to?`,
      shortLabel: 'Share with an adult they could talk to',
      guidance: 'Leave it empty if you did not ask this.',
      strength: 'good_practice',
      reference: KCSIE.partTwo,
      when: { question: 'voice_survey_done', in: ['yes'] },
      required: false,
    },
    {
      kind: 'choices',
      key: 'voice_ways_to_report',
      label: `In which ways can a ${t.pupil} report a worry?`,
      guidance: 'Children differ: more than one way is needed, and one of them without speaking face to face.',
      strength: 'should',
      reference: KCSIE.partTwo,
      options: [
        { value: 'any_adult', label: 'Telling any adult' },
        { value: 'named_adult', label: 'A named adult of their choice' },
        { value: 'worry_box', label: 'A worry box or written note' },
        { value: 'online_form', label: 'An online form, app or message' },
        { value: 'peer', label: 'Trained peers or ambassadors' },
        { value: 'outside', label: 'An outside service that is advertised here' },
        { value: 'none', label: 'None of these yet' },
      ],
    },
    {
      kind: 'level',
      key: 'voice_makes_a_difference',
      label: `What ${t.pupils} say changes what you do`,
      guidance: 'Have an example ready from this year.',
      strength: 'good_practice',
      reference: KCSIE.partTwo,
      comment: true,
      descriptors: [
        `They help to plan safeguarding, and can name what changed because of what they said.`,
        'Views are gathered each year, acted on, and the answer is given back to those who asked.',
        'Views are gathered, but little follows.',
        'Views are not gathered in a planned way.',
      ],
    },
    {
      ...voiceParents,
      guidance: 'Think of parents who speak little English, live apart, or have had poor experiences of services.',
      reference: KCSIE.partTwo,
    },
  ],
})
