import type { Section } from '../../../document.ts'
import { OTHER } from '../../references.ts'
import {
  concernsAnyoneCanRefer,
  concernsEarlyHelp,
  concernsEmergencyContacts,
  concernsEscalation,
  concernsFileTransfer,
  concernsInformationSharing,
  concernsRecords,
  harmsDomesticAbuse,
  harmsNeglect,
  voiceParents,
} from '../../shared/concerns.ts'

/** Set E: concerns about children, and what babies and small children show. */
export const earlyYearsConcerns: Section = {
  key: 'managing_concerns',
  title: 'Managing concerns about children',
  intro: 'Small children seldom tell in words. What happens between the first worry and the help that a child gets?',
  questions: [
    { ...concernsRecords, reference: OTHER.eyfs },
    {
      kind: 'met',
      key: 'concerns_existing_injuries',
      label: 'Injuries that a child arrives with are recorded and looked at together',
      guidance:
        'Parents are asked how it happened. For a bruise on a baby who cannot yet move alone, follow the local procedure the same hour.',
      strength: 'should',
      reference: `${OTHER.eyfs}; ${OTHER.workingTogether}`,
    },
    { ...concernsAnyoneCanRefer, reference: OTHER.workingTogether },
    {
      ...concernsEarlyHelp,
      guidance:
        'You often see a family every day. This includes Family Help, health visitors and family hubs, whatever they are called here.',
      reference: OTHER.workingTogether,
    },
    {
      ...concernsEscalation,
      guidance: 'If things do not get better for the child, the concern is raised again, and higher if needed.',
      reference: OTHER.workingTogether,
    },
    {
      ...concernsInformationSharing,
      guidance: 'Data protection law does not stop it. Health visitors and other settings that the child attends are part of the picture.',
      reference: `${OTHER.eyfs}; ${OTHER.workingTogether}`,
    },
    {
      ...concernsFileTransfer,
      guidance:
        'They travel securely, apart from the learning journal, and a receipt comes back. Speak to the school before the first day too.',
      strength: 'good_practice',
      reference: OTHER.workingTogether,
    },
    {
      ...concernsEmergencyContacts,
      label: 'Do you hold at least two emergency contacts for every child where that is possible?',
      guidance: 'More than two is better. Check them each term.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      kind: 'met',
      key: 'concerns_absence_followed_up',
      label: 'Absence is followed up the same day',
      guidance: 'Long absence is treated as a possible concern. Think of the child who was simply not brought any more.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      ...harmsNeglect,
      guidance:
        'Many small observations together show it: nappies, hunger, weight, teeth, speech, missed appointments. A local tool helps to put them together.',
      reference: OTHER.workingTogether,
    },
    {
      ...harmsDomesticAbuse,
      guidance: 'Babies are affected too. Staff know how to speak safely with a parent.',
      reference: OTHER.workingTogether,
    },
    {
      kind: 'met',
      key: 'harms_harmful_sexual_behaviour',
      label: 'Staff know which sexual behaviour is usual at this age and which is not',
      guidance: 'They respond calmly, record it, and tell the DSL. A tool such as a traffic light list helps.',
      strength: 'should',
      reference: OTHER.workingTogether,
    },
    {
      kind: 'rag',
      key: 'voice_of_the_child',
      label: 'How small children are heard',
      guidance: 'Behaviour is their language. Think of babies, children new to English, and disabled children.',
      strength: 'should',
      reference: OTHER.eyfs,
      comment: true,
      descriptors: {
        red: 'Changes in a child are noticed only when they disturb the group.',
        amber: 'Each child has a key person who knows them, records changes, and passes on worries.',
        green:
          'As amber, and leaders watch interactions, children learn words for feelings, bodies and no, and what they show leads to change.',
      },
    },
    { ...voiceParents, guidance: 'They also know how to complain to Ofsted.', reference: OTHER.eyfs },
  ],
}
