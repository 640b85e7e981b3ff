import type { Section } from '../../../document.ts'
import { IS_SCHOOL } from './isSchool.ts'
import {
  numbersChildProtectionPlans,
  numbersEarlyHelp,
  numbersLookedAfter,
  numbersReferralsMade,
  numbersRoll,
  numbersStaff,
  peopleAbout,
  peopleChair,
  peopleDeputies,
  peopleDesignatedTeacher,
  peopleDsl,
  peopleFilteringGovernor,
  peopleFilteringLead,
  peopleHasDeputies,
  peopleHead,
  peopleRegisterCorrect,
  peopleRegisterCorrection,
  peopleSenco,
  peopleWithoutDeputy,
} from '../../shared/people.ts'

const number = { strength: 'good_practice', required: false, min: 0, whole: true } as const

/** Set E: who is who, and how safeguarding is led. */
export const earlyYearsPeople: Section = {
  key: 'people',
  title: 'Your setting and its people',
  intro: 'We have filled in what the register holds. Change what is wrong.',
  questions: [
    peopleAbout,
    {
      ...peopleRegisterCorrect,
      label: "Are your setting's details right on the register of Ofsted, or on Get Information about Schools?",
      instruction: 'Look them up on that website. Only you can change them there.',
    },
    peopleRegisterCorrection,
    {
      kind: 'text',
      key: 'people_ofsted_number',
      label: 'What is your Ofsted early years number?',
      shortLabel: 'Ofsted early years number',
      hint: 'For example EY234567. Nursery schools that have none leave this empty.',
      instruction: 'It is on your certificate of registration.',
      required: false,
      maxLength: 20,
    },
    {
      kind: 'choice',
      key: 'people_early_years_type',
      label: 'What kind of setting are you?',
      instruction: 'Choose the one that fits best.',
      strength: 'good_practice',
      options: [
        { value: 'private_nursery', label: 'Day nursery, privately owned' },
        { value: 'committee_preschool', label: 'Pre-school or playgroup run by a committee' },
        { value: 'nursery_school', label: 'Nursery school' },
        { value: 'out_of_school', label: 'Out-of-school or holiday club' },
        { value: 'other', label: 'Something else' },
      ],
    },
    {
      ...peopleHead,
      label: 'Who is the manager or headteacher?',
      instruction: 'If the post is covered for now, name the person acting.',
    },
    {
      ...peopleDsl,
      guidance: 'One named practitioner leads on safeguarding.',
      strength: 'must',
    },
    peopleHasDeputies,
    peopleDeputies,
    peopleWithoutDeputy,
    {
      ...peopleChair,
      label: 'Who is the owner, or the chair of the committee or governors?',
      instruction: 'The LADO speaks to this person if there is an allegation about the manager.',
    },
    {
      kind: 'person',
      key: 'people_nominated_individual',
      label: 'Who is the nominated individual at Ofsted?',
      instruction: 'This is the person who speaks for the registered provider. Leave it empty if you have none.',
      strength: 'should',
      when: { not: IS_SCHOOL },
      required: false,
    },
    {
      ...peopleSenco,
      guidance:
        'Disabled children and those with special educational needs face more risks, so this person and the DSL work closely together.',
      strength: 'should',
      mustFor: IS_SCHOOL,
    },
    { ...peopleDesignatedTeacher, when: IS_SCHOOL },
    { ...peopleFilteringGovernor, label: 'Which governor is responsible for filtering and monitoring?', when: IS_SCHOOL },
    { ...peopleFilteringLead, when: IS_SCHOOL },
    numbersStaff,
    { ...numbersRoll, label: 'How many children are on roll today?', instruction: 'Count children, not places or sessions.' },
    {
      kind: 'number',
      key: 'numbers_under_two',
      label: 'How many of them are under two?',
      shortLabel: 'Number under two',
      ...number,
    },
    { ...numbersChildProtectionPlans, label: 'How many children have a child protection plan today?' },
    {
      ...numbersEarlyHelp,
      label: 'How many children have an early help or Family Help plan today?',
      instruction: 'Count plans that you know of, whoever leads them.',
    },
    { ...numbersLookedAfter, label: 'How many children are looked after by a local authority today?' },
    numbersReferralsMade,
  ],
}
