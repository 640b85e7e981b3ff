import { cites, OTHER } from '../references.ts'
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
  key: 'people_details_right',
  required: false,
  action: false,
})

export const peopleRegisterCorrection = shared({
  kind: 'long_text',
  key: 'people_details_wrong',
  label: 'Which details are wrong?',
  instruction: 'Say what is right, and from when. Staff of the partnership read this with your return.',
  when: { question: 'people_details_right', in: ['no'] },
  required: false,
  maxLength: 1000,
})

export const peopleHead = shared({ kind: 'person', key: 'people_head', asks: 'head', email: true, hasRole: false })

export const peopleDsl = shared({
  kind: 'person',
  key: 'people_dsl',
  asks: 'dsl',
  label: 'Who is the designated safeguarding lead (DSL)?',
  email: true,
  trainingMonth: 'Last DSL training',
})

export const peopleHasDeputies = shared({
  kind: 'yes_no',
  key: 'people_has_deputies',
  label: 'Is there a deputy designated safeguarding lead?',
  strength: 'good_practice',
  action: false,
})

export const peopleDeputies = shared({
  kind: 'table',
  key: 'people_deputies',
  asks: 'deputies',
  label: 'Who are the deputy designated safeguarding leads?',
  shortLabel: 'Deputies',
  instruction: 'List everyone who may act when the lead is away.',
  strength: 'good_practice',
  when: { question: 'people_has_deputies', in: ['yes'] },
  rowName: 'Deputy',
  minRows: 1,
  maxRows: 20,
  columns: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'role', label: 'Other role', kind: 'text' },
    { key: 'training_month', label: 'Last DSL training', kind: 'month' },
  ],
})

export const peopleWithoutDeputy = shared({
  kind: 'text',
  key: 'people_without_deputy',
  label: 'Who acts when the DSL is away?',
  instruction: 'One line. Give a role, not a private telephone number.',
  strength: 'good_practice',
  when: { question: 'people_has_deputies', in: ['no'] },
  maxLength: 200,
})

export const peopleChair = shared({ kind: 'person', key: 'people_chair', asks: 'chair', strength: 'should', email: true, hasRole: false })

export const peopleFilteringGovernor = shared({
  kind: 'person',
  key: 'people_filtering_governor',
  instruction: 'This may be the person who leads on safeguarding.',
  guidance: 'They check that the yearly review is done and that its actions are finished.',
  strength: 'should',
  ...cites(OTHER.filtering),
})

export const peopleFilteringLead = shared({
  kind: 'person',
  key: 'people_filtering_lead',
  label: 'Which senior leader is responsible for filtering and monitoring?',
  guidance: 'The leader answers for the systems being right. IT staff or a supplier look after the technical side.',
  strength: 'should',
  ...cites(OTHER.filtering),
})

export const peopleDesignatedTeacher = shared({
  kind: 'person',
  key: 'people_designated_teacher',
  label: 'Who leads on looked-after and previously looked-after children?',
  instruction: 'In maintained schools and academies this is the designated teacher.',
  strength: 'should',
  mustFor: { any: [{ fact: 'maintained' }, { fact: 'academy' }] },
  ...cites(OTHER.designatedTeacher),
  trainingMonth: 'Last training for this role',
})

export const peopleSenco = shared({
  kind: 'person',
  key: 'people_senco',
  label: 'Who coordinates support for special educational needs and disabilities?',
  strength: 'must',
})

export const numbersStaff = shared({
  kind: 'number',
  key: 'numbers_staff',
  label: 'How many staff work here?',
  shortLabel: 'Number of staff',
  instruction: 'Count people, not posts: everyone who works here every week, in whatever job. Other answers are shares of this number.',
  strength: 'good_practice',
  min: 1,
  whole: true,
})

export const numbersRoll = shared({
  kind: 'number',
  key: 'numbers_roll',
  asks: 'number_on_roll',
  shortLabel: 'Number on roll',
  strength: 'good_practice',
  required: false,
  min: 0,
  whole: true,
})

const counted = { strength: 'good_practice', required: false, min: 0, whole: true } as const

export const numbersChildProtectionPlans = shared({
  kind: 'number',
  key: 'numbers_child_protection_plans',
  shortLabel: 'Number with a child protection plan',
  instruction: 'Small numbers are hidden before anything is published.',
  ...counted,
})

export const numbersEarlyHelp = shared({
  kind: 'number',
  key: 'numbers_early_help',
  shortLabel: 'Number with an early help plan',
  ...counted,
})

export const numbersLookedAfter = shared({
  kind: 'number',
  key: 'numbers_looked_after',
  shortLabel: 'Number of looked-after children',
  instruction: 'Count children of every local authority, not only your own.',
  ...counted,
})

export const numbersReferralsMade = shared({
  kind: 'number',
  key: 'numbers_referrals_made',
  label: "How many referrals did you make to children's social care in the last school year?",
  shortLabel: 'Number of referrals',
  instruction: 'Count referrals, not children.',
  ...counted,
})
