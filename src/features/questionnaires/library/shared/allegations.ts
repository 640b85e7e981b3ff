import { shared } from './shared.ts'

/** Concerns about adults: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const allegationsStaffKnow = shared({
  kind: 'met',
  key: 'allegations_staff_know_whom',
  comment: true,
})

export const allegationsLado = shared({
  kind: 'met',
  key: 'allegations_lado',
  label: 'Allegations that may meet the harm threshold go to the LADO within one working day',
  hint: 'LADO is the local authority designated officer.',
  instruction: 'If there were none, choose “met” if you know the number of the LADO.',
})

export const allegationsDbsReferral = shared({
  kind: 'met',
  key: 'allegations_dbs_referral',
  label: 'People removed from work with children for harm or risk of harm are referred to the DBS',
  instruction: 'Include those who left before you could remove them. If there was none, choose “met” if leaders know the duty.',
  strength: 'must',
  reference: 'Safeguarding Vulnerable Groups Act 2006 section 35',
})

export const allegationsLowLevelLog = shared({
  kind: 'yes_no',
  key: 'allegations_low_level_log',
  label: 'Do you keep a record of low-level concerns about adults?',
})

export const allegationsLowLevelReviewed = shared({
  kind: 'met',
  key: 'allegations_low_level_patterns',
  label: 'The record of low-level concerns is reviewed for patterns at set times',
  when: { question: 'allegations_low_level_log', in: ['yes'] },
})
