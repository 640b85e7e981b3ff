import { shared } from './shared.ts'

/** Concerns about adults: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const allegationsStaffKnow = shared({
  kind: 'rag',
  key: 'allegations_staff_know',
  label: 'Staff know what to do with a concern about an adult',
  comment: true,
})

export const allegationsHeadRoute = shared({
  kind: 'yes_no',
  key: 'allegations_head_route',
  strength: 'should',
})

export const allegationsLado = shared({
  kind: 'met',
  key: 'allegations_lado',
  label: 'Allegations that may meet the harm threshold go to the LADO within one working day',
  hint: 'LADO is the local authority designated officer.',
})

export const allegationsLowLevelLog = shared({
  kind: 'yes_no',
  key: 'allegations_low_level_log',
  label: 'Do you keep a record of low-level concerns about adults?',
})

export const allegationsLowLevelReviewed = shared({
  kind: 'yes_partly_no',
  key: 'allegations_low_level_reviewed',
  label: 'Is the record of low-level concerns reviewed for patterns?',
  when: { question: 'allegations_low_level_log', in: ['yes'] },
})
