import type { Question } from '../../../questions/index.ts'
import type { Terms } from '../terms.ts'
import {
  numbersChildProtectionPlans,
  numbersEarlyHelp,
  numbersLookedAfter,
  numbersReferralsMade,
  numbersRoll,
  numbersStaff,
} from '../shared/people.ts'

/** The numbers that set the answers in proportion. Those about children are optional. */
export const numbers = (t: Terms): Question[] => [
  numbersStaff,
  {
    ...numbersRoll,
    label: `How many ${t.pupils} are on roll today?`,
    instruction: 'A figure of the last few weeks will do.',
  },
  { ...numbersChildProtectionPlans, label: `How many ${t.pupils} have a child protection plan today?` },
  {
    kind: 'number',
    key: 'numbers_children_in_need',
    label: `How many ${t.pupils} have a child in need plan today?`,
    shortLabel: 'Number with a child in need plan',
    instruction: 'Leave out those counted under child protection plans.',
    strength: 'good_practice',
    required: false,
    min: 0,
    whole: true,
  },
  {
    ...numbersEarlyHelp,
    label: `How many ${t.pupils} have an early help or Family Help plan today?`,
    instruction: 'Count plans that you know of, whoever leads them.',
  },
  { ...numbersLookedAfter, label: `How many ${t.pupils} are looked after by a local authority today?` },
  numbersReferralsMade,
  {
    kind: 'number',
    key: 'numbers_lado_consultations',
    label: 'How many times did you consult the LADO in the last school year?',
    shortLabel: 'Number of LADO consultations',
    hint: 'LADO is the local authority designated officer.',
    instruction: 'Count consultations that led to nothing more as well. Asking for advice is a good sign.',
    strength: 'good_practice',
    required: false,
    min: 0,
    whole: true,
  },
]
