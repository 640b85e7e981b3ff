import { OTHER } from '../references.ts'
import { shared } from './shared.ts'

/** Who holds which role, and the numbers that set the answers in proportion: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const peopleAbout = shared({
  kind: 'information',
  key: 'people_about',
  label: 'Before you start',
  guidance: `Names of staff are used only to run this audit. Do not name a child anywhere in this return, or attach a document that does.

If you are worried about a child now, do not write it here: nobody is watching these boxes. Contact children's social care, or call 999 in an emergency.`,
})

export const peopleRegisterCorrect = shared({
  kind: 'yes_no',
  key: 'people_register_correct',
  strength: 'should',
  action: false,
})

export const peopleRegisterCorrection = shared({
  kind: 'long_text',
  key: 'people_register_correction',
  label: 'What should the register say instead?',
  strength: 'should',
  when: { question: 'people_register_correct', in: ['no'] },
  maxLength: 1000,
})

export const peopleHead = shared({
  kind: 'person',
  key: 'people_head',
  asks: 'head',
  strength: 'must',
  email: true,
  trainingDate: true,
})

export const peopleDsl = shared({
  kind: 'person',
  key: 'people_dsl',
  asks: 'dsl',
  label: 'Who is the designated safeguarding lead (DSL)?',
  email: true,
  trainingDate: true,
})

export const peopleDeputies = shared({
  kind: 'table',
  key: 'people_deputies',
  asks: 'deputies',
  label: 'Who are the deputy designated safeguarding leads?',
  shortLabel: 'Deputies',
  rowName: 'Deputy',
  minRows: 0,
  maxRows: 20,
  columns: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'role', label: 'Other role', kind: 'text' },
    { key: 'training_date', label: 'Last DSL training', kind: 'date' },
  ],
})

export const peopleChair = shared({
  kind: 'person',
  key: 'people_chair',
  asks: 'chair',
  email: true,
  trainingDate: true,
})

export const peopleSenco = shared({
  kind: 'person',
  key: 'people_senco',
  label: 'Who coordinates support for special educational needs and disabilities?',
  strength: 'must',
})

export const numbersRoll = shared({
  kind: 'number',
  key: 'numbers_roll',
  asks: 'number_on_roll',
  shortLabel: 'Number on roll',
  strength: 'good_practice',
  reference: OTHER.workingTogether,
  required: false,
  min: 0,
  whole: true,
})

export const numbersChildProtectionPlans = shared({
  kind: 'number',
  key: 'numbers_child_protection_plans',
  shortLabel: 'Number with a child protection plan',
  guidance: 'Small numbers are hidden before anything is published.',
  strength: 'good_practice',
  reference: OTHER.workingTogether,
  required: false,
  min: 0,
  whole: true,
})

export const numbersEarlyHelp = shared({
  kind: 'number',
  key: 'numbers_early_help',
  shortLabel: 'Number with an early help plan',
  strength: 'good_practice',
  reference: OTHER.workingTogether,
  required: false,
  min: 0,
  whole: true,
})

export const numbersLookedAfter = shared({
  kind: 'number',
  key: 'numbers_looked_after',
  shortLabel: 'Number of looked-after children',
  guidance: 'Count children of every local authority, not only your own.',
  strength: 'good_practice',
  reference: OTHER.workingTogether,
  required: false,
  min: 0,
  whole: true,
})

export const numbersReferralsMade = shared({
  kind: 'number',
  key: 'numbers_referrals_made',
  label: "How many referrals did you make to children's social care in the last school year?",
  shortLabel: 'Number of referrals',
  guidance: 'Count referrals, not children.',
  strength: 'good_practice',
  reference: OTHER.workingTogether,
  required: false,
  min: 0,
  whole: true,
})
