import type { Section } from '../../../document.ts'
import {
  concernsAnyoneCanRefer,
  concernsConferences,
  concernsEarlyHelp,
  concernsEmergencyContacts,
  concernsEscalation,
  concernsFileTransfer,
  concernsInformationSharing,
  concernsRecords,
  voiceParents,
} from '../../shared/concerns.ts'
import { harmsKnowledge } from '../../shared/harms.ts'

/** Set E: concerns about children, and what babies and small children show. */
export const earlyYearsConcerns: Section = {
  key: 'managing_concerns',
  title: 'Managing concerns about children',
  intro: 'Small children seldom tell in words. What happens between the first worry and the help that a child gets?',
  questions: [
    concernsRecords,
    {
      kind: 'yes_partly_no',
      key: 'concerns_injuries_on_arrival',
      label: 'Are injuries that a child arrives with recorded and looked at together?',
      guidance:
        'Parents are asked how it happened. For a bruise on a baby who cannot yet move alone, follow the local procedure the same hour.',
      strength: 'should',
    },
    { ...concernsAnyoneCanRefer, instruction: 'Ask three people before you answer.' },
    {
      ...concernsEarlyHelp,
      guidance:
        'You often see a family every day. This includes Family Help, health visitors and family hubs, whatever they are called here.',
    },
    {
      ...concernsEscalation,
      guidance: 'If things do not get better for the child, the concern is raised again, and higher if needed.',
    },
    concernsConferences,
    {
      ...concernsInformationSharing,
      guidance: 'Data protection law does not stop it. Health visitors and other settings that the child attends are part of the picture.',
    },
    {
      ...concernsFileTransfer,
      guidance:
        'They travel securely, apart from the learning journal, and a receipt comes back. Speak to the school before the first day too.',
      strength: 'good_practice',
    },
    {
      ...concernsEmergencyContacts,
      label: 'Do you hold at least two emergency contacts for every child where that is possible?',
      guidance: 'More than two is better. Check them each term.',
      strength: 'must',
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_absence_same_day',
      label: 'Is absence followed up the same day?',
      guidance: 'Long absence is treated as a possible concern. Think of the child who was simply not brought any more.',
      strength: 'must',
    },
    {
      kind: 'yes_partly_no',
      key: 'harms_usual_for_age',
      label: 'Do staff know which sexual behaviour is usual at this age and which is not?',
      instruction: 'Ask three people before you answer.',
      guidance: 'They respond calmly, record it, and tell the DSL. A tool such as a traffic light list helps.',
      strength: 'should',
    },
    {
      kind: 'yes_partly_no',
      key: 'voice_key_person',
      label: 'Does the key person record changes in a child and pass on worries?',
      guidance: 'Behaviour is their language. Think of babies, children new to English, and disabled children.',
      strength: 'should',
      comment: true,
    },
    ...harmsKnowledge,
    { ...voiceParents, guidance: 'They also know how to complain to Ofsted.' },
  ],
}
