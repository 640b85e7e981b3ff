import type { Section } from '../../../document.ts'
import { OTHER } from '../../references.ts'

/** Set E: concerns about children, and what babies and small children show. */
export const earlyYearsConcerns: Section = {
  key: 'managing_concerns',
  title: 'Managing concerns about children',
  intro: 'Small children seldom tell in words. What happens between the first worry and the help that a child gets?',
  questions: [
    {
      kind: 'rag',
      key: 'concerns_records',
      label: 'Records of concerns',
      guidance: 'Choose three files at random. Could a stranger follow what was known, what was decided, why, and what came of it?',
      strength: 'should',
      reference: OTHER.eyfs,
      comment: true,
      descriptors: {
        red: 'Some concerns are not written down, or records are scattered.',
        amber: 'Concerns are written down the same day in one secure place, with a chronology for each child.',
        green: 'As amber, and each record shows the decision, the reason for it and the outcome. Leaders sample records each term.',
      },
    },
    {
      kind: 'met',
      key: 'concerns_existing_injuries',
      label: 'Injuries that a child arrives with are recorded and looked at together',
      guidance:
        'Parents are asked how it happened. For a bruise on a baby who cannot yet move alone, follow the local procedure the same hour.',
      strength: 'should',
      reference: `${OTHER.eyfs}; ${OTHER.workingTogether}`,
    },
    {
      kind: 'yes_no',
      key: 'concerns_anyone_can_refer',
      label: "Do all staff know that they can refer a child to children's social care themselves?",
      guidance: 'Anyone may refer. The DSL is told as soon as possible afterwards.',
      strength: 'should',
      reference: OTHER.workingTogether,
    },
    {
      kind: 'rag',
      key: 'concerns_early_help',
      label: 'Early help',
      guidance:
        'You often see a family every day. This includes Family Help, health visitors and family hubs, whatever they are called here.',
      strength: 'should',
      reference: OTHER.workingTogether,
      comment: true,
      descriptors: {
        red: 'Families are offered little before things become serious.',
        amber: 'Staff spot families who need help, offer it, and make requests to local services.',
        green: 'As amber, and we lead plans where that suits the family, review them, and know what changed for the child.',
      },
    },
    {
      kind: 'met',
      key: 'concerns_escalation',
      label: "Staff use the partnership's escalation procedure when they disagree with a decision about a child",
      guidance: 'If things do not get better for the child, the concern is raised again, and higher if needed.',
      strength: 'should',
      reference: OTHER.workingTogether,
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_information_sharing',
      label: 'Are staff confident about sharing information to keep a child safe?',
      guidance: 'Data protection law does not stop it. Health visitors and other settings that the child attends are part of the picture.',
      strength: 'should',
      reference: `${OTHER.eyfs}; ${OTHER.workingTogether}`,
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_file_transfer',
      label: 'Do child protection files reach the next setting within five days?',
      guidance:
        'They travel securely, apart from the learning journal, and a receipt comes back. Speak to the school before the first day too.',
      strength: 'good_practice',
      reference: OTHER.workingTogether,
    },
    {
      kind: 'yes_no',
      key: 'concerns_emergency_contacts',
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
      kind: 'met',
      key: 'harms_neglect',
      label: 'Staff recognise neglect early',
      guidance:
        'Many small observations together show it: nappies, hunger, weight, teeth, speech, missed appointments. A local tool helps to put them together.',
      strength: 'should',
      reference: OTHER.workingTogether,
    },
    {
      kind: 'met',
      key: 'harms_domestic_abuse',
      label: 'Staff know that children who live with domestic abuse are victims themselves',
      guidance: 'Babies are affected too. Staff know how to speak safely with a parent.',
      strength: 'should',
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
    {
      kind: 'yes_partly_no',
      key: 'voice_parents',
      label: 'Do parents know how to raise a safeguarding worry?',
      guidance: 'They also know how to complain to Ofsted.',
      strength: 'should',
      reference: OTHER.eyfs,
    },
  ],
}
