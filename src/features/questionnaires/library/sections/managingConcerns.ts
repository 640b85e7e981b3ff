import type { Section } from '../../document.ts'
import { KCSIE, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'

/** From the first worry to the help that a child gets. */
export const managingConcerns = (t: Terms): Section => ({
  key: 'managing_concerns',
  title: 'Managing concerns about children',
  intro: 'What happens between the first worry and the help that a child gets.',
  questions: [
    {
      kind: 'yes_partly_no',
      key: 'concerns_disclosure',
      label: 'Do staff know what to say, and not to say, when a child tells them of harm?',
      guidance: 'They listen, never promise secrecy, let the child know that telling was right, and report at once.',
      strength: 'should',
      reference: KCSIE.disclosures,
    },
    {
      kind: 'rag',
      key: 'concerns_records',
      label: 'Records of concerns',
      guidance: 'Choose three files at random. Could a stranger follow what was known, what was decided, why, and what came of it?',
      strength: 'should',
      reference: KCSIE.records,
      comment: true,
      descriptors: {
        red: 'Some concerns are not written down, or records are scattered.',
        amber: 'Concerns are written down the same day in one secure place, with a chronology for each child.',
        green: 'As amber, and each record shows the decision, the reason for it and the outcome. Leaders sample records each term.',
      },
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_file_transfer',
      label: 'Do child protection files reach the next setting within five days?',
      guidance: `They travel securely, apart from the main file, and a receipt comes back. For a move in the summer it is the first five days of term.`,
      strength: 'should',
      reference: KCSIE.fileTransfer,
    },
    {
      kind: 'rag',
      key: 'concerns_early_help',
      label: 'Early help',
      guidance: 'This includes community-based early help and Family Help, whatever they are called in this area.',
      strength: 'should',
      reference: `${KCSIE.partOne}; ${OTHER.workingTogether}`,
      comment: true,
      descriptors: {
        red: 'Families are offered little before things become serious.',
        amber: 'Staff spot families who need help, offer it, and make requests to local services.',
        green: 'As amber, and we lead plans where that suits the family, review them, and know what changed for the child.',
      },
    },
    {
      kind: 'yes_no',
      key: 'concerns_anyone_can_refer',
      label: "Do all staff know that they can refer a child to children's social care themselves?",
      guidance: 'Anyone may refer. The DSL is told as soon as possible afterwards.',
      strength: 'should',
      reference: KCSIE.actAtOnce,
    },
    {
      kind: 'met',
      key: 'concerns_escalation',
      label: "Staff use the partnership's escalation procedure when they disagree with a decision about a child",
      guidance: 'Referrals are followed up. If things do not get better for the child, the concern is raised again, and higher if needed.',
      strength: 'should',
      reference: `${KCSIE.partOne}; ${OTHER.workingTogether}`,
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_information_sharing',
      label: 'Are staff confident about sharing information to keep a child safe?',
      guidance: 'Data protection law does not stop it. Staff do not assume that somebody else has passed it on.',
      strength: 'should',
      reference: KCSIE.sharing,
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_vulnerable_overview',
      label: 'Is there one current overview of every child who needs extra help or protection?',
      guidance: `It covers children with a social worker, looked-after and previously looked-after children, young carers and others. A named person reviews it at set times.`,
      strength: 'good_practice',
      reference: KCSIE.partTwo,
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_police_domestic_notices',
      label: 'Do you act the same day on police notices of domestic abuse (Operation Encompass)?',
      guidance: 'Somebody reads them before the day begins, and the child is supported quietly.',
      strength: 'should',
      reference: KCSIE.partOne,
    },
    {
      kind: 'yes_no',
      key: 'concerns_emergency_contacts',
      label: `Do you hold at least two emergency contacts for every ${t.pupil} where that is possible?`,
      guidance: 'A second contact has saved lives when a parent could not be reached.',
      strength: 'should',
      reference: KCSIE.partTwo,
    },
  ],
})
