import { shared } from './shared.ts'

/** How safeguarding is led: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const leadershipSmallWorries = shared({
  kind: 'yes_partly_no',
  key: 'leadership_small_worries',
  label: 'Do your records show that staff report small worries early?',
  instruction: 'Answer from your records of the last term, not from what people would say.',
  strength: 'should',
  comment: true,
})

export const leadershipDslTime = shared({
  kind: 'yes_partly_no',
  key: 'leadership_dsl_has_time',
  label: 'Has the DSL enough time and help for the role?',
  instruction: 'Yes: no meeting or record waits for lack of time. Partly: the urgent work is done, and other work waits.',
  comment: true,
})

export const leadershipDslAvailable = shared({
  kind: 'yes_partly_no',
  key: 'leadership_dsl_available',
  label: 'Can staff always reach the DSL or a deputy during opening hours?',
  strength: 'should',
})

export const leadershipLastActionsDone = shared({
  kind: 'percentage',
  key: 'leadership_last_actions_done',
  label: "What share of last year's audit actions is complete?",
  shortLabel: "Share of last year's actions complete",
  instruction: 'Open the list of last year’s actions below, if you have one. Leave this empty if you had none.',
  strength: 'good_practice',
  required: false,
})

export const leadershipDslSenior = shared({
  kind: 'yes_no',
  key: 'leadership_dsl_senior',
  label: 'Is the DSL a member of the senior leadership team?',
  strength: 'should',
})
