import { OTHER } from '../references.ts'
import { shared } from './shared.ts'

/** How safeguarding is led: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const leadershipCulture = shared({
  kind: 'level',
  key: 'leadership_culture',
  strength: 'should',
  comment: true,
  descriptors: [
    'Staff raise worries early, small ones too. Leaders look for what they might be missing and can show what they changed.',
    'Staff raise worries and know they will be heard. Leaders act on them and say what they did.',
    'Most staff know how to raise a worry, but some wait until they are sure.',
    'Staff are unsure, or leaders hear of worries late.',
  ],
})

export const leadershipDslTime = shared({
  kind: 'rag',
  key: 'leadership_dsl_time',
  label: 'Time and resources for the DSL and deputies',
  comment: true,
})

export const leadershipDslAvailable = shared({
  kind: 'yes_partly_no',
  key: 'leadership_dsl_available',
  label: 'Can staff always reach the DSL or a deputy during opening hours?',
  strength: 'should',
})

export const leadershipLocalArrangements = shared({
  kind: 'yes_partly_no',
  key: 'leadership_local_arrangements',
  label: 'Do leaders follow the local multi-agency safeguarding arrangements?',
  strength: 'must',
})

export const leadershipLastActionsDone = shared({
  kind: 'percentage',
  key: 'leadership_last_actions_done',
  label: "What share of last year's audit actions is complete?",
  shortLabel: "Share of last year's actions complete",
  guidance: 'An estimate will do. Leave it empty if you had no actions or did not take part.',
  strength: 'good_practice',
  reference: OTHER.workingTogether,
  required: false,
})

export const leadershipDslSenior = shared({
  kind: 'yes_no',
  key: 'leadership_dsl_senior',
  label: 'Is the DSL a member of the senior leadership team?',
  strength: 'should',
})
