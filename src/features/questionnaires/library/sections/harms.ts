import type { Section } from '../../document.ts'
import { cites, KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import { harmsKnowledge } from '../shared/harms.ts'

/** Child-on-child abuse, and harms that this year's guidance names. Rated in colours: green is the duty met, amber is partly met. */
export const harms = (t: Terms): Section => ({
  key: 'harms',
  title: 'Child-on-child abuse and particular harms',
  intro: 'How you respond to the harms that children here are most likely to meet, and what you checked that staff know.',
  questions: [
    {
      kind: 'rag',
      key: 'harms_child_on_child_response',
      label: 'Response to child-on-child abuse',
      instruction: 'If there was no case in the last year, judge your procedure.',
      guidance: 'It happens everywhere, also where nobody reports it. Leaders look at where and when, and change places and supervision.',
      strength: 'should',
      comment: true,
      descriptors: {
        red: 'Incidents are treated as poor behaviour only, or records do not show what was done.',
        amber: 'Most reports are recorded and followed up. Risk assessments or support are sometimes missing.',
        green: 'Every report is recorded, risk assessed and followed up. All children involved are supported.',
      },
    },
    {
      kind: 'rag',
      key: 'harms_sexual_harassment_response',
      label: 'Response to sexual violence and sexual harassment between children',
      instruction: 'If there was no case in the last year, judge your procedure.',
      guidance: 'Nothing is passed off as banter, misogyny is challenged at once, and the child who was harmed is heard first.',
      strength: 'should',
      ...cites(KCSIE.preventativeEducation),
      comment: true,
      descriptors: {
        red: 'There is no written procedure, or records do not show what was done.',
        amber: 'The steps are usually followed. Some safety plans, or some talks with social care or the police, are missing.',
        green:
          'The steps are followed each time. Safety plans are written, and social care and the police are involved where they should be.',
      },
    },
    {
      kind: 'rag',
      key: 'harms_exploitation_response',
      label: 'Response to criminal and sexual exploitation',
      instruction: 'If there was no case in the last year, judge your procedure.',
      guidance: 'Information goes early to the police and partners, about places too. Boys and girls may both be victims.',
      strength: 'should',
      comment: true,
      descriptors: {
        red: 'The local tool or pathway is not used, or nobody here was told of the local risks.',
        amber: 'It is used for some concerns, or only some staff were told of the local risks.',
        green: 'All staff were told of the local risks, and the local tool or pathway is used for every concern.',
      },
    },
    {
      kind: 'rag',
      key: 'harms_mental_health_response',
      label: 'Response to self-harm and talk of suicide',
      instruction: 'If there was no case in the last year, judge your procedure.',
      guidance: 'Staff are not asked to diagnose: they notice, listen and pass on. Friends and staff are cared for too.',
      strength: 'should',
      comment: true,
      descriptors: {
        red: 'There is no written procedure, or it is usually not followed.',
        amber: 'There is a procedure. It is not always followed the same day, or some safety plans are missing.',
        green: 'The procedure is followed the same day, and each child at risk has a safety plan.',
      },
    },
    {
      kind: 'rag',
      key: 'harms_send_response',
      label: 'Safeguarding of children with special educational needs and disabilities',
      guidance: 'Signs of harm are easily put down to the disability. Some children need other ways to tell you.',
      strength: 'should',
      comment: true,
      descriptors: {
        red: 'No particular thought has been given to it.',
        amber: `Some of this is in place: staff told of the extra risks, the two leads talking, or a way to tell for each ${t.pupil}.`,
        green: `Staff were told of the extra risks. The two leads talk regularly, and each such ${t.pupil} has a way to tell that works.`,
      },
    },
    ...harmsKnowledge,
    {
      kind: 'choices',
      key: 'harms_most_concern',
      label: 'Which harms concern you most this year?',
      hint: 'Choose up to three.',
      instruction: 'Your answer helps the partnership to decide where to put training and services.',
      strength: 'good_practice',
      required: false,
      options: [
        { value: 'neglect', label: 'Neglect' },
        { value: 'domestic_abuse', label: 'Domestic abuse' },
        { value: 'mental_health', label: 'Mental health, self-harm and suicide' },
        { value: 'online', label: 'Harm online' },
        { value: 'sexual_harassment', label: 'Sexual violence and harassment between children' },
        { value: 'misogyny', label: 'Misogyny and other prejudice' },
        { value: 'criminal_exploitation', label: 'Criminal exploitation' },
        { value: 'sexual_exploitation', label: 'Sexual exploitation' },
        { value: 'serious_violence', label: 'Serious violence and knives' },
        { value: 'radicalisation', label: 'Radicalisation' },
        { value: 'absence', label: 'Absence from education' },
        { value: 'poverty', label: 'Poverty and housing' },
        { value: 'other', label: 'Something else' },
      ],
    },
  ],
})
