import type { Section } from '../../document.ts'
import { cites, KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import { voiceParents } from '../shared/concerns.ts'

/** What children are taught, and how they are heard. Rated yes, partly, no. */
export const curriculumAndVoice = (t: Terms): Section => ({
  key: 'curriculum_voice',
  title: `Curriculum, and the voice of ${t.pupils} and parents`,
  intro: `What ${t.pupils} learn about keeping safe, and how you know what life is like for them.`,
  questions: [
    {
      kind: 'yes_partly_no',
      key: 'curriculum_relationships_planned',
      label: 'Is relationships, sex and health education planned and taught as the statutory guidance requires?',
      shortLabel: 'Relationships, sex and health education',
      instruction: 'Compare it with the version that took effect in September 2026.',
      guidance: `Teachers were prepared for it. What ${t.pupils} say, incidents and local information change it.`,
      strength: 'must',
      ...cites(KCSIE.relationshipsEducation),
      comment: true,
    },
    {
      kind: 'yes_partly_no',
      key: 'curriculum_reaches_vulnerable',
      label: 'Is teaching about safety adapted for children who are most at risk?',
      guidance: 'Think of those with special educational needs, those who were abused, and those who are often absent.',
      strength: 'should',
      required: false,
    },
    {
      kind: 'yes_no',
      key: 'voice_survey_done',
      label: `Have you asked ${t.pupils} in the last 12 months whether they feel safe?`,
      instruction: 'A survey, interviews or a council will do, so long as quiet children are heard too.',
      strength: 'good_practice',
    },
    {
      kind: 'percentage',
      key: 'voice_trusted_adult_share',
      label: `What share of those ${t.pupils} said that there is an adult here they could talk to?`,
      shortLabel: 'Share with an adult they could talk to',
      instruction: 'Leave it empty if you did not ask this.',
      strength: 'good_practice',
      when: { question: 'voice_survey_done', in: ['yes'] },
      required: false,
    },
    {
      kind: 'choices',
      key: 'voice_ways_to_report',
      label: `In which ways can a ${t.pupil} report a worry?`,
      guidance: 'Children differ: more than one way is needed, and one of them without speaking face to face.',
      strength: 'should',
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
      ...voiceParents,
      guidance: 'Think of parents who speak little English, live apart, or have had poor experiences of services.',
    },
  ],
})
