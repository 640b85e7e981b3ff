import { shared } from './shared.ts'

/** Concerns about children: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const voiceParents = shared({
  kind: 'yes_partly_no',
  key: 'voice_parents',
  label: 'Do parents know how to raise a safeguarding worry?',
  strength: 'should',
})

export const concernsRecords = shared({
  kind: 'rag',
  key: 'concerns_records',
  label: 'Records of concerns',
  guidance: 'Choose three files at random. Could a stranger follow what was known, what was decided, why, and what came of it?',
  strength: 'should',
  comment: true,
  descriptors: {
    red: 'Some concerns are not written down, or records are scattered.',
    amber: 'Concerns are written down the same day in one secure place, with a chronology for each child.',
    green: 'As amber, and each record shows the decision, the reason for it and the outcome. Leaders sample records each term.',
  },
})

export const concernsAnyoneCanRefer = shared({
  kind: 'yes_no',
  key: 'concerns_anyone_can_refer',
  label: "Do all staff know that they can refer a child to children's social care themselves?",
  guidance: 'Anyone may refer. The DSL is told as soon as possible afterwards.',
  strength: 'should',
})

export const concernsEarlyHelp = shared({
  kind: 'rag',
  key: 'concerns_early_help',
  label: 'Early help',
  strength: 'should',
  comment: true,
  descriptors: {
    red: 'Families are offered little before things become serious.',
    amber: 'Staff spot families who need help, offer it, and make requests to local services.',
    green: 'As amber, and we lead plans where that suits the family, review them, and know what changed for the child.',
  },
})

export const concernsEscalation = shared({
  kind: 'met',
  key: 'concerns_escalation',
  label: "Staff use the partnership's escalation procedure when they disagree with a decision about a child",
  strength: 'should',
})

export const concernsInformationSharing = shared({
  kind: 'yes_partly_no',
  key: 'concerns_information_sharing',
  label: 'Are staff confident about sharing information to keep a child safe?',
  strength: 'should',
})

export const concernsFileTransfer = shared({
  kind: 'yes_partly_no',
  key: 'concerns_file_transfer',
  label: 'Do child protection files reach the next setting within five days?',
})

export const concernsEmergencyContacts = shared({
  kind: 'yes_no',
  key: 'concerns_emergency_contacts',
})

export const harmsNeglect = shared({
  kind: 'met',
  key: 'harms_neglect',
  label: 'Staff recognise neglect early',
  strength: 'should',
})

export const harmsDomesticAbuse = shared({
  kind: 'met',
  key: 'harms_domestic_abuse',
  label: 'Staff know that children who live with domestic abuse are victims themselves',
  strength: 'should',
})
