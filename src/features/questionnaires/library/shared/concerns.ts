import { shared } from './shared.ts'

/** Concerns about children: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const voiceParents = shared({
  kind: 'yes_partly_no',
  key: 'voice_parents',
  label: 'Do parents know how to raise a safeguarding worry?',
  strength: 'should',
})

export const concernsRecords = shared({
  kind: 'yes_partly_no',
  key: 'concerns_records_complete',
  label: 'Do records show what was known, what was decided and why?',
  instruction: 'Choose three files at random before you answer. Partly: some gaps, or notes in more than one place.',
  guidance: 'A stranger could follow each file, from the first concern to what came of it.',
  strength: 'should',
  comment: true,
})

export const concernsAnyoneCanRefer = shared({
  kind: 'yes_no',
  key: 'concerns_anyone_can_refer',
  label: "Do all staff know that they can refer a child to children's social care themselves?",
  instruction: 'Ask three people before you answer, one of them not a teacher.',
  guidance: 'Anyone may refer. The DSL is told as soon as possible afterwards.',
  strength: 'should',
})

export const concernsEarlyHelp = shared({
  kind: 'yes_partly_no',
  key: 'concerns_early_help_offered',
  label: 'Do families who need help early get an offer of it from you?',
  instruction: 'Yes: staff spot them, offer help, and ask local services. Partly: this depends on who notices.',
  guidance: 'You know what changed for the child, and you lead a plan where that suits the family.',
  strength: 'should',
  comment: true,
})

export const concernsEscalation = shared({
  kind: 'yes_partly_no',
  key: 'concerns_escalation_used',
  label: "Do staff use the partnership's escalation procedure when they disagree with a decision about a child?",
  instruction: 'If nobody disagreed in the last year, choose “yes” if staff know the procedure.',
  strength: 'should',
})

export const concernsInformationSharing = shared({
  kind: 'yes_partly_no',
  key: 'concerns_information_sharing',
  label: 'Are staff confident about sharing information to keep a child safe?',
  instruction: 'Ask three people before you answer.',
  strength: 'should',
})

export const concernsFileTransfer = shared({
  kind: 'yes_partly_no',
  key: 'concerns_file_transfer',
  label: 'Do child protection files reach the next setting within five days?',
  instruction: 'For a move in the summer, count the first five days of term. If no child left, choose “yes” if your procedure says so.',
})

export const concernsEmergencyContacts = shared({
  kind: 'yes_no',
  key: 'concerns_emergency_contacts',
})

export const concernsConferences = shared({
  kind: 'yes_partly_no',
  key: 'concerns_conferences',
  label: 'Does someone who knows the child go to every child protection conference and core group?',
  instruction: 'Count the last 12 months, holidays too. If there were none, choose “yes” if you would have gone.',
  guidance: 'They bring a written report, and the family has read it before.',
  strength: 'should',
})
